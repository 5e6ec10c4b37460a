"""Origins: how many places the information really comes from.

Idea: forty outlets that print one agency's text are one witness. Each statement is traced to where it comes
from, and statements that lead to one place share an origin. Method, union-find over places:

1. A statement comes from what it *cites*: a named report, outlet or document ("according to The Mirror"),
   else the named person or body who speaks; else from the *agency* whose marker its article carries; else
   from its own outlet.
2. A *copy* (of the article, or of the passage that the statement stands in) shares the origin of what it copies, as
   long as the two agree: a copy that changed the number, or repeats a hoax to deny it, tells something of its own.
3. Outlets of one *owner* are one place; an agency's own article and its marker elsewhere are one place, and
   so are an outlet's own article and the others that cite it. How names are compared stands in `places`.
4. An outlet's own words come from what the same outlet passes on in this claim (an agency text, another's
   report), as long as the two agree: dependence explains agreement, never disagreement.
5. Outlets that cite each other in a circle are one origin, named after the one that told it first (`citations`).
6. A source nobody knows is an origin of its own that never adds independence, and it adds none to those it
   cites (the verdict sees to that: it counts an origin only where a known outlet brings it).
7. What people say of origins stands above all this (`origin_words`).

A named person is one origin for what only he or she asserts: ten outlets at one press conference witness
that it was said, not that it is so, and a wrong "corroborated" does more harm than a wrong "single source".
An outlet that says it in its own voice is an origin apart from the person it also quotes. Unnamed sources
are their outlet's own reporting.

Rule 1 links a statement to the most specific place only. Linking it to all of them (its outlet *and* the
agency *and* the report) would melt the agencies into one origin as soon as one outlet carries two of them; for the
same reason a copy takes the place of what it copies, and does not make the two places one.

Limits: influence that nobody writes down is not seen. Reference: transitive folding is plain union-find (Galler and
Fischer 1964).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from claims.domain.phrases import phrase
from verification.domain.citations import find_circles, find_first_teller
from verification.domain.conflicts import disagree
from verification.domain.copies import find_counterpart, list_copied_together, stands_in_copy
from verification.domain.origin_reasons import (
    Spellings,
    explain_agency,
    explain_circle,
    explain_citation,
    explain_copy,
    explain_other_words,
    explain_owner,
)
from verification.domain.origin_words import OriginWord, Relation, apply_words, keep_standing
from verification.domain.places import Places, find_namesakes, list_cited, name_place
from verification.domain.types import Origin, Statement

__all__ = ["fold_origins"]

# Which place names an origin that several fold into; what was passed on comes before who passed it on.
_RANK = ("agency", "owner", "publisher", "document", "person", "body", "unknown", "copy")
_KEY_WORD = {"publisher": "outlet"}


def fold_origins(
    statements: Sequence[Statement], *, refuting: Collection[int] = (), words: Sequence[OriginWord] = ()
) -> dict[int, Origin]:
    """The origin of every statement of one claim, by statement id; any input order, same result.

    `refuting` are the ids of statements that refute the claim, `words` what people said of origins, in the order in
    which they said it. Raises ValueError when two statements share an id.
    """
    standing = keep_standing(words)
    told = {word.a: word for word in standing if word.relation is Relation.FROM}
    machine = _Folding(statements, frozenset(refuting), told).name_origins()
    return apply_words(statements, machine, standing)


class _Folding:
    """One claim's statements on their way to origins."""

    def __init__(
        self, statements: Sequence[Statement], refuting: frozenset[int], told: Mapping[int, OriginWord]
    ) -> None:
        self.statements = sorted(statements, key=lambda statement: statement.id)
        if len({statement.id for statement in self.statements}) < len(self.statements):
            raise ValueError("Two statements have the same id; each mention may be given once.")
        self.refuting, self.told = refuting, told
        self.by_article: dict[int, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            self.by_article[statement.article].append(statement)
        self.copied = {s.id: copied for s in self.statements if (copied := self._find_copied(s)) is not None}
        self.sources = {statement.article: statement.source for statement in self.statements}
        self.places = Places()
        self.spellings = Spellings()
        self.own: dict[int, str] = {}  # the outlet's place, "" when unknown
        self.cited: dict[int, str] = {}  # the place that the attribution names, "" for none
        self.anchor: dict[int, str] = {}
        self.demoted: set[str] = set()
        for statement in self.statements:
            self._place_statement(statement)
        self._place_told()
        self._join_namesakes()
        self.first_tellers = self._join_circles()
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
        self.anchor[statement.id] = self.cited[statement.id] or agency or own or _name_unknown(statement)

    def _note(self, node: str, name: str) -> str:
        if node:
            self.spellings.note(node, name)
            self.places.find(node)
        return node

    def _place_told(self) -> None:
        """Where people say that a mention comes from: a place that the claim knows by that name, else an outlet."""
        for statement in (s for s in self.statements if s.id in self.told):
            name = self.told[statement.id].name
            nodes = [name_place(kind, name) for kind in ("publisher", "body", "document", "person")]
            known = next((node for node in nodes if node in self.places), nodes[0])
            self.anchor[statement.id] = self._note(known, name) or self.anchor[statement.id]
            self.cited[statement.id] = ""

    def _join_namesakes(self) -> None:
        """One place under two names is one, and is called by the fuller one."""
        fuller = dict(find_namesakes(self.places.list_nodes()))
        for a, b in fuller.items():
            self.places.join(a, b)
        for chosen in (self.own, self.cited, self.anchor):
            chosen.update({id: fuller[node] for id, node in chosen.items() if node in fuller})

    def _find_copied(self, statement: Statement) -> Statement | None:
        """What it copies: the counterpart in an article of this claim that it does not contradict."""
        if not stands_in_copy(statement) or statement.id in self.told:
            return None
        assert statement.copy_of is not None
        copied = find_counterpart(statement, self.by_article.get(statement.copy_of, []))
        if copied is None:
            return statement
        denies = (statement.id in self.refuting) != (copied.id in self.refuting)
        return None if denies or disagree([statement], [copied]) else copied

    def _join_circles(self) -> list[str]:
        """Rule 5: each circle of citations becomes one place; returns the places that began them."""
        cites, told_by = defaultdict(set), defaultdict(list)
        for statement in self.statements:
            own = self.own[statement.id] and self.places.find(self.own[statement.id])
            cited = self.cited[statement.id]
            told_by[own].append(statement)
            if own and cited.startswith(("publisher:", "agency:")):
                cites[own].add(self.places.find(cited))
        firsts = {circle: find_first_teller(circle, told_by) for circle in find_circles(cites)}
        for circle, first in firsts.items():
            for place in circle:
                self.places.join(place, first)
        return sorted(firsts.values())

    def _find_first_teller(self, place: str) -> str:
        """Who began the circle of citations that `place` is in, "" where it is in none."""
        return next((f for f in self.first_tellers if self.places.find(f) == self.places.find(place)), "")

    def _join_copies(self) -> None:
        """All that copy one text stand at one place; the places themselves stay apart."""
        for group in list_copied_together(self.statements, self.copied):
            place = self._choose_copied_place(group)
            self.places.find(place)
            for statement in group:
                self.anchor[statement.id] = place

    def _choose_copied_place(self, group: Sequence[Statement]) -> str:
        """What the text that is copied cites, else the agency that any copy names, else its own outlet or a copy's."""
        first = group[0]
        if first.id not in self.copied and self.anchor[first.id] not in (self.own[first.id], _name_unknown(first)):
            return self.anchor[first.id]
        anchors = [self.anchor[s.id] for s in group]
        agencies = [anchor for anchor in anchors if anchor.startswith("agency:")]
        absent = [f"copy:{s.copy_of}" for s in group if self.copied.get(s.id) == s]
        known = [self.own[s.id] for s in group if self.own[s.id]]
        return [*agencies, *absent, *known, anchors[0]][0]

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
            head = self._find_first_teller(root) or self._choose_head(members[root], group)
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
        return self.spellings.label(node, [self.own[s.id] for s in group if self.own[s.id]])

    def _explain(self, statement: Statement, head: str, group: Sequence[Statement]) -> str:
        if statement.id in self.told:
            word = self.told[statement.id]
            return phrase("comes from {origin}, says {person}", origin=word.name, person=word.by)
        if statement.id in self.copied:
            return explain_copy(statement, self._name_copied(statement))
        if cited := self.cited[statement.id]:
            return self._explain_citation(statement, cited)
        if self.anchor[statement.id] == _name_unknown(statement):
            return phrase("has no known source, so it adds no independence")
        if self.anchor[statement.id] != self.own[statement.id]:
            return self._explain_agency(statement, group)
        return self._explain_own(statement, head, group)

    def _name_copied(self, statement: Statement) -> str:
        return self.sources.get(statement.copy_of, "") if statement.copy_of is not None else ""

    def _explain_citation(self, statement: Statement, cited: str) -> str:
        own = self.own[statement.id]
        first = self._find_first_teller(cited)
        if own and first and self.places.find(own) == self.places.find(cited):
            return explain_circle(self.spellings.name(own), self.spellings.name(first), [self.spellings.name(cited)])
        reason = explain_citation(statement, cited.partition(":")[0], self.spellings.name(cited))
        return reason if own else phrase("{reason}, but its own source is unknown", reason=reason)

    def _explain_agency(self, statement: Statement, group: Sequence[Statement]) -> str:
        node = self.anchor[statement.id]
        if not statement.agency:
            name = self.spellings.name(node)
            return phrase("is copied by outlets that name {name} as the source of the text", name=name)
        others = {s.article for s in group if self.anchor[s.id] == node and self.own[s.id] != node}
        return explain_agency(self.spellings.name(node), len(others - {statement.article}))

    def _explain_own(self, statement: Statement, head: str, group: Sequence[Statement]) -> str:
        own = self.own[statement.id]
        if stands_in_copy(statement):
            counterpart = find_counterpart(statement, self.by_article.get(statement.copy_of or 0, []))
            other_side = counterpart is not None and counterpart.id not in self.refuting
            denies = statement.id in self.refuting and other_side
            return explain_other_words(statement, self._name_copied(statement), denies)
        if own in self.demoted:
            origin = self._label(head, group)
            return phrase("adds its own words, but passes on {origin} in this claim too", origin=origin)
        siblings = {self.spellings.name(self.own[s.id]) for s in group if self.anchor[s.id] == self.own[s.id]}
        siblings.discard(self.spellings.name(own))
        if statement.owner and siblings:
            return explain_owner(statement.owner, sorted(siblings))
        return phrase("tells it in its own name")


def _name_unknown(statement: Statement) -> str:
    return f"unknown:{statement.article}"
