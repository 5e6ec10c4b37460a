"""How alike two mentions are inside a component: what they mean, and the words they say it in.

Idea. Sentence vectors put statements of one subject close together, whoever did what ("the watch costs", "the watch
ships"). What separates them is the words themselves. So the score of a pair is a weighted mean of two readable figures:
the cosine of the sentence vectors, and the share of word pieces that both texts have. Words that only say how somebody
stands to a statement ("hoax", "denied", "reportedly", "not") are passed over: a denial belongs to the claim it denies.

Method. The pieces of a word are its runs of 3 to 5 characters, the ends of the word included ("storks": " st", "sto",
"tor" ... "orks "); they survive plurals, tenses and spelling where whole words do not. Each distinct piece falls into
one of `BUCKETS` with a sign, both by a fixed hash, and the sums are scaled to length 1: the product of two such rows
is, up to the hash's noise of about 0.03, the Ochiai coefficient |A and B| / sqrt(|A| |B|) of the two sets of pieces.
Put beside the vector with the square roots of the weights, it makes one longer unit vector whose cosine *is* the pair's
score. So the score depends on the two mentions only, sums stay exact on the grid of `similarity`, and average linkage
needs nothing new. No word frequencies: a table counted over the stored mentions would change with each arrival, and
the order of arrival with it.

Limits. The framing words are English. Scripts without spaces give pieces of long "words", which works, less well. A
text of framing words only is compared by all its words; one without any letter or digit by its vector alone.

References: character n-grams in McNamee and Mayfield 2004; the hashing trick with signs in Weinberger et al. 2009;
Ochiai 1957.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.domain.lexicon import list_words
from claims.domain.similarity import FloatArray, measure_pair, snap_vectors

BUCKETS = 1024  # 2,048 gave the same figures; fewer lose: 256 costs 0.005 of B-cubed F1
SHORTEST, LONGEST = 3, 5  # characters of a piece, the blank at a word's end counting as one
AT_ONCE = 4_096  # texts hashed together: some 50 MB
READ = 2_000  # characters of a text that are compared: a sentence is far shorter, a hostile one bounded

FRAMING = list_words(
    """
    hoax hoaxes fake fakes faked false falsely not no never n't don't doesn't didn't isn't aren't wasn't weren't won't
    deny denies denied denying report reports reported reportedly claim claims claimed rumor rumors rumour rumours
    rumored rumoured allege alleged allegedly debunk debunked debunks true untrue real really confirm confirms confirmed
    unconfirmed viral update updated video watch photo photos says say said may might could
    """
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: Knuth's multiplicative hashing
_BLANK = np.uint64(ord(" "))


def list_content_words(text: str) -> list[str]:
    """The text's words in lower case, possessive endings cut, framing words left out unless there are no others."""
    words = [_bare(match.group()) for match in _WORD.finditer(unicodedata.normalize("NFKC", text[:READ]).lower())]
    return [word for word in words if word not in FRAMING] or words


def _bare(word: str) -> str:
    return re.sub(r"'s?\Z", "", word.replace("’", "'"))


def sketch_wording(texts: Sequence[str]) -> NDArray[np.float32]:
    """Rows of length 1, shape (len(texts), BUCKETS), whose products are the texts' shares of common pieces.

    A text without any letter or digit gives a row of zeros. Each row depends on its own text only; copies
    are read once.
    """
    place = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    read = list(place)
    rows = np.zeros((len(read), BUCKETS), dtype=np.float32)
    for start in range(0, len(read), AT_ONCE):
        _sketch_into(rows[start : start + AT_ONCE], read[start : start + AT_ONCE])
    return rows[[place[text] for text in texts]]


def _sketch_into(rows: NDArray[np.float32], texts: Sequence[str]) -> None:
    owners, pieces = hash_pieces([list_content_words(text) for text in texts])
    signs = np.where(pieces & np.uint64(1), 1.0, -1.0)
    cells = owners * BUCKETS + (pieces >> np.uint64(32)).astype(np.intp) % BUCKETS
    rows += np.bincount(cells, signs, minlength=rows.size).reshape(rows.shape)
    lengths = np.sqrt(np.square(rows).sum(axis=1, keepdims=True, dtype=np.float64))  # of whole numbers: exact
    rows /= np.where(lengths > 0, lengths, 1.0).astype(np.float32)


def hash_pieces(written: Sequence[Sequence[str]]) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """The distinct pieces of each list of words as 64-bit numbers, and the position of the list each belongs to."""
    lines = [" " + " ".join(words) + " " for words in written]
    points = np.frombuffer("".join(lines).encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    runs = [_hash_runs(points, owners, size) for size in range(SHORTEST, LONGEST + 1)]
    owner, number = (np.concatenate(part) for part in zip(*runs, strict=True))
    order = np.lexsort((number, owner))
    owner, number = owner[order], number[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (owner[1:] != owner[:-1]) | (number[1:] != number[:-1])
    return owner[fresh], number[fresh]


def _hash_runs(
    points: NDArray[np.uint64], owners: NDArray[np.intp], size: int
) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Each run of `size` characters without a blank inside, which blanks may begin and end, and whose it is."""
    count = max(0, len(points) - size + 1)
    number = np.full(count, size, dtype=np.uint64)
    whole = np.ones(count, dtype=bool)
    for offset in range(size):
        here = points[offset : offset + count]
        number = (number ^ here) * _MIX
        number ^= number >> np.uint64(29)
        if 0 < offset < size - 1:
            whole &= here != _BLANK  # so that no run reaches from one text into the next, either
    return owners[:count][whole], number[whole]


def widen_vectors(vectors: FloatArray, texts: Sequence[str], wording: float) -> NDArray[np.float32]:
    """Unit vectors, shape (n, d + BUCKETS + 1), whose products are (1 - wording) * cosine + wording * common pieces.

    `vectors` (n, d) are unit vectors. Texts without any letter or digit count as worded alike. Raises ValueError when
    there is not one text for each vector.
    """
    if len(texts) != len(vectors):
        raise ValueError(f"There must be one text for each vector; got {len(texts)} and {len(vectors)}.")
    sketches = sketch_wording(texts)
    wordless = ~sketches.any(axis=1, keepdims=True)
    beside: NDArray[np.float32] = np.hstack([sketches, wordless], dtype=np.float32) * np.float32(math.sqrt(wording))
    meaning = np.asarray(vectors, dtype=np.float32) * np.float32(math.sqrt(1 - wording))
    return np.hstack([meaning, beside], dtype=np.float32)


def score_pair(a: FloatArray, b: FloatArray, text_a: str, text_b: str, wording: float) -> float:
    """The score of one pair, exact as in grouping; `a` and `b` are unit vectors of shape (d,)."""
    grid = snap_vectors(widen_vectors(np.stack([a, b]), [text_a, text_b], wording))
    return measure_pair(grid[0], grid[1])
