"""The values that the pure code of `claims` passes around.

A row's name is never reused: an `ExtractedMention` becomes a `Mention` when it is stored. Offsets count Unicode
code points (Python `str` indices), start inclusive, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters, `text[start:end]`."""

    start: int
    end: int


class ClaimantKind(StrEnum):
    AUTHOR = "author"  # nobody else is named: the article itself says it
    OUTLET = "outlet"  # "NBC reports", "according to a report by The Mirror"
    PERSON = "person"  # "Sheinbaum declared that ..."
    BODY = "body"  # "the Pentagon said", "Mexican authorities"
    DOCUMENT = "document"  # "the memo says"
    UNNAMED = "unnamed"  # "the sources said", "officials said"


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who asserts a statement. `name` is as the text writes it, without article or title ("The Mirror")."""

    name: str
    kind: ClaimantKind
    direct: bool = False  # quoted words rather than a paraphrase
    via: str | None = None  # the outlet or document through which a named claimant speaks ("the report, citing X")


AUTHOR = Claimant(name="", kind=ClaimantKind.AUTHOR)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, offsets relative to that text. A point value has `low == high`."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str  # "percent", "USD", "EUR", "kg" ...; "" for a plain count
    counted: str  # lower-cased head of what is counted ("service members"), "" when unknown
    approximate: bool  # "about", "some", "up to", "at least" ... widen what the value may mean
    bound: str  # "" | "at_least" | "at_most"


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A date in a text, offsets relative to that text; `earliest..latest` keeps the stated precision."""

    start: int
    end: int
    earliest: date
    latest: date
    precision: str  # "day" | "month" | "year"
    relative: bool  # "on Monday": computed from the article's own date


@dataclass(frozen=True, slots=True)
class CheckWorthiness:
    """Score in [0, 1]; `reasons` are short phrases shown to people ("states a quantity")."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of a parsed sentence; offsets relative to that sentence, `head` an index into its tokens.

    `tag` is a Penn Treebank part of speech, `dep` a ClearNLP dependency label; a root is its own head.
    """

    text: str
    start: int
    end: int
    lemma: str
    tag: str
    dep: str
    head: int


Parse = tuple[Token, ...]  # () where a text was not parsed


class StatementKind(StrEnum):
    """How a statement stands in its sentence."""

    SENTENCE = "sentence"  # the sentence's main statement
    CLAUSE = "clause"  # coordinated, subordinate or relative clause
    PARTICIPLE = "participle"  # "groups like Y, led by X"
    APPOSITION = "apposition"  # "X, the founder of Y"
    NOMINAL = "nominal"  # "the designation of Z as W", "such as the proposed tariffs"


@dataclass(frozen=True, slots=True)
class ExtractedMention:
    """One statement found in an article: `article_text[start:end] == quote`, always."""

    quote: str
    start: int
    end: int
    text: str  # the claim text, which is embedded and compared: the statement, readable without its article
    claimant: Claimant
    hedges: tuple[str, ...]
    negated: bool
    quantities: tuple[Quantity, ...]  # offsets relative to `quote`
    dates: tuple[DatedSpan, ...]  # offsets relative to `quote`
    check_worthiness: CheckWorthiness
    kind: StatementKind = StatementKind.SENTENCE
    open_pronoun: str = ""  # "he" where the claim text begins with a pronoun that nobody could resolve


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything extraction decided about one text, kept and cut alike, so that nobody has to trust it blindly."""

    mentions: tuple[ExtractedMention, ...]
    debris: tuple[Span, ...]  # feed debris that was cut away
    passed_over: tuple[tuple[Span, str], ...]  # sentences that are no mention, each with the reason ("question")
