"""What is said of somebody in passing: "X, the founder of Y, ...", "groups like Y, led by X, ...".

Idea: an apposition is a hidden "X is the founder of Y", a participle after a comma a hidden "Y is led by X".
Method: rules over the dependency tree. The apposition must be set off by a mark, one side must be a name and the
other a description; two names ("Fronton, Texas") and mere other names ("known as ...") state nothing.

Limits: as good as the parser; the time of the hidden verb is guessed from the participle (led: now; built: then).
Reference: as `clauses`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from claims.domain.clauses import Clause, make_clause, phrase_before
from claims.domain.factuality import is_clause_asserted
from claims.domain.inflection import is_stative, pick_copula
from claims.domain.syntax import NAME_TAGS, NOUN_TAGS, Tree
from claims.domain.types import StatementKind

_SET_OFF = (",", "—", "–", "(", "--")
_NAMING = frozenset(("known", "called", "named", "nicknamed", "dubbed", "titled", "entitled", "born", "aged", "dated"))
_NO_STATE = frozenset(("based", "given", "compared", "followed", "including", "related", "regarding", "provided"))
_LISTED_NO_DESCRIPTION = """
something anything one day week month year monday tuesday wednesday thursday friday saturday sunday percent part
thing way move decision
"""
_NO_DESCRIPTION = frozenset(_LISTED_NO_DESCRIPTION.split())
_EXAMPLE_WORDS = ("like", "as", "including")


def find_appositions(tree: Tree, reporting: Collection[int]) -> Iterator[Clause]:
    """Appositions and participles after a comma in one sentence."""
    for position, token in enumerate(tree.tokens):
        if token.dep == "appos":
            yield from _read_apposition(tree, position, reporting)
        elif token.dep in ("acl", "advcl") and token.tag == "VBN":
            yield from _read_participle(tree, position, reporting)


def _read_apposition(tree: Tree, described: int, reporting: Collection[int]) -> Iterator[Clause]:
    words = tree.subtree(described)
    opener = words[0] - 1
    if opener < 1 or tree[opener].text not in _SET_OFF or tree[described].tag not in NOUN_TAGS:
        return
    noun = tree[described].head
    while tree[noun].dep == "appos" and tree.word_before(tree.subtree(noun)[0]) not in _SET_OFF:
        noun = tree[noun].head
    if tree[noun].tag not in NOUN_TAGS or _is_listed(tree, noun, described):
        return
    if not is_clause_asserted(tree, noun, reporting):
        return
    left, right = phrase_before(tree, noun, opener), tree.render(words)
    text = _join_description(tree, noun, described, left, right)
    if text:
        first = tree.subtree(noun)[0]
        yield make_clause(tree, StatementKind.APPOSITION, range(first, words[-1] + 1), text, described)


def _join_description(tree: Tree, noun: int, described: int, left: str, right: str) -> str:
    """The sentence with "is", "" where the two sides are not one name and one description."""
    if not left or not right or _is_many(tree, noun) != _is_many(tree, described):
        return ""
    named, described_named = tree[noun].tag in NAME_TAGS, tree[described].tag in NAME_TAGS
    name, role, role_head = (left, right, described) if named else (right, left, noun)
    if named == described_named or not _is_description(tree, role_head, described):
        return ""
    return f"{name} {pick_copula(tree[role_head].tag == 'NNS', past=False)} {_lower_article(role)}"


def _is_many(tree: Tree, noun: int) -> bool:
    """Taggers take "Cervantes" for a plural, and "a leader and the founder" is one person: only plain plurals count."""
    return tree[noun].tag == "NNS"


def _is_description(tree: Tree, head: int, described: int) -> bool:
    """A role or sort ("the founder of Y", "a crane driver"), not a date, a share or a bare word."""
    if tree[head].text.lower() in _NO_DESCRIPTION or tree[head].tag in NAME_TAGS:
        return False
    if any(
        tree[word].tag in ("PRP$", "DT") and tree[word].text.lower() not in ("the", "a", "an")
        for word in tree.children(head, "poss", "det")
    ):
        return False  # "its director", "another journalist": whose, which?
    # "X, the finance minister," is a title; only what is said with a name or a number can be checked apart.
    return any(
        tree[word].tag in (*NAME_TAGS, "CD") for word in tree.subtree(head, {described} - {head}) if word != head
    )


def _lower_article(role: str) -> str:
    return re.sub(r"\A(?:The|An?)\s", lambda match: match.group().lower(), role)


def _is_listed(tree: Tree, noun: int, described: int) -> bool:
    """ "A, B and C" is a list, which parsers take for an apposition."""
    return any(word < described for word in tree.children(noun, "conj")) or any(
        tree[word].text.lower() == "and" and tree.word_before(word) == "," for word in tree.children(noun, "cc")
    )


def _read_participle(tree: Tree, participle: int, reporting: Collection[int]) -> Iterator[Clause]:
    verb = tree[participle].text.lower()
    words = tree.subtree(participle)
    if verb in _NAMING or verb in _NO_STATE or len(words) < 3:
        return
    if tree.subject(participle) is not None or tree.children(participle, "aux", "auxpass", "mark", "neg", "conj"):
        return
    first_word = words[0]
    if first_word < 2 or tree.word_before(first_word) != "," or participle - first_word > 2:
        return
    noun = _find_described(tree, participle, first_word - 1)
    if noun is None or not is_clause_asserted(tree, participle, reporting):
        return
    name = tree.slice(_start_of_name(tree, noun), first_word - 2)
    copula = pick_copula(tree.is_plural(noun), past=not is_stative(verb))
    text = f"{name} {copula} {tree.render(words)}"
    span = range(_start_of_name(tree, noun), words[-1] + 1)
    yield make_clause(tree, StatementKind.PARTICIPLE, span, text, participle)


def _find_described(tree: Tree, participle: int, comma: int) -> int | None:
    """The noun right before the comma, where the participle can only speak of it.

    In "groups like Y, led by X" the parser hangs "led" on "groups"; a single name given as an example is meant.
    """
    noun = tree[participle].head
    last = comma - 1
    if tree[last].tag not in NOUN_TAGS or noun > last:
        return None
    if last == noun:
        return noun
    if tree[noun].tag in NOUN_TAGS and last in tree.subtree(noun):
        example = tree[last].head
        named = tree[last].tag == "NNP" and not tree.children(last, "conj")
        if named and tree[example].dep == "prep" and tree[example].text.lower() in _EXAMPLE_WORDS:
            return last
        return noun if tree.is_plural(last) != tree.is_plural(noun) or tree[last].dep == "pobj" else None
    return None


def _start_of_name(tree: Tree, noun: int) -> int:
    return tree.subtree(noun)[0]
