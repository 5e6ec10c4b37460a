"""From the text of an article to its mentions: exact quotes with claimant, hedges, quantities, dates and a
score.

Method, in this order: feed debris is cut line by line; the rest is split into sentences; bullets and
datelines before a sentence are left out of its quote; every sentence gets its claimant in the light of the
whole article; headings, questions, commands, opinion, speculation and what scores below the threshold is
passed over with its reason. Nothing is silently dropped: the result lists mentions, debris and what was
passed over.

Limits: one sentence is one mention, so a sentence of several facts stays together here. A statement longer
than `LONGEST_STATEMENT` characters is passed over, which also bounds the time spent on text without
sentences.
Reference: the pipeline of the modules of this folder; each names its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.domain.attribution import Attribution, attribute_paragraphs
from claims.domain.checkworthiness import THRESHOLD, score_check_worthiness
from claims.domain.dates import find_dates
from claims.domain.debris import find_debris, is_debris, measure_prefix
from claims.domain.hedges import find_hedges, is_negated
from claims.domain.opinion import find_refusal
from claims.domain.quantities import find_quantities
from claims.domain.sentences import join_wrapped_lines, split_blocks, split_lines, trim_span
from claims.domain.types import (
    AUTHOR,
    CheckWorthiness,
    ClaimantKind,
    DatedSpan,
    ExtractedMention,
    Extraction,
    Quantity,
    Span,
)

# The longest sentence of the articles seen in development has 420 characters, quotations of several sentences
# up to 1,200.
LONGEST_STATEMENT = 2_000
# Below this many words nothing is asserted that stands on its own ("He left.").
FEWEST_WORDS = 4

_ENDS_STATEMENT = re.compile(r"[.!?:;…。！？][\"'”’»)\]*\s]*\Z")
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    quote: str


def extract_mentions(
    text: str, *, published: date | None = None, source: str = "", threshold: float = THRESHOLD
) -> Extraction:
    """Every mention of `text`, with what was cut as debris and what was passed over.

    `published` resolves relative dates; `source`, the outlet's own name, keeps an outlet that quotes itself
    from standing as another's report. `text[mention.start:mention.end] == mention.quote` holds for every
    mention; mentions do not overlap. ValueError when the threshold is outside [0, 1].
    """
    if not 0 <= threshold <= 1:
        raise ValueError("The check-worthiness threshold must lie between 0 and 1.")
    lines = split_lines(text)
    debris = find_debris(text, lines)
    cut = set(debris)
    blocks = join_wrapped_lines(text, tuple(line for line in lines if line not in cut))
    paragraphs, passed, more_debris = _collect_sentences(text, blocks)
    attributions = attribute_paragraphs([[sentence.quote for sentence in paragraph] for paragraph in paragraphs])
    mentions: list[ExtractedMention] = []
    for paragraph, attributed in zip(paragraphs, attributions, strict=True):
        for sentence, attribution in zip(paragraph, attributed, strict=True):
            judged = _judge_sentence(sentence, _own_voice(attribution, source), published, threshold)
            if isinstance(judged, str):
                passed.append((sentence.span, judged))
            else:
                mentions.append(judged)
    passed.sort(key=lambda item: item[0].start)
    every_debris = sorted([*debris, *more_debris], key=lambda span: span.start)
    return Extraction(tuple(mentions), tuple(every_debris), tuple(passed))


def _collect_sentences(
    text: str, blocks: Sequence[Span]
) -> tuple[list[list[_Sentence]], list[tuple[Span, str]], list[Span]]:
    """Sentences worth reading by paragraph; what is passed over at sight; debris inside paragraphs."""
    paragraphs: list[list[_Sentence]] = []
    passed: list[tuple[Span, str]] = []
    debris: list[Span] = []
    for block in blocks:
        paragraph = []
        for span in split_blocks(text, (block,)):
            quote = text[span.start : span.end]
            if is_debris(quote):
                debris.append(span)
            elif reason := _refuse_form(quote):
                passed.append((span, reason))
            else:
                paragraph.append(_cut_prefix(text, span))
        if paragraph:
            paragraphs.append(paragraph)
    return paragraphs, passed, debris


def _refuse_form(quote: str) -> str | None:
    if len(quote) > LONGEST_STATEMENT:
        return f"longer than {LONGEST_STATEMENT} characters"
    if not _ENDS_STATEMENT.search(quote):
        return "heading or fragment"
    if len(_WORD.findall(quote)) < FEWEST_WORDS:
        return "question" if quote.rstrip("\"'”’) ").endswith("?") else "too short to state anything"
    return None


def _cut_prefix(text: str, span: Span) -> _Sentence:
    prefix = measure_prefix(text[span.start : span.end])
    kept = trim_span(text, Span(span.start + prefix, span.end))
    return _Sentence(kept, text[kept.start : kept.end])


def _own_voice(attribution: Attribution, source: str) -> Attribution:
    """An outlet that names itself ("NBC has learned", on NBC) is the article speaking, no other's report."""
    claimant = attribution.claimant
    if claimant.kind is ClaimantKind.OUTLET and _is_same_outlet(claimant.name, source):
        return replace(attribution, claimant=AUTHOR)
    if claimant.via is not None and _is_same_outlet(claimant.via, source):
        return replace(attribution, claimant=replace(claimant, via=None))
    return attribution


def _is_same_outlet(name: str, source: str) -> bool:
    first, second = (re.sub(r"\Athe\s+", "", " ".join(value.casefold().split())) for value in (name, source))
    return bool(second) and (first == second or f"{second} ".startswith(f"{first} "))


def _judge_sentence(
    sentence: _Sentence, attribution: Attribution, published: date | None, threshold: float
) -> ExtractedMention | str:
    """The mention, or the reason why there is none."""
    refusal = find_refusal(attribution.statement, attribution.claimant, sentence=sentence.quote)
    if refusal is not None:
        return refusal
    attributed = attribution.claimant.kind is not ClaimantKind.AUTHOR
    worth = score_check_worthiness(sentence.quote, attributed=attributed)
    if worth.score < threshold:
        return f"check-worthiness {worth.score:.2f} is below {threshold:.2f}"
    return _make_mention(sentence, attribution, published, worth)


def _make_mention(
    sentence: _Sentence, attribution: Attribution, published: date | None, worth: CheckWorthiness
) -> ExtractedMention:
    quote, frame = sentence.quote, attribution.frame
    return ExtractedMention(
        quote=quote,
        start=sentence.span.start,
        end=sentence.span.end,
        text=attribution.statement,
        claimant=attribution.claimant,
        hedges=find_hedges(quote),
        negated=is_negated(attribution.statement, quoted=attribution.claimant.direct),
        # "six officials said on Monday" counts speakers and dates their words, not what they say.
        quantities=tuple(found for found in find_quantities(quote) if _is_outside(found, frame)),
        dates=tuple(found for found in find_dates(quote, published) if _is_outside(found, frame)),
        check_worthiness=worth,
    )


def _is_outside(found: Quantity | DatedSpan, frame: Sequence[Span]) -> bool:
    return not any(span.start <= found.start < span.end for span in frame)
