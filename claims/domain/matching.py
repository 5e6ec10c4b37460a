"""Has this been checked before? Ranks known claims by how well they match a statement or a post.

Idea: a sentence vector finds the same content in other words, shared pieces of words find the same names,
numbers and rare terms; each misses what the other sees, and their plain sum beats both.
Method: a post loses its links, its hashtags and handles become words, and its signature becomes "Author: ..."
in front, because claims name who spoke. Pieces are the 4-grams of every word with its boundaries, weighted by
TF-IDF and compared by cosine. Score = cosine of the vectors + `LEXICAL_WEIGHT` x cosine of the pieces, rounded,
so that exact copies tie and stand in the order in which they are known.
Limits: English and its neighbours (words set apart by spaces); a claim that only a picture ties to the post
is not found; the score ranks and is no probability. The index holds about 100 pieces a claim in memory: for
a large store, index only the candidates that the database retrieved.
Reference: CheckThat! 2020, task 2 (Barron-Cedeno et al.); Salton and Buckley 1988 for TF-IDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Tried from 0.3 to 1.3: MAP@5 rises to 0.7 or so and is flat after it; weights fitted on four fifths of the claims
# and tested on the rest lie near 1 and do no better.
LEXICAL_WEIGHT = 1.0
PIECE = 4
# Below this difference two scores are float32 noise between copies of one text.
SCORE_DECIMALS = 5
# Posts and statements are shorter by far; bounds the time that one text can cost.
LONGEST_TEXT = 4_000

_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/|www\.)\S{1,2000}", re.IGNORECASE)
_SIGNATURE = re.compile(r"\s[—–]\s?([^—–@]{0,80}?)\s?\(@\w{1,30}\)\s{1,3}[A-Z][a-z]{2,8}\s\d{1,2},\s\d{2,4}")
_TAG = re.compile(r"[#@](\w{1,100})")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|_")
_WORD = re.compile(r"[^\W_]{1,60}")
_QUOTE_MARKS = re.compile(r"[\"“”„«»]+|''|[‘’`]")


@dataclass(frozen=True, slots=True)
class Match:
    """One known claim for a statement: its position in the pool, the score and the two parts of it."""

    position: int
    score: float
    similarity: float
    shared_wording: float


def normalise_claim(text: str) -> str:
    """One kind of quotation mark and single spaces, so that copies which differ in these alone are equal."""
    return " ".join(_QUOTE_MARKS.sub("'", text[:LONGEST_TEXT]).split()).strip("' ")


def clean_post(text: str) -> str:
    """What a post says, as "Author: words" where it is signed; the plain text where nothing else is left."""
    text = " ".join(text[:LONGEST_TEXT].split())
    authors = " ".join(dict.fromkeys(name.strip() for name in _SIGNATURE.findall(text)))
    bare = _LINK.sub(" ", _SIGNATURE.sub(" ", text))
    said = normalise_claim(_TAG.sub(lambda tag: _HUMP.sub(" ", tag[1]), bare))
    if not said:
        return text
    return f"{authors}: {said}" if authors else said


class LexicalIndex:
    """TF-IDF over pieces of words: `score` compares one text with all those the index was made of."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [Counter(_cut_pieces(text)) for text in texts]
        self._terms: dict[str, int] = {}
        for counts in counted:
            for piece in counts:
                self._terms.setdefault(piece, len(self._terms))
        terms = np.array([self._terms[piece] for counts in counted for piece in counts], dtype=np.int64)
        owners = np.repeat(np.arange(len(texts)), [len(counts) for counts in counted]).astype(np.int64)
        tally = np.array([count for counts in counted for count in counts.values()], dtype=np.float64)
        spread = np.bincount(terms, minlength=len(self._terms))
        self._rarity = np.log(1 + (len(texts) - spread + 0.5) / (spread + 0.5))
        weights = (1 + np.log(tally)) * self._rarity[terms] if len(terms) else tally
        lengths = np.sqrt(np.bincount(owners, weights**2, minlength=len(texts)))
        order = np.argsort(terms, kind="stable")
        self._owners = owners[order]
        self._weights = (weights / np.maximum(lengths[owners], 1e-12) if len(owners) else weights)[order]
        self._starts = np.concatenate([[0], np.cumsum(spread)])
        self._size = len(texts)

    def score(self, text: str) -> NDArray[np.float64]:
        """Cosine in [0, 1] of the text with each text of the index, shape (n,); pieces never seen count for none."""
        counts = {self._terms[piece]: n for piece, n in Counter(_cut_pieces(text)).items() if piece in self._terms}
        scores = np.zeros(self._size)
        squares = 0.0
        for term, count in counts.items():
            weight = (1 + np.log(count)) * self._rarity[term]
            squares += weight**2
            held = slice(self._starts[term], self._starts[term + 1])
            # A piece lists every text once, so plain indexing adds without loss.
            scores[self._owners[held]] += weight * self._weights[held]
        return scores / np.sqrt(squares) if squares else scores


def rank_matches(
    similarities: NDArray[np.floating],
    shared_wording: NDArray[np.floating],
    *,
    limit: int,
    lexical_weight: float = LEXICAL_WEIGHT,
) -> list[Match]:
    """The best `limit` claims, best first; of equal scores the one known earlier.

    Both arrays have shape (n,), one value a claim: cosine of the vectors and `LexicalIndex.score`. ValueError
    when the shapes differ, a value is not finite or the limit is below 1.
    """
    if similarities.shape != shared_wording.shape or similarities.ndim != 1:
        raise ValueError("Similarities and shared wording must be two rows of equal length.")
    if limit < 1:
        raise ValueError("At least one match must be asked for.")
    scores = np.round(similarities.astype(np.float64) + lexical_weight * shared_wording, SCORE_DECIMALS)
    if not np.isfinite(scores).all():
        raise ValueError("A similarity is not a number.")
    best = np.argsort(-scores, kind="stable")[:limit]
    return [Match(int(i), float(scores[i]), float(similarities[i]), float(shared_wording[i])) for i in best]


def _cut_pieces(text: str) -> list[str]:
    words = (f" {word} " for word in _WORD.findall(text[:LONGEST_TEXT].casefold()))
    return [word[at : at + PIECE] for word in words for at in range(max(1, len(word) - PIECE + 1))]
