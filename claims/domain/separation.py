"""Statements that stay apart (as cannot-links) although strong links may connect them: those of one article, and long
ones that share their subject and little else.

Idea: within a running story, sentences about the same people and places have similar vectors whatever they say: of
five articles on one story, average linkage put nine different statements about "the cartels" into one claim. But an
author seldom says the same thing twice in one article. So two statements of one article are kept apart
(as a cannot-link) unless their similarity is so high that the author does repeat himself.

Method: within each article, every pair below `REPEATS_ITSELF` is a cannot-link, and so is a sentence with each
statement found inside it, however alike they are: the same words would count twice. A function of the set of mentions
alone, so the result still does not depend on the order of arrival. People overrule it: mentions that a person called
the same, directly or through others, are never kept apart.

A long statement says many things, and two long ones on one running story share its people, places and vocabulary
whatever they say of them: "the administration considers drone strikes on the cartels" and "the cartels ordered drone
attacks on the border patrol" score 0.54. So two long statements are kept apart unless their score says more than that.
What is kept apart here is still suggested to people.

Limits: a lead and its detailed repetition further down, worded quite differently, stay two claims until a person joins
them. Reference: the "one sense per discourse" kind of argument (Gale, Church and Yarowsky 1992), turned round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from claims.domain.clustering import find_components
from claims.domain.pair_score import widen_vectors
from claims.domain.similarity import measure_pair, snap_vectors

REPEATS_ITSELF = 0.8
"""Cosine. Pairs of sentences of one article of the running story used for development reach 0.73 while they say
different things (a call in which a warning was given, and the warning); verbatim repetitions lie above 0.9."""

LONG = 20
"""Words. 47 of the 1,256 rumour headlines used for development are that long, and half the statements of the running
story."""

ALIKE_WHEN_LONG = 0.6
"""Score of a pair (see `pair_score`). Little to go by: in the running story the one pair of long reports of one fact
scores 0.62, the pair of different facts 0.54; the higher half is taken, since a pair kept apart is still suggested."""


def separate_within_articles(
    keys: Sequence[str],
    articles: Sequence[Hashable],
    vectors: NDArray[np.float32],
    same: Iterable[tuple[str, str]] = (),
    spans: Sequence[tuple[int, int]] = (),
) -> list[tuple[str, str]]:
    """Pairs of keys to be kept apart.

    `keys`, `articles` and `vectors` (n, d), unit length, run in parallel, so do `spans`, the (start, end) of the
    mentions, where they are known; `same` are the pairs that people joined.
    """
    joined = _number_joined(keys, same)
    members: dict[Hashable, list[int]] = defaultdict(list)
    for position, article in enumerate(articles):
        members[article].append(position)
    grid = snap_vectors(vectors)
    return [
        (keys[a], keys[b])
        for positions in members.values()
        for a, b in combinations(positions, 2)
        if joined[a] != joined[b] and (_overlap(spans, a, b) or measure_pair(grid[a], grid[b]) < REPEATS_ITSELF)
    ]


def separate_long_statements(
    keys: Sequence[str],
    components: Sequence[Hashable],
    vectors: NDArray[np.float32],
    texts: Sequence[str],
    wording: float,
    same: Iterable[tuple[str, str]] = (),
) -> list[tuple[str, str]]:
    """Pairs of keys to be kept apart among the long statements of one component; `wording` as in `pair_score`.

    `keys`, `components`, `vectors` (n, d) and `texts` run in parallel; `same` are the pairs that people joined.
    """
    joined = _number_joined(keys, same)
    members: dict[Hashable, list[int]] = defaultdict(list)
    for position, component in enumerate(components):
        if len(texts[position].split()) >= LONG:
            members[component].append(position)
    apart: list[tuple[str, str]] = []
    for positions in members.values():
        rows = [texts[position] for position in positions]
        grid = snap_vectors(widen_vectors(np.asarray(vectors)[positions], rows, wording))
        apart += [
            (keys[positions[a]], keys[positions[b]])
            for a, b in combinations(range(len(positions)), 2)
            if joined[positions[a]] != joined[positions[b]] and measure_pair(grid[a], grid[b]) < ALIKE_WHEN_LONG
        ]
    return apart


def _overlap(spans: Sequence[tuple[int, int]], a: int, b: int) -> bool:
    return bool(spans) and spans[a][0] < spans[b][1] and spans[b][0] < spans[a][1]


def _number_joined(keys: Sequence[str], same: Iterable[tuple[str, str]]) -> dict[int, int]:
    """For each position the number of the set that people joined it to; alone, a number of its own."""
    place = {key: position for position, key in enumerate(keys)}
    pairs = [(place[a], place[b]) for a, b in same if a in place and b in place]
    return {
        position: number for number, component in enumerate(find_components(len(keys), pairs)) for position in component
    }
