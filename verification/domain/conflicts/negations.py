"""Negation conflicts: one statement says what the other says is not so, by "not", by denial or by an
opposite.

Idea: each word that carries a fact has a sign: the pole of its concept ("accept" +1, "reject" -1), turned
round when it is negated or denied. Where two statements use one concept of the same thing with different
signs, they disagree; so "did not reject" agrees with "accepted".

Method: words are paired by concept and by the words around them; a pair with equal signs settles the concept. What
stands behind a negated word counts only where the other statement has that word too: "did not return to a camp" says
nothing of camps. Most statements need no pairing: signs differ only where a word is negated or the poles of two words
do.

Limits: opposites by table and prefix, and not of size; two that share one word only, far from both, are not set
against each other ("the driver" / "the man"); a negation reaches the first words after it. Reference: see `lexemes`
and `polarity`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.lexicon import list_words
from claims.domain.types import Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.sentence import Sentence, Word
from verification.domain.lexemes import find_base, find_unprefixed
from verification.domain.types import ConflictType

# A word has other meanings than the one that is opposed to another's.
OPPOSITE_WEIGHT = 0.9
# Words beside two opposites that both statements have, where none stands next to both, and none has all of the other's:
# one alone is of any story.
SHARED_AROUND = 2
_TRYING = frozenset(map(find_base, list_words("try attempt seek struggle suppose work")))
_AT = list_words("at by since until before from")
# Verbs whose opposite has the sides exchanged: the subject must be the same for them to disagree.
_CONVERSE = frozenset({"#win", "#buy", "#give", "#grant"})


@dataclass(frozen=True, slots=True)
class Denied:
    """Where a statement rejects words of its own: the cue, and the range of the quote that it reaches."""

    cue: Span
    reach: Span
    head: int | None = None  # where the very word begins that is negated; None where that cannot be told
    whole: bool = False  # a denial of what somebody else said, and not a "not" before a word


@dataclass(frozen=True, slots=True)
class SignedWord:
    """A word as it is set against another statement's."""

    word: Word
    links: tuple[str, ...]  # shared with every word that it can be set against: concepts, the base without its prefix
    denied: Denied | None  # the negation that decides about it
    is_open: bool  # whether it cannot be told if it is affirmed


_Pair = tuple[SignedWord, SignedWord, bool, str]


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement's words with all that says whether each of them is affirmed."""

    sentence: Sentence
    compared: tuple[SignedWord, ...]
    places: Mapping[str, Sequence[int]]  # where in `compared` words stand that have a link
    denied: tuple[Denied, ...]
    negates: bool  # any of the compared words
    poles: frozenset[tuple[str, int]]  # of the links
    opposite: frozenset[tuple[str, int]]  # the same turned round


def sign_words(sentence: Sentence, denied: tuple[Denied, ...], unmarked: tuple[Denied, ...]) -> Signed:
    """The sentence with what is negated in it, its words laid out to be paired with another sentence's.

    `unmarked` are negations in a clause that decides nothing: their words are left out.
    """
    # A capital may hide a verb ("Missing Afghan soldiers"): what is in the table is compared all the same.
    words = [w for w in sentence.own if w.content and (not w.valued or (w.name >= 0 and w.lexeme.key[0] == "#"))]
    tried = _find_tried(sentence.words)
    compared: list[SignedWord] = []
    places: dict[str, list[int]] = defaultdict(list)
    poles: set[tuple[str, int]] = set()
    for place, word in enumerate(words):
        linked = _list_links(word)
        for link, pole in linked:
            places[link].append(place)
            poles.add((link, pole))
        is_open = word.start in tried or any(_covers(d.reach, word) for d in unmarked)
        links = tuple(link for link, _ in linked)
        compared.append(SignedWord(word, links, _find_denied(denied, word), is_open))
    return Signed(
        sentence,
        tuple(compared),
        places,
        denied,
        any(signed.denied for signed in compared),
        frozenset(poles),
        frozenset((link, -pole) for link, pole in poles),
    )


def _find_tried(words: Sequence[Word]) -> set[int]:
    """Where verbs begin that are only tried ("trying to find them"), and nouns that tell a time ("at the start of")."""
    found = set()
    for index in range(2, len(words)):
        lead, link = words[index - 2].lower, words[index - 1].lower
        tried = link == "to" and find_base(lead) in _TRYING
        timed = link == "the" and lead in _AT and index + 1 < len(words) and words[index + 1].lower == "of"
        if tried or timed:
            found.add(words[index].start)
    return found


def _list_links(word: Word) -> list[tuple[str, int]]:
    """What a word shares with every word that it can be set against, each with its pole."""
    links = [(concept, pole or 1) for concept, pole in word.lexeme.concepts]
    bare = find_unprefixed(word.lexeme.key)
    return [*links, (bare, -1)] if bare else links


def _find_denied(denied: Sequence[Denied], word: Word) -> Denied | None:
    """The negation that decides about the word: an odd number of them, or None."""
    reaching = [d for d in denied if _covers(d.reach, word) and not _covers(d.cue, word)]
    return reaching[-1] if len(reaching) % 2 else None


def _covers(span: Span, word: Word) -> bool:
    return span.start <= word.start < span.end


