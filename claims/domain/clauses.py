"""Clauses inside a sentence that state something of their own: coordinated, subordinate and relative ones.

Idea: "After X did this, Y did that, and Z, who did more, left" makes four statements. Each becomes a clause with the
exact range of its words and a claim text that stands alone: a shared subject is repeated, a relative pronoun is
replaced by what it stands for.
Method: rules over the dependency tree, one small function a construction; whether a clause is asserted at all is
decided by `factuality`. Participles and appositions are found in `apposition`, nouns of events in `nominals`.

Limits: English; as good as the parser (about nine arcs in ten are right), so everything that looks odd is left to the
main statement. "before" counts only with a measure ("hours before").
Reference: Del Corro and Gemulla, "ClausIE: clause-based open information extraction" (WWW 2013), for the idea of
reading propositions off clauses; the rules are our own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from claims.domain.factuality import (
    REAL_MARKS,
    REAL_PAST_MARKS,
    is_clause_asserted,
    opens_unreal,
)
from claims.domain.inflection import make_past
from claims.domain.syntax import NAME_TAGS, NOUN_TAGS, Tree
from claims.domain.types import StatementKind

_COMMAS = (",", ";", "—", "–", "--", ":")
_MARKS = (("“", "”"), ("‘", "’"), ("(", ")"))
_CLOSING = re.compile(r"[,.]?(?P<mark>[”’)])")
_REPORTING = frozenset(("say", "tell", "report", "claim", "add", "write", "state", "announce", "note", "warn", "argue"))
_LISTED_NO_EVENT = """
saying adding noting citing indicating suggesting warning stressing claiming arguing insisting telling stating
calling describing following including according concerning regarding pending considering depending based given
starting beginning looking hoping fearing seeking trying aiming planning meaning making using explaining urging
asking demanding referring speaking writing
"""
_NO_EVENT = frozenset(_LISTED_NO_EVENT.split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement found inside a sentence. Offsets relative to the sentence; `text` has no capital or full stop."""

    kind: StatementKind
    start: int
    end: int
    text: str
    head: int  # the token that governs it


def find_clauses(tree: Tree, reporting: Collection[int]) -> Iterator[Clause]:
    """Coordinated, adverbial and relative clauses of one sentence. `reporting`: the tokens of its attribution."""
    for position, token in enumerate(tree.tokens):
        if token.lemma in _REPORTING and not tree.children(position, "ccomp", "xcomp"):
            continue  # "as Ruiz told The Post" only says who speaks
        if token.dep == "advcl":
            yield from _read_adverbial(tree, position, reporting)
        elif token.dep == "conj" and token.tag.startswith("VB"):
            yield from _read_coordinated(tree, position, reporting)
        elif token.dep == "relcl":
            yield from _read_relative(tree, position, reporting)


def make_clause(tree: Tree, kind: StatementKind, words: Collection[int], text: str, head: int) -> Clause:
    """A clause whose range runs from the first to the last of `words`, marks at the ends left out."""
    first, last = min(words), max(words)
    while first < last and not tree[first].text[:1].isalnum() and tree[first].text not in ("“", '"', "‘"):
        first += 1
    while last > first and tree[last].text in (*_COMMAS, ".", "!", "…", "-"):
        last -= 1
    end = tree[last].end
    if closing := _CLOSING.match(tree.sentence, end):
        inside = tree.sentence[tree[first].start : end]
        if any(inside.count(opening) > inside.count(mark) for opening, mark in _MARKS if mark == closing["mark"]):
            end = closing.end()
    return Clause(kind, tree[first].start, end, text, head)


def trim_own_words(tree: Tree, clause: int) -> list[int]:
    """The words of a clause without its conjunction and without a reporting clause coordinated to it."""
    dropped = set(tree.children(clause, "mark", "cc", "preconj"))
    dropped |= {word for word in tree.children(clause, "conj", "parataxis") if tree[word].tag.startswith("VB")}
    words = tree.subtree(clause, dropped)
    ccs = set(tree.children(clause, "cc"))
    return [word for word in words if word not in ccs]


