"""Which passages of an article stand word for word in an earlier one.

Idea: an outlet that lifts one paragraph and writes the rest itself is no near copy as a whole, and yet what it says in
that paragraph is not its own. So the words around each statement are looked at apart from their article.
Method: a passage is the statement, widened on both sides until it has `PASSAGE_WORDS` words. Words inside quotation
marks are left out, because two reporters at one press conference write down the same speech; five-word runs
(`near_copies`) never reach across what was left out. A passage is reused when `REUSED` of its runs stand in one
earlier text.

Limits: a passage with fewer than `FEWEST_WORDS` words of its own is not judged, so that "Police arrested a man on
Monday" is nobody's copy. Straight single quotation marks are not read, because apostrophes look the same. Runs held
by more than `MOST_HOLDERS` earlier texts count for the earliest of them alone. Reference: as in `near_copies`; the
unit is that of METER (Clough, Gaizauskas, Piao and Wilks 2002, "Measuring text reuse").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from claims.domain.near_copies import WORDS_PER_SHINGLE, hash_shingles
from claims.domain.types import Span

# A sentence of news has 20 to 25 words; with its neighbours' nearest words it is long enough to be told from chance.
PASSAGE_WORDS = 30
FEWEST_WORDS = 16
# Of 6,972 passages of article pairs on one rumour that are no near copies, 97.8 % share less than a fifth of their
# runs; all looked at above 0.4 were lifted or speech in single quotation marks, which is left out since.
REUSED = 0.4
MOST_HOLDERS = 8

_WORD = re.compile(r"[\w']+")
# Bounded, so that a mark that is never closed costs nothing and hides little.
_SPEECH = re.compile(
    r"“[^“”]{1,600}”|\"[^\"]{1,600}\"|«[^«»]{1,600}»|„[^„“”]{1,600}[“”]|‘[^‘’]{1,600}(?:’\w[^‘’]{1,600}){0,6}’(?!\w)"
)
# How far a passage may be widened; longer words than these are no words.
_REACH = 600


@dataclass(frozen=True, slots=True)
class Passage:
    """The runs of words around one statement: `text` is the position of its article in order of time."""

    text: int
    runs: frozenset[int]


def hash_passage(text: str, span: Span) -> frozenset[int]:
    """The five-word runs of the passage around `span`, speech left out; empty where too little is left to judge."""
    low, high = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    speech = [match.span() for match in _SPEECH.finditer(text, low, high)]
    words = [
        match.span()
        for match in _WORD.finditer(text, low, high)
        if not any(start <= match.start() < end for start, end in speech)
    ]
    pieces = _cut_at_speech(text, _choose_words(words, span), speech)
    if sum(len(piece.split()) for piece in pieces) < FEWEST_WORDS:
        return frozenset()
    long_enough = (piece for piece in pieces if len(_WORD.findall(piece)) >= WORDS_PER_SHINGLE)
    return frozenset().union(*(hash_shingles(piece) for piece in long_enough))


def _choose_words(words: Sequence[tuple[int, int]], span: Span) -> list[tuple[int, int]]:
    """Those of the statement, and as many on both sides as a passage needs."""
    inside = [i for i, (start, end) in enumerate(words) if start < span.end and end > span.start]
    if not inside:
        return []
    missing = max(0, PASSAGE_WORDS - len(inside))
    first = max(0, inside[0] - (missing + 1) // 2)
    last = min(len(words), inside[-1] + 1 + missing - (inside[0] - first))
    return list(words[first:last])


def _cut_at_speech(text: str, words: Sequence[tuple[int, int]], speech: Sequence[tuple[int, int]]) -> list[str]:
    if not words:
        return []
    first, last = words[0][0], words[-1][1]
    pieces, position = [], first
    for start, end in speech:
        if first <= start < last:
            pieces.append(text[position:start])
            position = end
    return [piece for piece in [*pieces, text[position:last]] if piece.strip()]


def find_reused(passages: Sequence[Passage], sketches: Sequence[Collection[int]]) -> dict[int, int]:
    """Positions of passages that stand in an earlier text, each with the position of the earliest such text.

    `sketches` are those of the texts in order of time; a passage's own text is never compared with itself.
    """
    wanted = frozenset().union(*(passage.runs for passage in passages)) if passages else frozenset()
    holders: dict[int, list[int]] = defaultdict(list)
    for position, sketch in enumerate(sketches):
        for run in wanted.intersection(sketch):
            if len(holders[run]) < MOST_HOLDERS:
                holders[run].append(position)
    found: dict[int, int] = {}
    for number, passage in enumerate(passages):
        shared = Counter(text for run in passage.runs for text in holders.get(run, ()) if text < passage.text)
        earlier = [text for text, count in shared.items() if count >= REUSED * len(passage.runs)]
        if earlier:
            found[number] = min(earlier)
    return found
