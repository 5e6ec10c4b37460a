"""The publication date that comes with an article, read without guessing.

Read: ISO 8601 (`2025-02-03`, `2025-02-03T14:00:00Z`), the form of mail and RSS (`Mon, 03 Feb 2025 14:00:00
+0100`) and English dates with the month in letters (`3 February 2025`, `Feb 3, 2025`). A time without a
zone is taken as UTC. Refused: everything else, above all `03/02/2025`, which is two different days on the
two sides of the Atlantic.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from claims.adapters.documents import MAX_FUTURE, UnreadableError
from claims.adapters.messages import show_value
from claims.domain.phrases import phrase

EARLIEST_YEAR = 1600
"""Before the first newspaper (1605) a date is a placeholder such as 0001-01-01."""

MAX_DATE_CHARS = 100  # no written date is longer; parsers need not see more

_MAIL_FORM = re.compile(r"([A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(:\d{2})?( [A-Z]{1,4}| [+-]\d{4})?")
_LETTER_FORMS = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")


def read_date(value: str, *, now: datetime, future: timedelta = MAX_FUTURE) -> datetime:
    """Read a publication date into an aware datetime. Raises `UnreadableError` with a sentence that names
    the value if it is no date, older than newspapers, or more than `future` ahead of `now`."""
    moment = _parse(" ".join(value[: MAX_DATE_CHARS + 1].split()))
    if moment is None:
        raise UnreadableError(
            phrase(
                "the date {value} cannot be read: write it like 2025-02-03 or 2025-02-03T14:00:00Z",
                value=show_value(value),
            )
        )
    check_date(moment, show_value(value), now=now, future=future)
    return moment


def check_date(moment: datetime, shown: str, *, now: datetime, future: timedelta = MAX_FUTURE) -> None:
    """Raises `UnreadableError` with a sentence that calls the date `shown`, when no article can be of it."""
    if moment.year < EARLIEST_YEAR:
        raise UnreadableError(phrase("the date {shown} is older than any newspaper", shown=shown))
    if moment > now + future:
        raise UnreadableError(phrase("the date {shown} lies in the future", shown=shown))


def _parse(value: str) -> datetime | None:
    if len(value) > MAX_DATE_CHARS:
        return None
    for read in (_parse_iso, _parse_mail, _parse_letters):
        moment = read(value)
        if moment:
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _parse_iso(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value.removesuffix(" UTC").removesuffix(" GMT"))
    except ValueError:
        return None


def _parse_mail(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if _MAIL_FORM.fullmatch(value) else None
    except ValueError:
        return None


def _parse_letters(value: str) -> datetime | None:
    plain = value.replace(",", "").replace(".", "").replace("Sept ", "Sep ")
    for form in _LETTER_FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
