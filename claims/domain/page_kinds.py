"""What kind of page an article stands on: a story, a live blog, a gallery.

Idea: a live blog is many stories under one address that changes all day, and a gallery is captions without a
story; a reviewer must know before trusting that "the article says so".

Method: what the page declares (schema.org type, Open Graph type) decides; else words in the address that sites
use for nothing else. A page of pictures with a story's amount of text is a story.

Limits: pages that declare nothing and have plain addresses pass for stories.
Reference: https://schema.org/LiveBlogPosting, https://schema.org/MediaGallery
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

LEAST_STORY_CHARS = 1_200
"""Text from which a page with pictures is a story. Of 102 news pages all but a few short notices have more."""


class PageKind(StrEnum):
    ARTICLE = "article"
    LIVE_BLOG = "live_blog"
    GALLERY = "gallery"


_LIVE_TYPES = {"liveblogposting"}
_GALLERY_TYPES = {"imagegallery", "mediagallery", "videogallery"}
_LIVE_WORDS = re.compile(r"live-?blog|live-updates|live-ticker|liveticker|minute-by-minute")
_GALLERY_WORDS = {
    "gallery",
    "galleries",
    "slideshow",
    "photo-gallery",
    "photogallery",
    "in-pictures",
    "picture-gallery",
}


def find_page_kind(types: Iterable[str], url: str, text_chars: int) -> PageKind:
    """`types` are the schema.org and Open Graph types that the page declares, in any case; `text_chars` the length
    of its text."""
    declared = {name.rpartition("/")[2].lower() for name in types}
    segments = _split_path(url)
    if declared & _LIVE_TYPES or any(_LIVE_WORDS.search(segment) for segment in segments) or "live" in segments[:-1]:
        return PageKind.LIVE_BLOG
    pictures = declared & _GALLERY_TYPES or _GALLERY_WORDS & set(segments)
    return PageKind.GALLERY if pictures and text_chars < LEAST_STORY_CHARS else PageKind.ARTICLE


def _split_path(url: str) -> list[str]:
    try:
        return [segment for segment in urlsplit(url).path.lower().split("/") if segment]
    except ValueError:
        return []