def _read_adverbial(tree: Tree, clause: int, reporting: Collection[int]) -> Iterator[Clause]:
    if opens_unreal(tree, clause) or not is_clause_asserted(tree, clause, reporting):
        return
    if tree.subject(clause) is None:
        yield from _read_result(tree, clause)
        return
    marks = tree.children(clause, "mark") + [
        word for word in tree.children(clause, "advmod") if tree[word].text.lower() in ("when", "as", "once")
    ]
    if not marks or not tree.is_finite(clause) or not _is_real(tree, clause, marks[0]):
        return
    words = [word for word in trim_own_words(tree, clause) if word > marks[0]]
    if tree.subject(clause) not in words:
        return
    yield make_clause(tree, StatementKind.CLAUSE, words, tree.render(words), clause)


def _is_real(tree: Tree, clause: int, mark: int) -> bool:
    word = tree[mark].text.lower()
    if word in REAL_MARKS:
        return not tree.has_modal(clause)
    if word not in REAL_PAST_MARKS or not tree.is_past(clause):
        return False
    # "hours before they agreed" tells of an agreement, "died before he saw it" does not tell of seeing.
    return word != "before" or bool(tree.children(clause, "npadvmod") or tree.children(mark, "npadvmod"))


def _read_result(tree: Tree, clause: int) -> Iterator[Clause]:
    """ ", killing two workers": what the subject of the main verb did besides."""
    main, token = tree[clause].head, tree[clause]
    subject = tree.subject(main)
    if token.tag != "VBG" or subject is None or token.text.lower() in _NO_EVENT or clause < main:
        return
    words = trim_own_words(tree, clause)
    helpers = tree.children(clause, "mark", "aux", "neg")
    if helpers or words[0] != clause or tree.word_before(clause) != "," or len(words) < 3:
        return
    verb = _carry_tense(tree, main, token.text)
    if verb is None or tree.is_negated(main):
        return
    text = f"{phrase_subject(tree, subject)} {verb} {tree.render(words[1:])}"
    yield make_clause(tree, StatementKind.PARTICIPLE, words, text, clause)


def _carry_tense(tree: Tree, main: int, ing: str) -> str | None:
    if tree.has_modal(main):
        return None
    helper = next((tree[word].text for word in tree.children(main, "aux") if tree[word].lemma == "be"), "")
    if tree[main].tag == "VBG" and helper:
        return f"{helper} {ing}"
    return make_past(ing) if tree.is_past(main) else None


def _read_coordinated(tree: Tree, clause: int, reporting: Collection[int]) -> Iterator[Clause]:
    first = _find_first(tree, clause)
    if first is None or not is_clause_asserted(tree, clause, reporting) or _is_alternative(tree, clause):
        return
    words = trim_own_words(tree, clause)
    if tree.subject(clause) is not None:
        if tree.is_finite(clause):
            yield make_clause(tree, StatementKind.CLAUSE, words, tree.render(words), clause)
        return
    subject = tree.subject(first)
    shared = _share_helpers(tree, first, clause)
    if subject is None or shared is None or len(words) < 3 or not _stands_alone(tree, first):
        return
    text = " ".join(part for part in (phrase_subject(tree, subject), shared, tree.render(words)) if part)
    yield make_clause(tree, StatementKind.CLAUSE, words, text, clause)


def _find_first(tree: Tree, clause: int) -> int | None:
    """The verb that a coordinated one belongs to: the nearest one above of the same form.

    Parsers hang "and clamped down" below the infinitive before it; only a finite verb can be its partner.
    """
    for child, head in tree.ancestors(clause):
        if tree[child].dep not in ("conj", "xcomp", "ccomp", "advcl", "acl", "pcomp"):
            return None
        same = tree.is_finite(head) if tree[clause].tag in ("VBD", "VBZ", "VBP") else child == clause
        if same:
            while tree[head].dep == "conj" and tree.subject(head) is None:
                head = tree[head].head
            first = head
            return first if tree[first].dep in ("ROOT", "ccomp", "advcl", "conj") else None
    return None


