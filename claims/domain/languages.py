"""Which languages statements can be taken from.

Idea: the rules of extraction are English. Applied to another language they would find nonsense and show it as a quote's
meaning; so such an article is kept and shown, marked, and nothing is taken from it.

Limits: what a page declares is believed; a page that declares nothing, or the wrong language, is read as English.
Reference: RFC 5646 (language tags).
"""

from __future__ import annotations

UNDERSTOOD = frozenset({"en"})
UNTOLD = frozenset({"", "und", "mul", "zxx"})
"""No tag, and those that name no language."""


def is_understood(tag: str) -> bool:
    """Whether statements are taken from a text with this language tag ("en-GB"; "" when nobody said)."""
    primary = tag.strip().replace("_", "-").partition("-")[0].lower()
    return primary in UNDERSTOOD or primary in UNTOLD
