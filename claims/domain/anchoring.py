"""Where the statements of an article stand in its next version.

Idea. A quote is found again, or it is not; nothing is guessed. Exactly the same words win, wherever they now stand.
Where a quote stands more than once, its surroundings decide, and its place among the equal ones. Words that differ
only in white space, quotation marks or dashes are the same words. A quote that is gone is compared with the
statements that are new in this version: the nearest one is its edited form if it shares most words and no other
comes close, and if that statement has no nearer quote itself. Else the quote is absent.

Method. Plain search; then search in folded texts whose offsets lead back; then Dice's coefficient of the words.
Each new statement is taken once. Time grows with the texts, and with the product of lost and new statements of one
kind, of which at most `MOST_COMPARED` are compared.

Limits. A statement that was moved and reworded at once is absent plus new. A reworded statement beside an equally
near one is absent, though a reader might know which it is.
Reference: quote selectors and their surroundings in the W3C Web Annotation Data Model; Dice 1945.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# On 18 edits of our own wording (a figure, a name, a denial, a clause more or less) among 20 other statements the
# edited form has 0.55 to 0.91 of the likeness, and the nearest other statement 0.24 to 0.59, above 0.50 once.
NEAREST = 0.55
# "No other comes close": that one case stays 0.19 below its own edited form, so a tenth leaves room for both.
MARGIN = 0.10
SURROUNDINGS = 40  # characters on each side that tell equal quotes apart
MOST_COMPARED = 1_000  # statements a side; an article with more lost ones has been replaced, not edited

_WORD = re.compile(r"\w+")
_SPACES = re.compile(r"\s+")
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_FOLDED = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚`´", "'"), **dict.fromkeys("–—‑‐−", "-")})


class Fate(StrEnum):
    """What became of a statement in the next version."""

    KEPT = "kept"
    EDITED = "edited"
    ABSENT = "absent"
    RESTORED = "restored"  # absent from the version before, here again word by word


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement in a text: `text[start:end]`. `kind` keeps a sentence from becoming a clause of it. `absent` is one
    that the version before had lost already: it comes back word by word or not at all."""

    start: int
    end: int
    kind: str
    quote: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """`start` and `end` in the new text (0, 0 when absent); `found` is the position among the new statements, if the
    place is that of one."""

    fate: Fate
    start: int = 0
    end: int = 0
    found: int | None = None


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space, quotation marks, dashes and invisible characters."""
    return one == other or fold_text(one) == fold_text(other)


def anchor_statements(old: str, new: str, placed: Sequence[Placed], found: Sequence[Placed]) -> list[Anchor]:
    """The fate of each of `placed` (of text `old`), given the statements `found` in text `new`; in that order.

    No two anchors share a place. Deterministic; O(texts) for the exact part.
    """
    return _Anchoring(old, new, found).solve(placed)


class _Anchoring:
    def __init__(self, old: str, new: str, found: Sequence[Placed]) -> None:
        self.old, self.new, self.found = old, new, found
        self.by_span = {(one.start, one.end): number for number, one in enumerate(found)}
        self.by_quote: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for one in found:
            self.by_quote[one.quote].append((one.start, one.end))
        self.taken: set[tuple[int, int]] = set()
        self.folded: tuple[str, list[int]] | None = None

    def solve(self, placed: Sequence[Placed]) -> list[Anchor]:
        anchors: dict[int, Anchor] = {}
        for number in sorted(range(len(placed)), key=lambda n: (placed[n].absent, placed[n].start, -placed[n].end)):
            span = self.locate(placed[number])
            if span is not None:
                self.taken.add(span)
                fate = Fate.RESTORED if placed[number].absent else Fate.KEPT
                anchors[number] = Anchor(fate, *span, self.by_span.get(span))
        lost = [n for n in range(len(placed)) if n not in anchors and not placed[n].absent]
        anchors |= self.match_edited(lost, placed)
        return [anchors.get(number, Anchor(Fate.ABSENT)) for number in range(len(placed))]

    def locate(self, one: Placed) -> tuple[int, int] | None:
        """Its very words in the new text, at a place that no other statement has."""
        spans = [span for span in self.search(one.quote) if span not in self.taken and not self.grew(span, one.kind)]
        if len(spans) < 2:
            return spans[0] if spans else None
        wanted = self.count_before(one)
        return max(
            enumerate(spans),
            key=lambda ranked: (self.compare_surroundings(one, ranked[1]), -abs(ranked[0] - wanted), -ranked[0]),
        )[1]

    def search(self, quote: str) -> list[tuple[int, int]]:
        if quote in self.by_quote:  # nearly always; searching the whole text for each statement would take long
            return self.by_quote[quote]
        starts = _find_all(self.new, quote)
        if starts:
            return [(start, start + len(quote)) for start in starts]
        if self.folded is None:
            self.folded = _fold_with_offsets(self.new)
        text, offsets = self.folded
        plain = fold_text(quote)
        return [(offsets[at], offsets[at + len(plain) - 1] + 1) for at in _find_all(text, plain)] if plain else []

    def grew(self, span: tuple[int, int], kind: str) -> bool:
        """The words stand inside a longer new statement of that kind: it was edited, by adding to it."""
        if span in self.by_span:
            return False
        return any(
            one.kind == kind and one.start <= span[0] and span[1] <= one.end and (one.start, one.end) not in self.taken
            for one in self.found
        )

    def count_before(self, one: Placed) -> int:
        return 0 if one.absent else len(_find_all(self.old[: one.start], one.quote))

    def compare_surroundings(self, one: Placed, span: tuple[int, int]) -> int:
        if one.absent:
            return 0
        before = self.old[max(0, one.start - SURROUNDINGS) : one.start]
        after = self.old[one.end : one.end + SURROUNDINGS]
        return _count_shared(before[::-1], self.new[max(0, span[0] - SURROUNDINGS) : span[0]][::-1]) + _count_shared(
            after, self.new[span[1] : span[1] + SURROUNDINGS]
        )

    def match_edited(self, lost: list[int], placed: Sequence[Placed]) -> dict[int, Anchor]:
        """Each lost statement with the new one that is nearest to it, where both agree and no other comes close."""
        free = [n for n, one in enumerate(self.found) if (one.start, one.end) not in self.taken][:MOST_COMPARED]
        words = {n: _count_words(self.found[n].quote) for n in free}
        scores: dict[tuple[int, int], float] = {}
        for number in lost[:MOST_COMPARED]:
            own = _count_words(placed[number].quote)
            for n in free:
                if self.found[n].kind == placed[number].kind:
                    scores[number, n] = measure_likeness(own, words[n])
        rows, columns = _rank_two(scores, 0), _rank_two(scores, 1)
        return {
            number: Anchor(Fate.EDITED, self.found[n].start, self.found[n].end, n)
            for (number, n), score in scores.items()
            if score >= NEAREST and all(_stands_out(score, two) for two in (rows[number], columns[n]))
        }


def measure_likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of two bags of words, in [0, 1]; 0 when both are empty."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def _rank_two(scores: dict[tuple[int, int], float], side: int) -> dict[int, list[float]]:
    """The two best scores of each row (side 0) or column (side 1)."""
    best: dict[int, list[float]] = defaultdict(list)
    for pair, score in scores.items():
        best[pair[side]] = sorted([*best[pair[side]], score])[-2:]
    return best


def _stands_out(score: float, best_two: list[float]) -> bool:
    return score == best_two[-1] and (len(best_two) < 2 or score - best_two[0] >= MARGIN)


def _count_words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _find_all(text: str, part: str) -> list[int]:
    starts: list[int] = []
    at = text.find(part) if part else -1
    while at >= 0:
        starts.append(at)
        at = text.find(part, at + len(part))
    return starts


def _count_shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def fold_text(text: str) -> str:
    """With one kind of quotation mark and dash, single spaces, and nothing invisible."""
    plain = text.translate(_FOLDED).translate(dict.fromkeys(map(ord, _UNSEEN)))
    return _SPACES.sub(" ", plain).strip()


def _fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where it stands in `text`."""
    characters: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text.translate(_FOLDED)):
        if character in _UNSEEN:
            continue
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        offsets.append(at)
    return "".join(characters), offsets
