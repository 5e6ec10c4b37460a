"""`{{ reason|told }}`: a phrase of the domain in the reader's language."""

from typing import Any

from django import template

from claims.services.tell import begin_sentence, tell, tell_value

register = template.Library()


@register.filter
def told(value: Any) -> str:
    return tell(value) if value else ""


@register.filter
def told_sentence(value: Any) -> str:
    """The same, as the beginning of a sentence."""
    return begin_sentence(told(value))


@register.filter
def told_list(values: Any) -> str:
    """Several names, some of which may be phrases."""
    return ", ".join(str(tell_value(value)) for value in values)
