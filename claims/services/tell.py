"""Tell words of the domain in the reader's language.

The catalogue is asked for the template, never for the finished sentence, so that names and quotes stay as they are. A
template that no catalogue has is told in English, and so is a sentence that was recorded without its parts, unless the
catalogue knows it whole. A name or quote of a script that runs from right to left is set apart by Unicode's marks for
that (UAX 9, first strong isolate), or the numbers after it would be read as part of it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from claims.domain.phrases import AND, AND_TEMPLATE, Listed, Phrase

SOURCE_LANGUAGE = "en"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def tell(told: Any) -> str:
    """`told` is words, a bare string, or an error made of either."""
    text = str(told)
    in_english = (get_language() or SOURCE_LANGUAGE) == SOURCE_LANGUAGE
    if not text or (in_english and not _RIGHT_TO_LEFT.search(text)):
        return text
    return tell_phrase(text) if isinstance(text, Phrase) else gettext(text)


def tell_phrase(words: Phrase) -> str:
    template = ngettext(words.template, words.plural, words.number) if words.plural else gettext(words.template)
    if not words.values:
        return template
    values = {name: tell_value(value) for name, value in words.values.items()}
    try:
        return template.format(**values)
    except (KeyError, IndexError, ValueError):  # a translation of another version must not hide what was said
        return str.__str__(words)


def tell_value(value: Any) -> Any:
    """A plain string is a name or a quote and belongs to no language."""
    if isinstance(value, Phrase):
        return tell_phrase(value)
    if isinstance(value, Listed):
        return tell_list(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return set_apart(value) if isinstance(value, str) else value


def begin_sentence(words: str) -> str:
    """With a capital letter, unless it begins with an address, which has to stay as it is."""
    return words if "://" in words.partition(" ")[0] else words[:1].upper() + words[1:]


def set_apart(words: str) -> str:
    """Somebody's words, to stand inside a sentence of ours."""
    return f"\u2068{words}\u2069" if _RIGHT_TO_LEFT.search(words) else words


def tell_list(listed: Listed) -> str:
    told = [str(tell_value(item)) for item in listed.items]
    if listed.by != AND:
        return listed.by.join(told)
    return gettext(AND_TEMPLATE).format(first=", ".join(told[:-1]), last=told[-1]) if len(told) > 1 else "".join(told)
