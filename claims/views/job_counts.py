"""What a scheduled job counted, in words: jobs record a name and a number, and pages say what that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_lazy

COUNTS = {
    "alerts": gettext_lazy("alerts"),
    "articles": gettext_lazy("articles due"),
    "asked": gettext_lazy("asked for again"),
    "checked": gettext_lazy("rules checked"),
    "claims": gettext_lazy("claims"),
    "index": gettext_lazy("index"),
    "job_runs": gettext_lazy("old runs of jobs"),
    "jobs_lost": gettext_lazy("jobs lost"),
    "mentions": gettext_lazy("mentions"),
    "pairs": gettext_lazy("pairs that are alike"),
    "pipeline_runs": gettext_lazy("old steps of the pipeline"),
    "recall": gettext_lazy("share of them that is linked"),
    "sampled": gettext_lazy("mentions compared"),
    "searches": gettext_lazy("searches"),
    "sessions": gettext_lazy("ended sessions"),
    "sources": gettext_lazy("sources"),
    "suggestions": gettext_lazy("suggestions of retired claims"),
    "vectors": gettext_lazy("mentions with a meaning"),
    "violated": gettext_lazy("rules broken"),
}
STATES = {
    "made": gettext_lazy("made"),
    "missing": gettext_lazy("missing"),
    "none needed": gettext_lazy("none needed"),
    "stands": gettext_lazy("stands"),
}


def describe_counts(counts: Mapping[str, Any]) -> list[str]:
    """One "name: value" a count. What no word is known for is told as it was recorded."""
    return [f"{COUNTS.get(name, name)}: {describe_value(value)}" for name, value in counts.items()]


def describe_value(value: Any) -> str:
    return str(STATES.get(value, value)) if isinstance(value, str) else intcomma(value)
