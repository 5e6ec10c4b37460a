"""`{% verdict_mark mark %}`: the picture and the word of a verdict."""

from django import template

from verification.views.marks import Mark

register = template.Library()


@register.inclusion_tag("_fragments/_mark.html")
def verdict_mark(mark: Mark, hide_word: bool = False) -> dict[str, object]:
    """With `hide_word` the word is left to assistive technology."""
    return {"mark": mark, "hide_word": hide_word}
