"""Languages by their names."""

from django import template
from django.utils.translation import get_language_info

register = template.Library()


@register.filter
def name_language(tag: str) -> str:
    """ "German" for "de-DE"; a tag that nobody named stays as it is."""
    try:
        return get_language_info(tag.replace("_", "-").lower())["name_translated"]
    except KeyError:
        return tag