def clash_signs(a: Signed, b: Signed, likeness: float) -> Clash | None:
    """The first disagreement of signs that nothing settles, None without one."""
    if not (a.negates or b.negates) and a.poles.isdisjoint(b.opposite):
        return None  # signs differ only where a word is negated, or the poles of two words that share a link do
    pairs = list(_pair_words(a, b))
    settled_a = {first.word.start for first, _, agree, _ in pairs if agree}
    settled_b = {second.word.start for _, second, agree, _ in pairs if agree}
    open_pairs = [
        (rule, first, second)
        for first, second, agree, rule in pairs
        if not agree and first.word.start not in settled_a and second.word.start not in settled_b
    ]
    for rule, first, second in sorted(open_pairs, key=lambda p: (p[0], p[1].word.start, p[2].word.start)):
        behind = rule == "reached" and not _are_heads(a, first, b, second)
        if behind and (_is_explained(pairs, a, b) or not _is_head_told(a, first, b, second)):
            continue
        answers_a, answers_b = _find_whole(a, first), _find_whole(b, second)
        spans = (
            _span_value(a, first, answered=answers_b is not None),
            _span_value(b, second, answered=answers_a is not None),
        )
        named = "denial" if _denies_whole(first) or _denies_whole(second) else rule
        strength = likeness * (OPPOSITE_WEIGHT if named == "opposite" else 1)
        return Clash(ConflictType.NEGATION, *spans, "negation" if named == "reached" else named, strength)
    return None


def _are_heads(a: Signed, first: SignedWord, b: Signed, second: SignedWord) -> bool:
    """Whether the negated one of both words is the very word that is negated, and not one behind it."""
    return all(
        signed.denied is None
        or not signed.denied.whole
        and not any(w.content and signed.denied.reach.start <= w.start < signed.word.start for w in side.sentence.words)
        for signed, side in ((first, a), (second, b))
    )


def _is_head_told(a: Signed, first: SignedWord, b: Signed, second: SignedWord) -> bool:
    """Whether the other statement too speaks of the very word that is negated, and not only of one behind it."""
    for signed, side, other in ((first, a, b), (second, b, a)):
        if signed.denied is not None and signed.denied.head is not None:
            head = next((s for s in side.compared if s.word.start == signed.denied.head), None)
            if head is None or not any(link in other.places for link in head.links):
                return False
    return True


def _is_explained(pairs: Sequence[_Pair], a: Signed, b: Signed) -> bool:
    """Whether the negated verbs themselves agree, so that what stands behind them says nothing more.

    Where both sides negate something, each may negate another thing, and only negated heads are compared.
    """
    if a.denied and b.denied:
        return True
    return any(agree and (first.denied or second.denied) for first, second, agree, _ in pairs)


def _pair_words(a: Signed, b: Signed) -> Iterator[_Pair]:
    """Words of one concept or of opposite prefixes, whether their signs agree, and by what rule."""
    for first in a.compared:
        for place in sorted({place for link in first.links for place in b.places.get(link, ())}):
            second = b.compared[place]
            pole_a, pole_b, rule = _match(first.word, second.word)
            if not rule:
                continue
            sign_a = pole_a * (-1 if first.denied else 1)
            sign_b = pole_b * (-1 if second.denied else 1)
            if pole_a != pole_b and not _share_context(a.sentence, b.sentence, first.word, second.word):
                continue
            if sign_a != sign_b and (first.is_open or second.is_open):
                continue
            yield first, second, sign_a == sign_b, rule if pole_a != pole_b else "reached"


def _match(a: Word, b: Word) -> tuple[int, int, str]:
    poles_b = dict(b.lexeme.concepts)
    for concept, pole in a.lexeme.concepts:
        if concept in poles_b:
            other = poles_b[concept]
            return (pole or 1, other or 1, "opposite" if pole != other else "same")
    if find_unprefixed(a.lexeme.key) == b.lexeme.key:
        return -1, 1, "opposite"
    if find_unprefixed(b.lexeme.key) == a.lexeme.key:
        return 1, -1, "opposite"
    return 0, 0, ""


def _share_context(a: Sentence, b: Sentence, first: Word, second: Word) -> bool:
    converse = any(concept in _CONVERSE for concept, _ in first.lexeme.concepts)
    around_a, around_b = _list_context(a, first, converse), _list_context(b, second, converse)
    if converse or len(around_a & around_b) >= SHARED_AROUND:
        return bool(around_a & around_b)
    if _find_nearest(a, first) & _find_nearest(b, second):
        return True
    return not (around_a - around_b) or not (around_b - around_a)


def _find_nearest(sentence: Sentence, word: Word) -> set[str]:
    """Keys of the content words right before and right after the word: its subject or object, as a rule."""
    others = [other for other in sentence.words if other.content and other is not word]
    before = [other.lexeme.key for other in others if other.start < word.start][-1:]
    return {*before, *[other.lexeme.key for other in others if other.start > word.start][:1]}


def _list_context(sentence: Sentence, word: Word, subject_only: bool) -> set[str]:
    """Keys of the other content words in the word's clause, only those before it where asked."""
    return {
        other.lexeme.key
        for other in sentence.words
        if other.content
        and other.clause == word.clause
        and other is not word
        and not (subject_only and other.start > word.start)
    }


def _denies_whole(signed: SignedWord) -> bool:
    return signed.denied is not None and signed.denied.whole


def _find_whole(side: Signed, signed: SignedWord) -> Denied | None:
    """The denial of the whole that reaches the word, also one that takes back a negation."""
    return next((d for d in side.denied if d.whole and _covers(d.reach, signed.word)), None)


def _span_value(side: Signed, signed: SignedWord, *, answered: bool) -> Span:
    """The words that clash; the whole statement where the other side denies it as a whole (`answered`)."""
    word, denied, whole = signed.word, signed.denied, _find_whole(side, signed)
    if whole is not None and not (answered and denied is None):
        return whole.cue
    if answered:
        return Span(side.sentence.words[0].start, side.sentence.words[-1].end)
    if denied is None:
        return Span(word.start, word.end)
    return denied.cue if word.start < denied.cue.start else Span(denied.cue.start, word.end)
