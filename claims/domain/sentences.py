"""Sentences as exact ranges of the stored text.

Idea: a line break always separates (headlines, list items and captions stand on lines of their own), except
inside a hard-wrapped paragraph; inside a line the `sentencex` library decides. Its offsets are checked
against the text, and two of its habits are repaired: it cuts after "approx." or "Dr.", and it does not cut
after an ellipsis.

Method: lines -> blocks (wrapped lines joined) -> pieces of at most `LONGEST_PIECE` characters -> sentencex
-> repairs -> trimming of white space. A quotation of several sentences stays one sentence, because its
words share one speaker.

Limits: the abbreviations are English. A quotation mark that is never closed ends with its sentence.
Reference: Wikimedia's sentencex, https://github.com/wikimedia/sentencex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from claims.domain.types import Span

# sentencex takes quadratic time over many unclosed quotation marks (200,000 characters took 2.7 s); pieces of
# this length take about a millisecond each, and real paragraphs are shorter.
LONGEST_PIECE = 4_000

# Wrapped plain text (mail, wire copy) breaks its lines at 65 to 80 columns; shorter lines are list items or
# headings.
SHORTEST_WRAPPED_LINE = 45
LONGEST_WRAPPED_LINE = 110

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENDS_SENTENCE = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*\s*\Z")
_TITLE_AT_END = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|prof|gen|col|lt|sgt|capt|sen|rep|gov|rev|hon|st|no|nos|approx|ca|vs"
    r"|fig)\.\s*\Z",
    re.IGNORECASE,
)
_CLOCK_AT_END = re.compile(r"\b[ap]\.m\.\s*\Z")
_TIME_ZONE = re.compile(r"(?:ET|EST|EDT|CT|MT|PT|PST|PDT|GMT|UTC|BST|CET|local)\b")
_AFTER_ELLIPSIS = re.compile(r"(?:…|(?<!\.)\.\.\.)[\"”’]?\s+(?=[A-Z“\"])")


def split_lines(text: str) -> tuple[Span, ...]:
    """Spans of the lines that hold more than white space, trimmed, in order."""
    spans = (trim_span(text, Span(*match.span())) for match in _LINE.finditer(text))
    return tuple(span for span in spans if span.start < span.end)


def split_sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, trimmed, in order, never overlapping, never empty."""
    return split_blocks(text, join_wrapped_lines(text, split_lines(text)))


def split_blocks(text: str, blocks: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of the sentences inside the given blocks (paragraphs)."""
    found = (trim_span(text, span) for block in blocks for span in _split_block(text, block))
    return tuple(span for span in found if span.start < span.end)


def join_wrapped_lines(text: str, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """Blocks of lines: neighbours are joined where a sentence plainly runs on over a single line break."""
    blocks: list[Span] = []
    last_line = Span(0, 0)
    for line in lines:
        if blocks and _runs_on(text, last_line, line):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
        last_line = line
    return tuple(blocks)


def trim_span(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty spans come back empty."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))


def _runs_on(text: str, before: Span, after: Span) -> bool:
    length = before.end - before.start
    if not SHORTEST_WRAPPED_LINE <= length <= LONGEST_WRAPPED_LINE:
        return False
    gap = text[before.end : after.start]
    if gap.replace("\r\n", "\n").count("\n") != 1:
        return False
    tail = text[max(before.start, before.end - 8) : before.end]
    return text[after.start].islower() and not _ENDS_SENTENCE.search(tail)


def _split_block(text: str, block: Span) -> list[Span]:
    """Sentences of one block; one that runs over the edge of a piece is put together again."""
    spans: list[Span] = []
    for piece in _cut_pieces(text, block):
        parts = _split_piece(text, piece)
        if spans and parts and not _ENDS_SENTENCE.search(text[max(0, piece.start - 8) : piece.start]):
            parts[0] = Span(spans.pop().start, parts[0].end)
        spans.extend(parts)
    return spans


def _cut_pieces(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while block.end - start > LONGEST_PIECE:
        limit = start + LONGEST_PIECE
        space = text.rfind(" ", start + LONGEST_PIECE // 2, limit)
        end = space + 1 if space >= 0 else limit
        yield Span(start, end)
        start = end
    yield Span(start, block.end)


def _split_piece(text: str, piece: Span) -> list[Span]:
    # A lone surrogate cannot be handed to the library; one replacement character keeps every offset.
    content = _SURROGATE.sub("\ufffd", text[piece.start : piece.end])
    spans: list[Span] = []
    for boundary in get_sentence_boundaries("en", content):
        start, end = boundary["start_index"], boundary["end_index"]
        if content[start:end] != boundary["text"]:
            raise ValueError("The sentence splitter returned offsets that do not match the text.")
        span = Span(piece.start + start, piece.start + end)
        if spans and _belongs_to_previous(text, spans[-1], span):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return [part for span in spans for part in _cut_at_ellipses(text, span)]


def _belongs_to_previous(text: str, previous: Span, current: Span) -> bool:
    before = text[max(previous.start, previous.end - 12) : previous.end]
    after = text[current.start : current.start + 8]
    if _TITLE_AT_END.search(before):
        return True
    if _CLOCK_AT_END.search(before) and _TIME_ZONE.match(after):
        return True
    # A sentence that "begins" with a small letter after a full stop is the rest of one cut at an
    # abbreviation.
    return after[:1].islower() and before.rstrip().endswith(".")


def _cut_at_ellipses(text: str, span: Span) -> Iterator[Span]:
    piece = text[span.start : span.end]
    start = 0
    for match in _AFTER_ELLIPSIS.finditer(piece):
        head = piece[start : match.start()]
        # Words left out in the middle of a quotation do not end it.
        if head.count("“") > head.count("”") or head.count('"') % 2:
            continue
        yield Span(span.start + start, span.start + match.end())
        start = match.end()
    yield Span(span.start + start, span.end)
