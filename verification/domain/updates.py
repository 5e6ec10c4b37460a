"""The words by which a later article says that things have changed: a value moved ("rose to"), a plan
stopped.

Limits: English cue words. Whether a cue belongs to a value is for the caller to decide, by how near it
stands.
"""

from __future__ import annotations

import re

from claims.domain.types import Span

_UPDATE = re.compile(
    r"\b(?:r(?:ise|ose|isen)|rais(?:e|ed)|increas(?:e|ed)|climb(?:s|ed)?|jump(?:s|ed)?|gr(?:ew|own)|cut|lower(?:ed)?"
    r"|reduc(?:e|ed)|f(?:ell|allen)|dropp?(?:ed)?|revis(?:e|ed)|correct(?:ed)?|updat(?:e|ed)|chang(?:e|ed))\b"
    r"|\bnow\b|\binstead of\b|\bup from\b|\bdown from\b|\bno longer\b|\bsince then\b"
    r"|\b(?:postpon|delay|reschedul|bring|brought|push|mov|extend)\w*\s(?:back\s|forward\s)?(?:to|until|by)\b",
    re.IGNORECASE,
)
_SUSPENSION = re.compile(
    r"\b(?:(?:put|placed|remain(?:s|ed)?|are|is)\son\shold|postponed|suspended|paused|delayed|called\soff|cancell?ed"
    r"|withdrawn|withdrew|scrapped|lifted|reversed|revoked|rescinded|shelved|abandoned)\b",
    re.IGNORECASE,
)


def find_changes(quote: str) -> tuple[Span, ...]:
    """Where the quote says that a value or a date is another than before."""
    return tuple(Span(found.start(), found.end()) for found in _UPDATE.finditer(quote))


def find_suspension(quote: str) -> Span | None:
    """Where the quote first says that a plan or a state was stopped, put off or taken back, or None."""
    found = _SUSPENSION.search(quote)
    return Span(found.start(), found.end()) if found else None