def _is_alternative(tree: Tree, clause: int) -> bool:
    ccs = tree.children(tree[clause].head, "cc")
    return any(tree[word].lemma in ("or", "nor", "not") for word in ccs)


def _share_helpers(tree: Tree, first: int, clause: int) -> str | None:
    """The auxiliaries that a coordinated verb borrows, "" for none, None where it cannot stand alone."""
    if tree.is_finite(clause):
        return ""
    if tree.children(clause, "aux", "auxpass") or tree.is_negated(first) or tree[first].tag != tree[clause].tag:
        return None
    helpers = list(tree.children(first, "aux", "auxpass"))
    if not helpers or any(tree[word].tag == "TO" for word in helpers):
        return None
    return " ".join(tree[word].text for word in helpers)


def _stands_alone(tree: Tree, first: int) -> bool:
    """Whether the first verb has a complement of its own: in "bought and sold 40 ships" it has none."""
    return any(
        tree[word].dep in ("dobj", "prep", "acomp", "attr", "ccomp", "xcomp", "prt", "advmod", "npadvmod", "agent")
        for word in tree.children(first)
        if word > first
    )


def _read_relative(tree: Tree, clause: int, reporting: Collection[int]) -> Iterator[Clause]:
    noun = tree[clause].head
    words = trim_own_words(tree, clause)
    opener = words[0]
    if tree[opener].text.lower() not in ("who", "which") or tree.word_before(opener) not in (",", "—", "–"):
        return
    if tree[noun].tag not in NOUN_TAGS or not is_clause_asserted(tree, clause, reporting):
        return
    antecedent = phrase_before(tree, noun, opener - 1)
    if not antecedent or not tree.is_finite(clause) or tree.has_modal(clause):
        return
    body = words[1:]
    if tree[opener].dep in ("nsubj", "nsubjpass") and tree[opener].head == clause:
        if not _agrees(tree, noun, clause):
            return
        text = f"{antecedent} {tree.render(body)}"
    elif tree[opener].dep == "dobj" and tree[opener].head == clause and _takes_object(tree, clause):
        before = [word for word in body if word <= clause]
        after = [word for word in body if word > clause]
        text = " ".join((tree.render(before), antecedent, tree.render(after))).strip()
    else:
        return
    first = tree.subtree(noun)[0]
    yield make_clause(tree, StatementKind.CLAUSE, range(first, words[-1] + 1), text, clause)


def phrase_subject(tree: Tree, subject: int) -> str:
    """A shared subject as it is repeated: by its name where an apposition gives it, without asides."""
    for aside in tree.children(subject, "appos"):
        if tree[aside].tag in NAME_TAGS and tree[subject].tag not in NAME_TAGS:
            return tree.phrase(aside)
    return tree.phrase(subject, set(tree.children(subject, "appos", "relcl", "parataxis")))


def _takes_object(tree: Tree, clause: int) -> bool:
    """Whether the relative pronoun is the verb's own object, not that of a verb below it ("balked at allowing")."""
    return tree.subject(clause) is not None and not tree.children(clause, "xcomp", "ccomp", "prep", "dative")


def phrase_before(tree: Tree, noun: int, comma: int) -> str:
    """The noun phrase around `noun` up to the comma at token `comma`; "" when other commas stand in it."""
    first = tree.subtree(noun)[0]
    if first >= comma or any(tree[word].text in (",", ";") for word in range(noun, comma)):
        return ""
    return tree.slice(first, comma - 1)


def _agrees(tree: Tree, noun: int, verb: int) -> bool:
    """ ", which has ..." after a plural speaks of the whole clause before it."""
    for word in (*tree.children(verb, "aux", "auxpass"), verb):
        text, tag = tree[word].text.lower(), tree[word].tag
        if tag == "VBZ" or text == "was":
            return not tree.is_plural(noun)
        if text in ("are", "were", "have"):
            return tree.is_plural(noun)
    return True
