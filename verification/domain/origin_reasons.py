"""In words, why a statement was folded into its origin, and what the origin is called.

Method: one sentence part a fold, which follows the outlet's name ("Frontera copies El Diario's article (text
reuse)"). Names are written as most statements write them.

Limits: English. Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from verification.domain.agencies import name_agency
from verification.domain.types import Statement
from verification.domain.wording import join_names


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
            return "an unknown source"
        if node.startswith("copy:"):
            names = sorted({self.name(outlet) for outlet in carriers})
            return f"a text shared by {join_names(names)}" if names else "a text of unknown source"
        return self.name(node)


def explain_copy(statement: Statement, whose: str) -> str:
    if statement.copied_passage:
        return f"repeats a passage of {_possess(whose)} article word for word (text reuse)"
    return f"copies {_possess(whose)} article (text reuse)"


def explain_other_words(statement: Statement, whose: str, refutes: bool) -> str:
    """Why a copy is no copy in this claim."""
    if refutes:
        return f"repeats {_possess(whose)} words to deny them, so it speaks for itself"
    return f"copies {whose or 'another article'} but says something else here"


def _possess(whose: str) -> str:
    return f"{whose}'s" if whose else "another"


def explain_citation(statement: Statement, kind: str, name: str) -> str:
    if kind in ("publisher", "agency"):
        return f"reports what {name} reported"
    through = f" through {statement.claimant.via}" if statement.claimant.via else ""
    return f"cites {name}{through}" if kind == "document" else f"passes on what {name} said{through}"


def explain_circle(own: str, first: str, cited: Sequence[str]) -> str:
    """Who cites whom in a circle; `own` and `first` are names, `cited` those that this outlet cites."""
    others = join_names(sorted(cited))
    if own == first:
        return f"told it first; it cites {others}, which cites it back"
    return f"cites {others} in a circle of reports, which {first} began"


def explain_agency(agency: str, others: int) -> str:
    also = {0: "", 1: ", as does 1 other"}.get(others, f", as do {others} others")
    return f"carries the {agency} marker{also}"


def explain_owner(owner: str, siblings: Sequence[str]) -> str:
    return f"belongs to {owner}, as {'does' if len(siblings) == 1 else 'do'} {join_names(siblings)}"
