"""Parts of sentences shown to people: a value that a stranger chose, made fit to stand in a message.

Such a value may hold line breaks, terminal codes or characters that turn the writing direction. In a
message each of them becomes "?", and a long value is clipped.
"""

from __future__ import annotations


def show_text(text: str, limit: int = 120) -> str:
    """`text` on one printable line of at most `limit` characters."""
    shown = "".join(character if character.isprintable() else "?" for character in text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def show_value(value: object, limit: int = 60) -> str:
    """`value` in quotes, on one printable line of at most `limit` characters."""
    return f'"{show_text(str(value), limit)}"'
