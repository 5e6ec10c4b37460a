"""Events told by a noun: "following the designation of Z as W by X", "such as the proposed 25% tariffs on ...".

Idea: newspapers pack known events into nouns. The noun's verb, what it was done to and by whom make a sentence
again: "X designated Z as W", "25% tariffs on imports were proposed".
Method: a list of event nouns with their verb; the possessive or the "by" phrase is the one who acts, the "of" phrase
what it is done to; the remaining phrases follow as they stand. `factuality` decides whether the event is told as
having happened.

Limits: only nouns of the list; "X's arrest" is read as an arrest of X. Reference: the roles of NomBank (Meyers et
al. 2004), by rule instead of by frame.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from claims.domain.clauses import Clause, make_clause
from claims.domain.factuality import is_event_asserted
from claims.domain.inflection import pick_copula
from claims.domain.syntax import NOUN_TAGS, Tree
from claims.domain.types import StatementKind

# Noun: participle. The past tense is the same word unless it stands after a slash.
_LISTED_DONE_TO = """
designation:designated classification:classified declaration:declared appointment:appointed nomination:nominated
election:elected arrest:arrested detention:detained extradition:extradited deportation:deported killing:killed
murder:murdered assassination:assassinated kidnapping:kidnapped abduction:abducted release:released
execution:executed conviction:convicted indictment:indicted imposition:imposed introduction:introduced
approval:approved adoption:adopted ratification:ratified rejection:rejected suspension:suspended
cancellation:cancelled closure:closed purchase:purchased acquisition:acquired sale:sold seizure:seized
destruction:destroyed demolition:demolished removal:removed dismissal:dismissed expulsion:expelled capture:captured
invasion:invaded annexation:annexed bombing:bombed shelling:shelled deployment:deployed evacuation:evacuated
publication:published signing:signed launch:launched founding:founded recall:recalled shooting:shot stabbing:stabbed
poisoning:poisoned confiscation:confiscated nationalisation:nationalised nationalization:nationalized
privatisation:privatised privatization:privatized abolition:abolished transfer:transferred imprisonment:imprisoned
hospitalisation:hospitalised hospitalization:hospitalized
"""
_DONE_TO = dict(pair.split(":") for pair in _LISTED_DONE_TO.split())
_DONE_BY_ITSELF = {"resignation": "resigned", "death": "died", "collapse": "collapsed", "sinking": "sank"}
_SUGGESTED = frozenset(
    ("proposed", "planned", "threatened", "announced", "approved", "promised", "imposed", "introduced", "cancelled")
    + ("suspended", "agreed", "delayed")
)
_ORGANISATIONS = frozenset(("group", "organization", "organisation", "cartel", "gang", "militia", "party", "company"))
_PEOPLE = frozenset(
    ("person", "people", "man", "woman", "member", "worker", "agent", "official", "prisoner", "suspect")
)


def find_nominals(tree: Tree, reporting: Collection[int]) -> Iterator[Clause]:
    """Events and proposals that one sentence tells by a noun."""
    for position, token in enumerate(tree.tokens):
        if token.tag not in NOUN_TAGS:
            continue
        if token.text.lower() in _DONE_TO:
            yield from _read_action(tree, position, reporting)
        elif token.text.lower() in _DONE_BY_ITSELF:
            yield from _read_occurrence(tree, position, reporting)
        elif token.dep == "pobj":
            yield from _read_example(tree, position)


def _read_action(tree: Tree, noun: int, reporting: Collection[int]) -> Iterator[Clause]:
    if not is_event_asserted(tree, noun, reporting):
        return
    owner, theme = tree.child(noun, "poss"), _find_object(tree, noun, "of")
    if theme is None and owner is not None:
        owner, theme = None, owner
    if theme is None or tree[theme].tag not in (*NOUN_TAGS, "PRP$", "CD"):
        return
    by = _find_by(tree, noun)
    actor = owner if owner is not None else (tree.child(by, "pobj") if by is not None else None)
    if tree[theme].tag == "PRP$" or (actor is not None and tree[actor].tag == "PRP$"):
        return  # "his arrest": nobody is named here
    dropped = {by} if by is not None else set()
    words = tree.subtree(noun, set(tree.children(noun, "acl", "relcl", "conj", "cc", "appos")))
    rest = [word for word in tree.children(noun, "prep") if word not in dropped and not _is_of(tree, word, theme)]
    text = _tell_action(tree, noun, theme, actor, rest, dropped)
    yield make_clause(tree, StatementKind.NOMINAL, words, text, noun)


def _tell_action(
    tree: Tree, noun: int, theme: int, actor: int | None, rest: list[int], dropped: Collection[int]
) -> str:
    verb = _DONE_TO[tree[noun].text.lower()]
    what = _name_theme(tree, theme, dropped)
    tail = " ".join(tree.phrase(word, dropped) for word in rest)
    if actor is not None:
        return f"{_phrase_owner(tree, actor)} {verb} {what} {tail}".strip()
    return f"{what} {pick_copula(tree.is_plural(theme), past=True)} {verb} {tail}".strip()


def _read_occurrence(tree: Tree, noun: int, reporting: Collection[int]) -> Iterator[Clause]:
    who = _find_object(tree, noun, "of")
    who = tree.child(noun, "poss") if who is None else who
    if who is None or tree[who].tag not in NOUN_TAGS or not is_event_asserted(tree, noun, reporting):
        return
    rest = [word for word in tree.children(noun, "prep") if not _is_of(tree, word, who)]
    tail = " ".join(tree.phrase(word) for word in rest)
    text = f"{_phrase_owner(tree, who)} {_DONE_BY_ITSELF[tree[noun].text.lower()]} {tail}".strip()
    words = tree.subtree(noun, set(tree.children(noun, "acl", "relcl", "conj", "cc", "appos")))
    yield make_clause(tree, StatementKind.NOMINAL, words, text, noun)


def _read_example(tree: Tree, noun: int) -> Iterator[Clause]:
    """ "such as the proposed 25% tariffs on imports": that they were proposed is taken for granted."""
    preposition = tree[noun].head
    word = tree[preposition].text.lower()
    such = any(tree[child].text.lower() == "such" for child in tree.children(preposition))
    if not (such or word in ("like", "including")):
        return
    modifiers = [child for child in tree.children(noun, "amod") if tree[child].text.lower() in _SUGGESTED]
    definite = any(tree[child].text.lower() == "the" for child in tree.children(noun, "det"))
    if not modifiers or not (definite or tree.child(noun, "poss") is not None):
        return
    left_out = {modifiers[0], *tree.children(noun, "det", "relcl", "acl", "cc", "conj")}
    text = f"{tree.phrase(noun, left_out)} {pick_copula(tree.is_plural(noun), past=True)} {tree[modifiers[0]].text}"
    words = tree.subtree(noun, set(tree.children(noun, "relcl", "acl", "cc", "conj")))
    yield make_clause(tree, StatementKind.NOMINAL, words, text, noun)


def _find_object(tree: Tree, noun: int, preposition: str) -> int | None:
    for word in tree.children(noun, "prep"):
        if tree[word].text.lower() == preposition:
            return tree.child(word, "pobj")
    return None


def _is_of(tree: Tree, word: int, theme: int) -> bool:
    return tree[word].text.lower() == "of" and tree[theme].head == word


def _find_by(tree: Tree, noun: int) -> int | None:
    """The "by" phrase of the noun; parsers hang it on any noun in between."""
    for word in tree.subtree(noun):
        if tree[word].text.lower() == "by" and tree[word].dep in ("prep", "agent") and word > noun:
            head = tree[word].head
            if head == noun or tree[head].tag in NOUN_TAGS:
                return word
    return None


def _phrase_owner(tree: Tree, actor: int) -> str:
    return tree.phrase(actor, set(tree.children(actor, "case", "relcl", "acl", "appos")))


def _name_theme(tree: Tree, theme: int, dropped: Collection[int]) -> str:
    """The phrase as written, "these organizations" replaced by the last plural phrase of that sort before it."""
    phrase = tree.phrase(theme, {*dropped, *tree.children(theme, "case")})
    pointer = tree.child(theme, "det")
    if pointer is None or tree[pointer].text.lower() not in ("these", "those"):
        return phrase
    for position in range(pointer - 1, -1, -1):
        if tree[position].tag in ("NNS", "NNPS") and _is_same_sort(tree[theme].lemma, tree[position].lemma):
            return tree.phrase(position, set(tree.children(position, "relcl", "acl", "prep", "cc", "conj", "appos")))
    return phrase


def _is_same_sort(first: str, second: str) -> bool:
    sorts = (_ORGANISATIONS, _PEOPLE)
    return first == second or any(first in sort and second in sort for sort in sorts)
