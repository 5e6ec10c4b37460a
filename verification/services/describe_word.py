"""What people said of origins, conflicts and stances, in plain words, for pages, refusals and histories."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from claims.models import Mention
from claims.services.tell import tell
from verification.models import ConflictEntry, OriginEntry, StanceEntry

SHOWN_VALUE = 60  # characters of a value: a denial's is a whole sentence


def describe_entry(entry: Any) -> str:
    """One sentence; `entry` comes from `WordQuerySet.told()`."""
    return _("%(person)s said that %(word)s.") % {"person": entry.person, "word": describe_word(entry)}


def describe_word(entry: Any) -> str:
    """What an entry that is no turn says, without who said it."""
    if isinstance(entry, ConflictEntry):
        return describe_conflict_word(entry)
    if isinstance(entry, StanceEntry):
        return f"{name_mention(entry.mention)} {tell(entry.get_kind_display())}"
    return describe_origin_word(entry)


def describe_conflict_word(entry: ConflictEntry) -> str:
    about = {
        "type": tell(entry.get_type_display()),
        "one": f"“{shorten(entry.value)}”",
        "other": f"“{shorten(entry.other_value)}”",
        "first": name_mention(entry.mention),
        "second": name_mention(entry.other),
    }
    match entry.kind:
        case ConflictEntry.Kind.REAL:
            said = _("the conflict between %(one)s, %(first)s, and %(other)s, %(second)s, is real (%(type)s)")
        case ConflictEntry.Kind.TIME:
            said = _("time explains why %(first)s says %(one)s and %(second)s says %(other)s (%(type)s)")
        case _other:
            said = _("%(one)s, %(first)s, and %(other)s, %(second)s, are not in conflict (%(type)s)")
    return said % about


def describe_origin_word(entry: OriginEntry) -> str:
    mention = name_mention(entry.mention)
    if entry.kind == OriginEntry.Kind.FROM:
        return _("{mention} comes from {origin}").format(mention=mention, origin=entry.name)
    other = name_mention(entry.other) if entry.other else _("another mention")
    if entry.kind == OriginEntry.Kind.SHARE:
        return _("{first} and {second} share an origin").format(first=mention, second=other)
    return _("{first} and {second} are independent").format(first=mention, second=other)


def name_mention(mention: Mention) -> str:
    return f"m{mention.pk} ({mention.article_version.article.source})"


def shorten(value: str) -> str:
    return value if len(value) <= SHOWN_VALUE else value[: SHOWN_VALUE - 1].rsplit(" ", 1)[0] + "…"
