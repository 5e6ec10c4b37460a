"""What people said of origins, in plain words, for pages, refusals and reasons of staleness."""

from __future__ import annotations

from claims.models import Mention
from verification.models import OriginEntry


def describe_origin_entry(entry: OriginEntry) -> str:
    """One sentence; `entry` comes from `OriginEntryQuerySet.told()`."""
    return f"{entry.person} said that {describe_word(entry)}."


def describe_word(entry: OriginEntry) -> str:
    mention = name_mention(entry.mention)
    if entry.kind == OriginEntry.Kind.FROM:
        return f"{mention} comes from {entry.name}"
    other = name_mention(entry.other) if entry.other else "another mention"
    return f"{mention} and {other} {entry.get_kind_display()}"


def name_mention(mention: Mention) -> str:
    return f"m{mention.pk} ({mention.article_version.article.source})"
