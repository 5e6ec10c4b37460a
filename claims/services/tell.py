"""Tell words of the domain in the reader's language.

The catalogue is asked for the template, never for the finished sentence, so that names and quotes stay as they are. A
template that no catalogue has is told in English, and so is a sentence that was recorded without its parts, unless the
catalogue knows it whole.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from claims.domain.phrases import AND, AND_TEMPLATE, Listed, Phrase

SOURCE_LANGUAGE = "en"


def tell(told: Any) -> str:
    """`told` is words, a bare string, or an error made of either."""
    text = str(told)
    if not text or (get_language() or SOURCE_LANGUAGE) == SOURCE_LANGUAGE:
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
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value


def tell_list(listed: Listed) -> str:
    told = [str(tell_value(item)) for item in listed.items]
    if listed.by != AND:
        return listed.by.join(told)
    return gettext(AND_TEMPLATE).format(first=", ".join(told[:-1]), last=told[-1]) if len(told) > 1 else "".join(told)
