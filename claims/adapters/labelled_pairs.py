"""Pairs that people labelled, from a file of JSON lines: {"a": ..., "b": ..., "same": true or false}.

`a` and `b` are both numbers of stored mentions (12 or "m12"), or both texts, which need not be stored.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.adapters.messages import show_text

LARGEST_FILE = 64 * 1024 * 1024  # bytes; half a million pairs of texts
MENTION = re.compile(r"m?[0-9]{1,18}")


class UnreadableLabelsError(ValueError):
    """The file cannot be used; the message names file, line and reason."""


@dataclass(slots=True)
class LabelledPairs:
    mentions: list[tuple[tuple[int, int], bool]] = field(default_factory=list)
    texts: list[tuple[tuple[str, str], bool]] = field(default_factory=list)


def read_labelled_pairs(path: str) -> LabelledPairs:
    """Raises UnreadableLabelsError with one sentence for a file or a line that cannot be used."""
    try:
        file = Path(path)
        if file.stat().st_size > LARGEST_FILE:
            raise UnreadableLabelsError(f"{path} is larger than {LARGEST_FILE // 2**20} MiB; give it in parts.")
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, UnreadableLabelsError):
            raise
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UnreadableLabelsError(f"{show_text(path)} cannot be read: {reason}.") from error
    pairs = LabelledPairs()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            add_pair(pairs, line, f"{path}, line {number}")
    if not (pairs.mentions or pairs.texts):
        raise UnreadableLabelsError(f"{path} holds no pairs.")
    return pairs


def add_pair(pairs: LabelledPairs, line: str, where: str) -> None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableLabelsError(f"{where}: this is not JSON.") from error
    if not isinstance(row, dict) or not isinstance(row.get("same"), bool) or not {"a", "b"} <= row.keys():
        raise UnreadableLabelsError(f'{where}: a pair is written {{"a": ..., "b": ..., "same": true or false}}.')
    a, b = read_mention(row["a"]), read_mention(row["b"])
    if a is not None and b is not None:
        pairs.mentions.append(((a, b), row["same"]))
    elif a is None and b is None and all(isinstance(row[side], str) and row[side].strip() for side in "ab"):
        pairs.texts.append(((row["a"], row["b"]), row["same"]))
    else:
        raise UnreadableLabelsError(f"{where}: give two numbers of mentions, or two texts.")


def read_mention(value: Any) -> int | None:
    """The number of a mention, written 12, "12" or "m12"; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and MENTION.fullmatch(value):
        return int(value.removeprefix("m"))
    return None
