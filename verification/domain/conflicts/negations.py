"""Negation conflicts: one statement says what the other says is not so, by "not", by denial or by an
opposite.

Idea: each word that carries a fact has a sign: the pole of its concept ("accept" +1, "reject" -1), turned
round when it is negated or denied. Where two statements use one concept of the same thing with different
signs, they disagree; so "did not reject" agrees with "accepted". Method: words are paired by concept and by
the words around them; a pair with equal signs settles the concept.

Limits: opposites by table and prefix; a negation reaches the first words after it. Reference: see `lexemes`
and `polarity`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.types import Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.sentence import Sentence, Word
from verification.domain.lexemes import find_unprefixed
from verification.domain.types import ConflictType

# Verbs whose opposite has the sides exchanged: the subject must be the same for them to disagree.
# A word has other meanings than the one that is opposed to another's.
OPPOSITE_WEIGHT = 0.9
_CONVERSE = frozenset({"#win", "#buy", "#give", "#grant"})


@dataclass(frozen=True, slots=True)
class Denied:
    """Where a statement rejects words of its own: the cue, and the range of the quote that it reaches."""

    cue: Span
    reach: Span
    whole: bool = False  # a denial of what somebody else said, and not a "not" before a word


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement's words with all that says whether each of them is affirmed."""

    sentence: Sentence
    compared: tuple[Word, ...]
    places: Mapping[str, Sequence[int]]  # where in `compared` words stand that share a concept or are opposed to it
    denied: tuple[Denied, ...]
    unmarked: tuple[Denied, ...]  # negations in a clause that decides nothing: their words are left out

    def is_open(self, word: Word) -> bool:
        """Whether it cannot be told if the word is affirmed."""
        return any(d.reach.start <= word.start < d.reach.end for d in self.unmarked)

    def find_denied(self, word: Word) -> Denied | None:
        """The negation that decides about the word: an odd number of them, or None."""
        reaching = [d for d in self.denied if d.reach.start <= word.start < d.reach.end and not _covers(d.cue, word)]
        return reaching[-1] if len(reaching) % 2 else None


def _covers(span: Span, word: Word) -> bool:
    return span.start <= word.start < span.end


def sign_words(sentence: Sentence, denied: tuple[Denied, ...], unmarked: tuple[Denied, ...]) -> Signed:
    """The sentence with what is negated in it, its words laid out to be paired with another sentence's."""
    # A capital may hide a verb ("Missing Afghan soldiers"): what is in the table is compared all the same.
    compared = tuple(
        w for _, w in sentence.own() if w.content and (not w.valued or (w.name >= 0 and w.lexeme.key[0] == "#"))
    )
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(compared):
        for link in _list_links(word):
            places[link].append(place)
    return Signed(sentence, compared, places, denied, unmarked)


def _list_links(word: Word) -> list[str]:
    """What a word shares with every word that it can be set against: a concept, or the base without its prefix."""
    links = [concept for concept, _ in word.lexeme.concepts]
    bare = find_unprefixed(word.lexeme.key)
    return [*links, bare] if bare else links


def clash_signs(a: Signed, b: Signed, likeness: float) -> Clash | None:
    """The first disagreement of signs that nothing settles, None without one."""
    pairs = list(_pair_words(a, b))
    settled_a = {first.start for first, _, agree, _ in pairs if agree}
    settled_b = {second.start for _, second, agree, _ in pairs if agree}
    open_pairs = [p for p in pairs if not p[2] and p[0].start not in settled_a and p[1].start not in settled_b]
    for first, second, _, rule in sorted(open_pairs, key=lambda p: (p[3], p[0].start, p[1].start)):
        if rule == "reached" and _is_explained(pairs, a, b) and not _are_heads(a, first, b, second):
            continue
        whole_a, whole_b = _denies_whole(a, first), _denies_whole(b, second)
        answers_a, answers_b = _find_whole(a, first), _find_whole(b, second)
        spans = (
            _span_value(a, first, answered=answers_b is not None),
            _span_value(b, second, answered=answers_a is not None),
        )
        named = "denial" if whole_a or whole_b else rule
        strength = likeness * (OPPOSITE_WEIGHT if named == "opposite" else 1)
        return Clash(ConflictType.NEGATION, *spans, "negation" if named == "reached" else named, strength)
    return None


def _are_heads(a: Signed, first: Word, b: Signed, second: Word) -> bool:
    """Whether the negated one of both words is the very word that is negated, and not one behind it."""
    denied_a, denied_b = a.find_denied(first), b.find_denied(second)
    return all(
        denied is None
        or not denied.whole
        and not any(w.content and denied.reach.start <= w.start < word.start for w in side.sentence.words)
        for denied, word, side in ((denied_a, first, a), (denied_b, second, b))
    )


def _is_explained(pairs: list[tuple[Word, Word, bool, str]], a: Signed, b: Signed) -> bool:
    """Whether the negated verbs themselves agree, so that what stands behind them says nothing more.

    Where both sides negate something, each may negate another thing, and only negated heads are compared.
    """
    if a.denied and b.denied:
        return True
    return any(
        agree and (a.find_denied(first) is not None or b.find_denied(second) is not None)
        for first, second, agree, _ in pairs
    )


def _pair_words(a: Signed, b: Signed) -> Iterator[tuple[Word, Word, bool, str]]:
    """Words of one concept or of opposite prefixes, whether their signs agree, and by what rule."""
    for first in a.compared:
        for place in sorted({place for link in _list_links(first) for place in b.places.get(link, ())}):
            second = b.compared[place]
            pole_a, pole_b, rule = _match(first, second)
            if not rule:
                continue
            sign_a = pole_a * (-1 if a.find_denied(first) else 1)
            sign_b = pole_b * (-1 if b.find_denied(second) else 1)
            if pole_a != pole_b and not _share_context(a.sentence, b.sentence, first, second):
                continue
            if sign_a != sign_b and (a.is_open(first) or b.is_open(second)):
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
    return bool(around_a & around_b) or not (converse or around_a and around_b)


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


def _denies_whole(signed: Signed, word: Word) -> bool:
    denied = signed.find_denied(word)
    return denied is not None and denied.whole


def _find_whole(signed: Signed, word: Word) -> Denied | None:
    """The denial of the whole that reaches the word, also one that takes back a negation."""
    return next((d for d in signed.denied if d.whole and d.reach.start <= word.start < d.reach.end), None)


def _span_value(signed: Signed, word: Word, *, answered: bool) -> Span:
    """The words that clash; the whole statement where the other side denies it as a whole (`answered`)."""
    denied, whole = signed.find_denied(word), _find_whole(signed, word)
    if whole is not None and not (answered and denied is None):
        return whole.cue
    if answered:
        return Span(signed.sentence.words[0].start, signed.sentence.words[-1].end)
    if denied is None:
        return Span(word.start, word.end)
    return denied.cue if word.start < denied.cue.start else Span(denied.cue.start, word.end)
