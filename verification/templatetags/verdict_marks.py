"""`{% verdict_mark mark %}`: the picture and the word of a verdict.

There are a dozen marks, drawn over and over: each is rendered once a language and kept.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from verification.views.marks import Mark

register = template.Library()


@register.simple_tag
def verdict_mark(mark: Mark, hide_word: bool = False) -> SafeString:
    """With `hide_word` the word is left to assistive technology."""
    return draw_mark(mark, hide_word, get_language())


@lru_cache(maxsize=256)
def draw_mark(mark: Mark, hide_word: bool, language: str | None) -> SafeString:
    """`language` is part of what is kept: the word is written in it."""
    return render_to_string("_fragments/_mark.html", {"mark": mark, "hide_word": hide_word})
