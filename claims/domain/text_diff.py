"""Two texts side by side as one readable text: what stayed, what went, what came.

Method: paragraphs are matched first, then, inside a paragraph that was changed into another, words. So an edit shows as
the few words it is, and a moved paragraph as gone here and new there. Limits: in a paragraph beyond `MOST_WORDS`
nothing finer than the paragraph is compared, and beyond `MOST_PARAGRAPHS` nothing finer than the text, which bounds the
time (Ratcliff and Obershelp's method is quadratic at worst). Reference: Python's difflib; Ratcliff and Metzener 1988.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

MOST_PARAGRAPHS = 2_000
MOST_WORDS = 600
UNCHANGED_SHOWN = 1  # unchanged paragraphs on each side of a change; the others are folded
# Below this a paragraph was not edited but replaced: its words are no help to a reader.
EDITED_FROM = 0.35

Kind = Literal["same", "gone", "new"]
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Run:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the comparison, or `folded` unchanged ones that are left out."""

    runs: tuple[Run, ...]
    folded: int = 0

    @property
    def changed(self) -> bool:
        return any(run.kind != "same" for run in self.runs)


def compare_texts(old: str, new: str) -> list[Block]:
    """The paragraphs (lines that hold something) in reading order, long unchanged stretches folded."""
    before, after = _split(old), _split(new)
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return [Block((Run("gone", old),)), Block((Run("new", new),))] if old != new else []
    return list(_fold_unchanged(list(_compare_paragraphs(before, after))))


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _compare_paragraphs(before: list[str], after: list[str]) -> Iterator[Block]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Block((Run("same", line),)) for line in before[a:b])
        elif tag == "replace":
            for old, new in zip_longest(before[a:b], after[c:d], fillvalue=""):
                yield from _compare_lines(old, new)
        else:
            yield from (Block((Run("gone", line),)) for line in before[a:b])
            yield from (Block((Run("new", line),)) for line in after[c:d])


def _compare_lines(old: str, new: str) -> Iterator[Block]:
    words, others = _PIECE.findall(old), _PIECE.findall(new)
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    short = max(len(words), len(others)) <= 2 * MOST_WORDS
    if not (old and new and short and matcher.ratio() >= EDITED_FROM):
        yield from (Block((run,)) for run in (Run("gone", old), Run("new", new)) if run.text)
        return
    runs: list[Run] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(words[a:b])))
            continue
        runs += [run for run in (Run("gone", "".join(words[a:b])), Run("new", "".join(others[c:d]))) if run.text]
    yield Block(tuple(runs))


def _fold_unchanged(blocks: list[Block]) -> Iterator[Block]:
    near = [
        any(other.changed for other in blocks[max(0, at - UNCHANGED_SHOWN) : at + UNCHANGED_SHOWN + 1])
        for at in range(len(blocks))
    ]
    folded = 0
    for block, shown in zip(blocks, near, strict=True):
        if not shown:
            folded += 1
            continue
        if folded:
            yield Block((), folded)
        folded = 0
        yield block
    if folded:
        yield Block((), folded)
