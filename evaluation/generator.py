"""Claims of our making with known groups, as many as asked for: what the benchmarks run on.

Idea. Sentence vectors are not spread evenly: most lie in about a hundred directions, all lean a little one way, and
claims about one subject are near one another without being the same claim. The generator imitates that, so that
thresholds meet what they would meet in earnest: Gaussian vectors with falling variances around a common direction; a
subject for every thirty claims; a claim near its subject; mentions near their claim.

Calibration, by MiniLM vectors of 1,256 headlines on 148 rumours (percentiles 5 / 50 / 95): two mentions of one claim
0.39 / 0.69 / 0.89, a mention and its claim's mean 0.67 / 0.86 / 0.94, mentions of different claims -0.05 / 0.08 /
0.29. Sizes: three claims in five have one mention, the others two and more with a mean of eight, at most sixty.

Limits. Real claims have structure that no Gaussian has; quality is measured on labelled texts, speed on these.
Everything follows from the seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSION = 384
EFFECTIVE = 110  # of the directions that matter; (sum of variances)^2 / sum of squared variances of MiniLM vectors
LEAN = 0.26  # length of the common direction in a unit vector: squared, the mean similarity of unrelated claims
SUBJECT_CLAIMS = 30
SUBJECT_PULL = 0.60  # how far a claim lies towards its subject
LIKENESS = (11.0, 1.9)  # Beta distribution of the similarity of a mention and its claim: mean 0.85
SINGLE = 0.6  # claims with one mention
MEAN_SIZE, LARGEST = 8, 60  # mentions of the other claims
CHUNK = 50_000  # mentions made at a time

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Generated:
    """Unit `vectors` (n, DIMENSION) in random order, and the claim that each was made for (n,)."""

    vectors: Vectors
    claims: NDArray[np.int32]


def generate_sizes(n: int, random: np.random.Generator, single: float = SINGLE) -> NDArray[np.int64]:
    """Mentions per claim, summing to n; a share of `single` of the claims has one."""
    sizes = np.where(
        random.random(n) < single, 1, np.minimum(1 + random.geometric(1 / (MEAN_SIZE - 1), size=n), LARGEST)
    )
    ends = np.cumsum(sizes)
    last = int(np.searchsorted(ends, n))
    sizes = sizes[: last + 1]
    sizes[-1] -= ends[last] - n
    return sizes


def generate_claims(n: int, seed: int = 0, single: float = SINGLE) -> Generated:
    """`n` mentions. Memory beyond the result is bounded by one chunk and one vector a claim."""
    random = np.random.default_rng(seed)
    sizes = generate_sizes(n, random, single)
    centres = _generate_centres(len(sizes), random)
    claims = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    random.shuffle(claims)
    vectors = np.empty((n, DIMENSION), dtype=np.float32)
    for start in range(0, n, CHUNK):
        chunk = claims[start : start + CHUNK]
        likeness = random.beta(*LIKENESS, size=(len(chunk), 1)).astype(np.float32)
        noise = _normalise(_draw(len(chunk), random))
        vectors[start : start + CHUNK] = _normalise(likeness * centres[chunk] + np.sqrt(1 - likeness**2) * noise)
    return Generated(vectors, claims)


def _generate_centres(n: int, random: np.random.Generator) -> Vectors:
    subjects = _normalise(_draw(-(-n // SUBJECT_CLAIMS), random))
    lean = _normalise(_draw(1, random))
    centres = np.empty((n, DIMENSION), dtype=np.float32)
    for start in range(0, n, CHUNK):
        numbers = np.arange(start, min(start + CHUNK, n))
        own = _normalise(_draw(len(numbers), random))
        pulled = SUBJECT_PULL * subjects[numbers // SUBJECT_CLAIMS] + np.sqrt(1 - SUBJECT_PULL**2) * own
        centres[numbers] = _normalise(LEAN * lean + np.sqrt(1 - LEAN**2) * _normalise(pulled))
    return centres


def _draw(n: int, random: np.random.Generator) -> Vectors:
    """Gaussian rows whose variances fall so that EFFECTIVE directions carry them: exp(-2 i / EFFECTIVE) does it."""
    scale = np.exp(-np.arange(DIMENSION, dtype=np.float32) / EFFECTIVE)
    return random.standard_normal((n, DIMENSION), dtype=np.float32) * scale


def _normalise(rows: NDArray[Any]) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


SUBJECTS = ("The ferry company", "The port authority", "The mayor", "A hospital director", "The teachers' union")
VERBS = ("said", "confirmed", "denied", "told reporters", "announced on Thursday")
EVENTS = ("the old pier will close", "the night bus returns", "the new bridge costs more", "the archive was flooded")
ENDS = (
    "after {n} complaints from residents of the northern district",
    "because an inspection of {n} pillars had found rust and cracks",
    "although the council had set {n} million aside for repairs last spring",
)


def generate_texts(n: int, seed: int = 0) -> Iterator[str]:
    """`n` different sentences of news length (25 to 30 tokens for MiniLM)."""
    random = np.random.default_rng(seed)
    for number in range(n):
        subject, verb, event, end = (words[random.integers(len(words))] for words in (SUBJECTS, VERBS, EVENTS, ENDS))
        yield f"{subject} {verb} that {event} {end.format(n=number + 3)}."


SYLLABLES = (
    "bar",
    "den",
    "fol",
    "gim",
    "har",
    "kel",
    "lor",
    "mas",
    "nid",
    "pol",
    "rus",
    "sem",
    "tal",
    "vor",
    "wen",
    "zel",
)
WORDS, KEPT = 9, 0.7  # words of a claim, and the share of them that each of its mentions keeps


def generate_wordings(claims: NDArray[np.int32], seed: int = 0) -> Iterator[str]:
    """A short text for each mention of `claims` (n,), the claim that each was made for: mentions of one claim share
    most of their (invented) words, others few."""
    random = np.random.default_rng(seed)
    vocabulary = np.array([a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES])
    for start in range(0, len(claims), CHUNK):
        chunk = claims[start : start + CHUNK].astype(np.int64)
        own = (chunk[:, None] * 7919 + np.arange(WORDS) * 104729 + chunk[:, None] % 97 * np.arange(WORDS)) % len(
            vocabulary
        )
        other = random.integers(len(vocabulary), size=own.shape)
        for words in vocabulary[np.where(random.random(own.shape) < KEPT, own, other)]:
            yield " ".join(words).capitalize() + "."
