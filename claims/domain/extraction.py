"""From the text of an article to its mentions: exact quotes with claimant, hedges, quantities, dates and a
score.

Method, in this order: feed debris and what the source repeats everywhere is cut line by line; the rest is split
into sentences; bullets and datelines before a sentence are left out of its quote; every sentence gets its claimant
in the light of the whole article, and is read for the statements inside it (`statements`); headings, questions,
commands, opinion, speculation and what scores below the threshold is passed over with its reason. Nothing is
silently dropped: the result lists mentions, debris and what was passed over.

Limits: a statement longer than `LONGEST_STATEMENT` characters is passed over, which also bounds the time spent on
text without sentences; past `MOST_PARSED` sentences only main statements are found.
Reference: the pipeline of the modules of this folder; each names its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from datetime import date

from claims.domain.attribution import attribute_paragraphs
from claims.domain.checkworthiness import THRESHOLD
from claims.domain.debris import find_debris, is_debris, measure_prefix
from claims.domain.furniture import find_furniture
from claims.domain.sentences import join_wrapped_lines, split_blocks, split_lines, trim_span
from claims.domain.statements import FEWEST_WORDS, Sentence, StatementReader
from claims.domain.types import ExtractedMention, Extraction, Parse, Span

ParseSentences = Callable[[Sequence[str]], Sequence[Parse]]

# The longest sentence of the articles seen in development has 420 characters, quotations of several sentences
# up to 1,200.
LONGEST_STATEMENT = 2_000
# Articles of a newspaper stay below 300 sentences; parsing this many takes about ten seconds.
MOST_PARSED = 2_000

_ENDS_STATEMENT = re.compile(r"[.!?:;…。！？][\"'”’»)\]*\s]*\Z")
_WORD = re.compile(r"[^\W_]{2,}")


def extract_mentions(
    text: str,
    *,
    published: date | None = None,
    source: str = "",
    threshold: float = THRESHOLD,
    parse: ParseSentences | None = None,
    furniture: Container[str] = (),
) -> Extraction:
    """Every mention of `text`, with what was cut as debris and what was passed over.

    `published` resolves relative dates; `source`, the outlet's own name, keeps an outlet that quotes itself
    from standing as another's report. `parse` gives a dependency parse for each of a list of sentences; without it
    only whole sentences are found. `furniture` holds the lines that this source repeats from article to article, as
    `normalize_line` gives them. `text[mention.start:mention.end] == mention.quote` holds for every mention; two
    mentions never have the same span, but a statement inside a sentence lies within its sentence.
    ValueError when the threshold is outside [0, 1].
    """
    if not 0 <= threshold <= 1:
        raise ValueError("The check-worthiness threshold must lie between 0 and 1.")
    lines = split_lines(text)
    debris = find_debris(text, lines) + find_furniture(text, lines, furniture)
    cut = set(debris)
    blocks = join_wrapped_lines(text, tuple(line for line in lines if line not in cut))
    paragraphs, passed, more_debris = _collect_sentences(text, blocks)
    quotes = [[sentence.quote for sentence in paragraph] for paragraph in paragraphs]
    attributions = [one for paragraph in attribute_paragraphs(quotes) for one in paragraph]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    reader = StatementReader(sentences, published, source, threshold)
    mentions: list[ExtractedMention] = []
    for sentence, attribution, tree in zip(sentences, attributions, _parse(sentences, parse), strict=True):
        found, refusal = reader.read(sentence, attribution, tree)
        mentions.extend(found)
        if refusal:
            passed.append((sentence.span, refusal))
    passed.sort(key=lambda item: item[0].start)
    every_debris = sorted({*debris, *more_debris}, key=lambda span: span.start)
    return Extraction(tuple(mentions), tuple(every_debris), tuple(passed))


def _parse(sentences: Sequence[Sentence], parse: ParseSentences | None) -> list[Parse]:
    """A parse for each sentence; none past the first `MOST_PARSED`, which keep their main statement."""
    if parse is None:
        return [()] * len(sentences)
    parses = list(parse([sentence.quote for sentence in sentences[:MOST_PARSED]]))
    return parses + [()] * (len(sentences) - len(parses))


def _collect_sentences(
    text: str, blocks: Sequence[Span]
) -> tuple[list[list[Sentence]], list[tuple[Span, str]], list[Span]]:
    """Sentences worth reading by paragraph; what is passed over at sight; debris inside paragraphs."""
    paragraphs: list[list[Sentence]] = []
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


def _cut_prefix(text: str, span: Span) -> Sentence:
    prefix = measure_prefix(text[span.start : span.end])
    kept = trim_span(text, Span(span.start + prefix, span.end))
    return Sentence(kept, text[kept.start : kept.end])
