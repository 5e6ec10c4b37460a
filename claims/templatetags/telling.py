"""`{{ reason|told }}`: a phrase of the domain in the reader's language."""

from typing import Any

from django import template

from claims.services.tell import tell

register = template.Library()


@register.filter
def told(value: Any) -> str:
    return tell(value) if value else ""
