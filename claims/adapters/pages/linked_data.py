"""What a page declares about itself in JSON-LD: types, dates, whether it is free to read, and fact-checks.

Idea: most news sites publish schema.org data for search engines. It is believed like any other word of the page:
shown as the page's own, never taken for a fact.

Method: each script is parsed as JSON, and its objects are walked with a bound on depth and number, through lists,
`@graph` and any nesting. Fact-checks are the objects of type ClaimReview (https://schema.org/ClaimReview) with the
text of a claim.

Limits: data in microdata or RDFa is not read; a script that is no JSON is passed over, except for its date, which
the parser finds by pattern.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

MOST_SCRIPTS = 20
MOST_OBJECTS = 2_000
MOST_REVIEWS = 20
DEEPEST = 20
LONGEST_SCRIPT = 1_000_000
LONGEST_TEXT = 2_000
LONGEST_NUMBER = 40
_REVIEW = "claimreview"


@dataclass(frozen=True)
class FoundReview:
    """A ClaimReview as its page gives it; "" for what it does not say."""

    claim_text: str
    claimant: str = ""
    rating: str = ""
    rating_value: str = ""
    best_rating: str = ""
    worst_rating: str = ""
    publisher: str = ""
    url: str = ""
    reviewed: str = ""


@dataclass(frozen=True)
class LinkedData:
    """`free` is False when some object says that the page is not free to read."""

    types: list[str]
    modified: str
    free: bool
    reviews: list[FoundReview]

    def dump(self) -> dict[str, Any]:
        return asdict(self)


def read_linked_data(scripts: Iterable[str]) -> LinkedData:
    """What the page's scripts of type application/ld+json hold. Never raises."""
    found = list(_walk_scripts(scripts))
    modified = next((value for item in found if (value := _text(item.get("dateModified"), LONGEST_NUMBER))), "")
    reviews = [review for item in found if _is_review(item) and (review := _read_review(item)).claim_text]
    return LinkedData(
        types=list(dict.fromkeys(name for item in found for name in _list_types(item)))[:100],
        modified=modified,
        free=not any(_is_false(item.get("isAccessibleForFree")) for item in found),
        reviews=list(dict.fromkeys(reviews))[:MOST_REVIEWS],
    )


def _walk_scripts(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    left = MOST_OBJECTS
    for number, script in enumerate(scripts):
        if number >= MOST_SCRIPTS or len(script) > LONGEST_SCRIPT:
            continue
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _walk(data, DEEPEST):
            left -= 1
            if left < 0:
                return
            yield item


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _walk(part, depth - 1)
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part, depth - 1)


def _list_types(item: dict[str, Any]) -> list[str]:
    types = item.get("@type")
    return [name[:100] for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]


def _is_review(item: dict[str, Any]) -> bool:
    return any(name.rpartition("/")[2].lower() == _REVIEW for name in _list_types(item))


def _read_review(item: dict[str, Any]) -> FoundReview:
    rating = _first_object(item.get("reviewRating"))
    reviewed = _first_object(item.get("itemReviewed"))
    return FoundReview(
        claim_text=_text(item.get("claimReviewed")) or _text(reviewed.get("name")),
        claimant=_name(reviewed.get("author")),
        rating=_text(rating.get("alternateName")) or _text(rating.get("name")),
        rating_value=_text(rating.get("ratingValue"), LONGEST_NUMBER),
        best_rating=_text(rating.get("bestRating"), LONGEST_NUMBER),
        worst_rating=_text(rating.get("worstRating"), LONGEST_NUMBER),
        publisher=_name(item.get("author")) or _name(item.get("publisher")),
        url=_text(item.get("url")),
        reviewed=_text(item.get("datePublished"), LONGEST_NUMBER),
    )


def _first_object(value: Any) -> dict[str, Any]:
    values = value if isinstance(value, list) else [value]
    return next((one for one in values if isinstance(one, dict)), {})


def _name(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("name")) if isinstance(first, dict) else _text(first)


def _text(value: Any, limit: int = LONGEST_TEXT) -> str:
    """One line of at most `limit` characters that can be stored."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    plain = " ".join(str(value)[: 4 * limit].encode("utf-8", "replace").decode().replace("\0", " ").split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def _is_false(value: Any) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() in ("false", "no"))
