"""In words, why a statement was folded into its origin, and what the origin is called.

Method: one sentence part a fold, which follows the outlet's name ("Frontera copies El Diario's article (text
reuse)"). Names are written as most statements write them.

Limits: written in English, kept with its parts (`claims.domain.phrases`). Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from claims.domain.phrases import list_names, mark_phrases, phrase, phrase_count
from verification.domain.agencies import name_agency
from verification.domain.types import UNKNOWN, Statement


class Spellings:
    """How each place is written, and thus called."""

    def __init__(self) -> None:
        self._written: dict[str, Counter[str]] = defaultdict(Counter)

    def note(self, node: str, name: str) -> None:
        self._written[node][" ".join(name.split())] += 1

    def name(self, node: str) -> str:
        """The most frequent spelling; "" for a place that nobody wrote down."""
        spellings = self._written[node]
        if not spellings:
            return ""
        if node.startswith("agency:"):
            return name_agency(next(iter(spellings)))
        name = min(spellings, key=lambda name: (-spellings[name], -len(name), name))
        # Attributions come without their article: "ministry" is the ministry, "Reyes" needs none.
        return f"the {name}" if node.startswith(("body:", "document:")) and name[0].islower() else name

    def label(self, node: str, carriers: Iterable[str]) -> str:
        """What an origin is called; `carriers` are the outlets of a text that nobody names the source of."""
        if node.startswith("unknown:"):
            return UNKNOWN
        if node.startswith("copy:"):
            names = sorted({self.name(outlet) for outlet in carriers})
            return (
                phrase("a text shared by {names}", names=list_names(names))
                if names
                else phrase("a text of unknown source")
            )
        return self.name(node)


def explain_copy(statement: Statement, whose: str) -> str:
    if statement.copied_passage:
        if whose:
            return phrase("repeats a passage of {outlet}'s article word for word (text reuse)", outlet=whose)
        return phrase("repeats a passage of another article word for word (text reuse)")
    if whose:
        return phrase("copies {outlet}'s article (text reuse)", outlet=whose)
    return phrase("copies another article (text reuse)")


def explain_other_words(statement: Statement, whose: str, refutes: bool) -> str:
    """Why a copy is no copy in this claim."""
    if refutes:
        if whose:
            return phrase("repeats {outlet}'s words to deny them, so it speaks for itself", outlet=whose)
        return phrase("repeats another's words to deny them, so it speaks for itself")
    if whose:
        return phrase("copies {outlet} but says something else here", outlet=whose)
    return phrase("copies another article but says something else here")


def explain_citation(statement: Statement, kind: str, name: str) -> str:
    if kind in ("publisher", "agency"):
        return phrase("reports what {name} reported", name=name)
    via = statement.claimant.via
    if kind == "document":
        return phrase("cites {name} through {via}", name=name, via=via) if via else phrase("cites {name}", name=name)
    if via:
        return phrase("passes on what {name} said through {via}", name=name, via=via)
    return phrase("passes on what {name} said", name=name)


def explain_circle(own: str, first: str, cited: Sequence[str]) -> str:
    """Who cites whom in a circle; `own` and `first` are names, `cited` those that this outlet cites."""
    others = list_names(sorted(cited))
    if own == first:
        return phrase("told it first; it cites {names}, which cites it back", names=others)
    return phrase("cites {names} in a circle of reports, which {first} began", names=others, first=first)


def explain_agency(agency: str, others: int) -> str:
    if not others:
        return phrase("carries the {agency} marker", agency=agency)
    one, more = mark_phrases(
        "carries the {agency} marker, as does {n} other", "carries the {agency} marker, as do {n} others"
    )
    return phrase_count(one, more, others, agency=agency)


def explain_owner(owner: str, siblings: Sequence[str]) -> str:
    one, more = mark_phrases("belongs to {owner}, as does {names}", "belongs to {owner}, as do {names}")
    return phrase_count(one, more, len(siblings), owner=owner, names=list_names(siblings))
