"""Origins: how many places the information really comes from.

Idea: forty outlets that print one agency's text are one witness. Each statement is traced to where it comes
from, and statements that lead to one place share an origin. Method, union-find over places:

1. A statement comes from what it *cites*: a named report, outlet or document ("according to The Mirror"),
   else the named person or body who speaks; else from the *agency* whose marker its article carries; else
   from its own outlet.
2. A *near copy* shares the origin of the text that it copies, as long as the two agree: a copy that changed
   the number tells something of its own.
3. Outlets of one *owner* are one place; an agency's own article and its marker elsewhere are one place, and
   so are an outlet's own article and the others that cite it. Names are compared without case, accents,
   punctuation and "the".
4. An outlet's own words come from what the same outlet passes on in this claim (an agency text, another's
   report), as long as the two agree: dependence explains agreement, never disagreement.
5. A source nobody knows is an origin of its own that never adds independence, and it adds none to those it
   cites (the verdict sees to that: it counts an origin only where a known outlet brings it).

A named person is one origin for what only he or she asserts: ten outlets at one press conference witness
that it was said, not that it is so, and a wrong "corroborated" does more harm than a wrong "single source".
An outlet that says it in its own voice is an origin apart from the person it also quotes. Unnamed sources
are their outlet's own reporting.

Rule 1 links a statement to the most specific place only. Linking it to all of them (its outlet *and* the
agency *and* the report) would melt the agencies into one origin as soon as one outlet carries two of them.

Limits: two spellings of one name ("NBC", "nbcnews.com") are two places; persons meet by their last name;
influence that nobody writes down is not seen. Reference: transitive folding is plain union-find (Galler and
Fischer 1964).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from verification.domain.agencies import find_agency, name_agency
from verification.domain.conflicts import disagree
from verification.domain.places import Places, list_cited, name_place
from verification.domain.types import Origin, Statement
from verification.domain.wording import Vocabulary, find_content_words, join_names, measure_overlap

__all__ = ["find_agency", "fold_origins"]

# Which place names an origin that several fold into; what was passed on comes before who passed it on.
_RANK = ("agency", "owner", "publisher", "document", "person", "body", "unknown", "copy")
_KEY_WORD = {"publisher": "outlet"}


def fold_origins(statements: Sequence[Statement]) -> dict[int, Origin]:
    """The origin of every statement of one claim, by statement id; any input order, same result.

    Raises ValueError when two statements share an id.
    """
    return _Folding(statements).name_origins()


class _Folding:
    """One claim's statements on their way to origins."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = sorted(statements, key=lambda statement: statement.id)
        if len({statement.id for statement in self.statements}) < len(self.statements):
            raise ValueError("Two statements have the same id; each mention may be given once.")
        self.by_article: dict[int, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            self.by_article[statement.article].append(statement)
        self.copying = {s.id for s in self.statements if self._agrees_with_copied(s)}
        self.sources = {statement.article: statement.source for statement in self.statements}
        self.places = Places()
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self.own: dict[int, str] = {}  # the outlet's place, "" when unknown
        self.cited: dict[int, str] = {}  # the place that the attribution names, "" for none
        self.anchor: dict[int, str] = {}
        self.demoted: set[str] = set()
        for statement in self.statements:
            self._place_statement(statement)
        self._join_copies()
        self._join_dependents()

    def _place_statement(self, statement: Statement) -> None:
        own = self._note(name_place("publisher", statement.source), statement.source)
        owner = self._note(name_place("owner", statement.owner), statement.owner)
        if own and owner:
            self.places.join(own, owner)
        cited = [(node, name) for node, name in list_cited(statement.claimant) if node != own]
        for node, name in cited:
            self.places.join(self._note(node, name), cited[0][0])
        agency = self._note(name_place("publisher", statement.agency), statement.agency)
        self.own[statement.id] = own
        self.cited[statement.id] = cited[0][0] if cited else ""
        self.anchor[statement.id] = self.cited[statement.id] or agency or own or f"unknown:{statement.article}"

    def _note(self, node: str, name: str) -> str:
        if node:
            self.spellings[node][" ".join(name.split())] += 1
            self.places.find(node)
        return node

    def _agrees_with_copied(self, statement: Statement) -> bool:
        """Whether it stands in a near copy, and does not contradict what the copied article says in this claim."""
        if statement.copy_of is None or statement.copy_of == statement.article:
            return False
        copied = _find_counterpart(statement, self.by_article.get(statement.copy_of, []))
        return copied is None or not disagree([statement], [copied])

    def _copies(self, statement: Statement) -> bool:
        return statement.id in self.copying

    def _join_copies(self) -> None:
        for statement in filter(self._copies, self.statements):
            if self.anchor[statement.id] == self.own[statement.id] or self._is_unknown(statement):
                self.anchor[statement.id] = f"copy:{statement.copy_of}"
            self.places.find(self.anchor[statement.id])
        for statement in filter(self._copies, self.statements):
            assert statement.copy_of is not None
            self.places.join(self.anchor[statement.id], f"copy:{statement.copy_of}")
            copied = _find_counterpart(statement, self.by_article.get(statement.copy_of, []))
            if copied:
                self.places.join(self.anchor[statement.id], self.anchor[copied.id])

    def _is_unknown(self, statement: Statement) -> bool:
        return self.anchor[statement.id].startswith("unknown:")

    def _join_dependents(self) -> None:
        """Rule 4: an outlet's place joins the place of what the outlet passes on, where the two agree."""
        by_outlet = defaultdict(list)
        for statement in self.statements:
            if self.own[statement.id]:
                by_outlet[self.places.find(self.own[statement.id])].append(statement)
        for outlet in sorted(by_outlet):
            own_words = [s for s in self.statements if self._root(s) == self.places.find(outlet)]
            passed_on = defaultdict(list)
            for statement in by_outlet[outlet]:
                if self._root(statement) != self.places.find(outlet) and self._passes_on(statement):
                    passed_on[self._root(statement)].append(statement)
            choices = sorted(passed_on, key=lambda root: (-len(passed_on[root]), root))
            agreeing = (root for root in choices if not disagree(own_words, passed_on[root]))
            chosen = next(agreeing, None) if own_words else None
            if chosen:
                self.demoted.update(self.places.members()[self.places.find(outlet)])
                self.places.join(outlet, chosen)

    def _root(self, statement: Statement) -> str:
        return self.places.find(self.anchor[statement.id])

    def _passes_on(self, statement: Statement) -> bool:
        # A quoted person or body is no text that the outlet's own words could have been taken from.
        return not self.anchor[statement.id].startswith(("person:", "body:"))

    def name_origins(self) -> dict[int, Origin]:
        groups = defaultdict(list)
        for statement in self.statements:
            groups[self._root(statement)].append(statement)
        members = self.places.members()
        origins: dict[int, Origin] = {}
        for root, group in groups.items():
            head = self._choose_head(members[root], group)
            known = any(self.own[s.id] or not self._is_unnamed(s) for s in group)
            label = self._label(head, group)
            kind, _, rest = head.partition(":")
            key = f"{_KEY_WORD.get(kind, kind)}:{rest}"
            for statement in group:
                reason = self._explain(statement, head, group)
                origins[statement.id] = Origin(key=key, label=label, reason=reason, known=known)
        return dict(sorted(origins.items()))

    def _is_unnamed(self, statement: Statement) -> bool:
        return self.anchor[statement.id].startswith(("unknown:", "copy:"))

    def _choose_head(self, nodes: Iterable[str], group: Sequence[Statement]) -> str:
        """The place that names the origin: the kind that says most, then the most cited, then the first by
        name.
        """
        anchored = Counter(self.anchor[s.id] for s in group)
        outlets = {self.own[s.id] for s in group if self.anchor[s.id] == self.own[s.id]}

        def rank(node: str) -> tuple[bool, int, int, str]:
            kind = node.partition(":")[0]
            lonely_owner = kind == "owner" and len(outlets) < 2
            place = len(_RANK) if lonely_owner else _RANK.index(kind)
            return node in self.demoted, place, -anchored[node], node

        return min(nodes, key=rank)

    def _label(self, node: str, group: Sequence[Statement]) -> str:
        kind, _, rest = node.partition(":")
        if kind == "unknown":
            return "an unknown source"
        if kind == "copy":
            carriers = sorted({self._label_place(self.own[s.id]) for s in group if self.own[s.id]})
            return f"a text shared by {join_names(carriers)}" if carriers else "a text of unknown source"
        return self._label_place(node)

    def _label_place(self, node: str) -> str:
        spellings = self.spellings[node]
        if node.startswith("agency:"):
            return name_agency(next(iter(spellings)))
        name = min(spellings, key=lambda name: (-spellings[name], -len(name), name))
        # Attributions come without their article: "ministry" is the ministry, "Reyes" needs none.
        return f"the {name}" if node.startswith(("body:", "document:")) and name[0].islower() else name

    def _explain(self, statement: Statement, head: str, group: Sequence[Statement]) -> str:
        if self._copies(statement):
            return self._explain_copy(statement)
        if self.cited[statement.id]:
            reason = self._explain_citation(statement, self.cited[statement.id])
            return reason if self.own[statement.id] else f"{reason}, but its own source is unknown"
        if self._is_unknown(statement):
            return "has no known source, so it adds no independence"
        if self.anchor[statement.id] != self.own[statement.id]:
            return self._explain_agency(statement, group)
        return self._explain_own(statement, head, group)

    def _explain_copy(self, statement: Statement) -> str:
        whose = self.sources.get(statement.copy_of, "") if statement.copy_of is not None else ""
        return f"copies {whose}'s article (text reuse)" if whose else "copies another article (text reuse)"

    def _explain_citation(self, statement: Statement, node: str) -> str:
        name = self._label_place(node)
        kind = node.partition(":")[0]
        if kind in ("publisher", "agency"):
            return f"reports what {name} reported"
        through = f" through {statement.claimant.via}" if statement.claimant.via else ""
        return f"cites {name}{through}" if kind == "document" else f"passes on what {name} said{through}"

    def _explain_agency(self, statement: Statement, group: Sequence[Statement]) -> str:
        node = self.anchor[statement.id]
        others = {s.article for s in group if self.anchor[s.id] == node and self.own[s.id] != node}
        others.discard(statement.article)
        also = {0: "", 1: ", as does 1 other"}.get(len(others), f", as do {len(others)} others")
        return f"carries the {self._label_place(node)} marker{also}"

    def _explain_own(self, statement: Statement, head: str, group: Sequence[Statement]) -> str:
        own = self.own[statement.id]
        if statement.copy_of is not None and statement.copy_of != statement.article:
            return f"copies {self.sources.get(statement.copy_of) or 'another article'} but says something else here"
        if own in self.demoted:
            return f"adds its own words, but passes on {self._label(head, group)} in this claim too"
        siblings = {self._label_place(self.own[s.id]) for s in group if self.anchor[s.id] == self.own[s.id]}
        siblings.discard(self._label_place(own))
        if statement.owner and siblings:
            verb = "does" if len(siblings) == 1 else "do"
            return f"belongs to {statement.owner}, as {verb} {join_names(sorted(siblings))}"
        return "tells it in its own name"


def _find_counterpart(statement: Statement, candidates: Sequence[Statement]) -> Statement | None:
    """The statement of the copied article that this one repeats: the one that shares most of its words."""
    vocabulary = Vocabulary()
    words = vocabulary.mask(find_content_words(statement.text or statement.quote))

    def rank(candidate: Statement) -> tuple[float, int]:
        mask = vocabulary.mask(find_content_words(candidate.text or candidate.quote))
        return -measure_overlap(words, mask)[1], candidate.id

    return min(candidates, key=rank, default=None)
