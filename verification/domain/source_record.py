"""The earned record of a source: what became of what it told.

Idea: a record is counts with their n and their period, so that "3 of 4" and "300 of 400" look as different as they are.
Each statement of a source counts once in n, and once in each of these: *corroborated* and *contradicted*, as people
decided the claim it is part of (machine verdicts count for nothing here); *withdrawn*, when the outlet took it back or
it is absent from the article; *copied*, when the article took it over from another or from an agency. The same is
counted for each topic of the article, so that the health desks of a newspaper and of a specialist stand side by side.

Limits: "contradicted" says that the claim is disputed, not that this source was the one in error. No score is made of
it, and no verdict looks at it. Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from verification.domain.types import Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of a source. `verdict` is the decision of a person on its claim, None without one; `topics` are
    those of its article, each once."""

    source: int
    verdict: Verdict | None
    withdrawn: bool
    copied: bool
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """`mentions` is the n of every other figure."""

    mentions: int
    decided: int
    corroborated: int
    contradicted: int
    withdrawn: int
    copied: int


ALL_TOPICS = ""


def tally_records(told: Iterable[Told]) -> dict[tuple[int, str], Tally]:
    """By source and topic, and by source and `ALL_TOPICS`; what nobody told anything of is left out.

    A statement under two topics counts under both, so topics do not add up to the whole.
    """
    counts: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for one in told:
        for topic in (ALL_TOPICS, *one.topics):
            counts[one.source, topic].update(
                mentions=1,
                decided=one.verdict is not None,
                corroborated=one.verdict is Verdict.CORROBORATED,
                contradicted=one.verdict is Verdict.CONTRADICTED,
                withdrawn=one.withdrawn,
                copied=one.copied,
            )
    names = Tally.__dataclass_fields__
    return {whose: Tally(**{name: count[name] for name in names}) for whose, count in counts.items()}
