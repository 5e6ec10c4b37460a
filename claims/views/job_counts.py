"""What a scheduled job counted, in words: jobs record a name and a number, and pages say what that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_lazy

COUNTS = {  # in the order in which they are told
    "articles": gettext_lazy("articles due"),
    "asked": gettext_lazy("asked for again"),
    "claims": gettext_lazy("claims"),
    "sources": gettext_lazy("sources"),
    "mentions": gettext_lazy("mentions"),
    "searches": gettext_lazy("searches"),
    "alerts": gettext_lazy("alerts"),
    "checked": gettext_lazy("rules checked"),
    "violated": gettext_lazy("rules broken"),
    "vectors": gettext_lazy("mentions with a meaning"),
    "index": gettext_lazy("index"),
    "sampled": gettext_lazy("mentions compared"),
    "pairs": gettext_lazy("pairs that are alike"),
    "recall": gettext_lazy("share of them that is linked"),
    "jobs_lost": gettext_lazy("jobs lost"),
    "job_runs": gettext_lazy("old runs of jobs"),
    "pipeline_runs": gettext_lazy("old steps of the pipeline"),
    "suggestions": gettext_lazy("suggestions of retired claims"),
    "sessions": gettext_lazy("ended sessions"),
}
STATES = {
    "made": gettext_lazy("made"),
    "missing": gettext_lazy("missing"),
    "none needed": gettext_lazy("none needed"),
    "stands": gettext_lazy("stands"),
}


def describe_counts(counts: Mapping[str, Any]) -> list[str]:
    """One "name: value" a count. What no word is known for is told last, as it was recorded."""
    places = {name: place for place, name in enumerate(COUNTS)}
    named = sorted(counts, key=lambda name: places.get(name, len(places)))
    return [f"{COUNTS.get(name, name)}: {describe_value(counts[name])}" for name in named]


def describe_value(value: Any) -> str:
    return str(STATES.get(value, value)) if isinstance(value, str) else intcomma(value)
