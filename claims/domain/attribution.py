"""The claimant of every sentence of an article, and the statement that is left without its attribution frame.

Idea: who says something is written once and meant for several sentences. So the article is read in order,
with a memory of names, documents and the last speaker. Each sentence goes through `frames` (where the
attribution stands) and `speakers` (whom it names).

Two rules reach beyond the sentence, and both are careful:
- an outlet's attribution that ends with a colon ("For now, NBC reports, ...:") opens its reporting: in the
  paragraphs after it, unnamed and quoted speakers speak through that outlet, and an unattributed sentence
  beside them is the outlet's; the first paragraph that is not mostly attributed is the article's own voice
  again and closes it;
- a sentence of hearsay ("reportedly") between two sentences that both come from the same outlet is that
  outlet's.

Limits: see `frames` and `speakers`. Reference: the source-cue-content view of Pareti, "A database of
attribution relations" (LREC 2012).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.domain.frames import Frame, find_frames, find_quotations
from claims.domain.hedges import strip_hearsay
from claims.domain.names import NameKind, classify_name, find_names, map_surnames, strip_title
from claims.domain.speakers import Memory, name_outlet, remember, resolve_speaker
from claims.domain.types import AUTHOR, Claimant, ClaimantKind, Span

# At least this share of a paragraph's sentences must name a speaker for it to still be quoted reporting.
ATTRIBUTED_SHARE = 0.5
# A statement is direct speech when most of its characters stand between quotation marks.
DIRECT_SHARE = 0.5

_EDGES = ' ,.;:"“”'
_DOUBLE_MARKS = re.compile('["“”]')
_FINISHED = re.compile(r"[.!?…][\"”’)]?\Z")
_THINKS = re.compile(r"\A(?:He|She|They)\s(?:believes?|thinks?)\s(?:that\s)?(?=\w)")
_HEARSAY = re.compile(r"\b(?:reportedly|allegedly|apparently)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One sentence's claimant and its statement without frame and hearsay words."""

    claimant: Claimant
    statement: str
    frame: tuple[Span, ...] = ()  # where the cut attribution stands in the sentence


def attribute_paragraphs(paragraphs: Sequence[Sequence[str]]) -> list[list[Attribution]]:
    """Claimants of all sentences, paragraph by paragraph, in the order of the article."""
    memory = Memory(map_surnames(tuple(sentence for paragraph in paragraphs for sentence in paragraph)))
    outlet = ""
    result: list[list[Attribution]] = []
    for paragraph in paragraphs:
        attributions = _follow_outlet([_attribute_sentence(sentence, memory) for sentence in paragraph])
        if outlet:
            attributions, outlet = _carry_outlet(paragraph, attributions, outlet)
        if paragraph and paragraph[-1].rstrip().endswith(":"):
            outlet = _find_outlet(attributions) or outlet
        result.append(attributions)
    return _credit_hearsay(result, paragraphs)


def attribute_clause(clause: str, surnames: dict[str, str]) -> Attribution | None:
    """The attribution that a clause carries itself ("the ministry said 40 had died"), None where it has none."""
    return _read_frames(clause, Memory(surnames))


def strip_frame(sentence: str, cuts: Sequence[Span], *, direct: bool = False) -> str:
    """The statement alone: frame and marks of direct speech dropped, capital and full stop restored."""
    kept, position = [], 0
    for cut in cuts:
        kept.append(sentence[position : cut.start])
        position = cut.end
    kept.append(sentence[position:])
    parts = [part.strip() for part in kept if part.strip(_EDGES)]
    if direct:
        parts = [_DOUBLE_MARKS.sub("", part) for part in parts]
    statement = tidy_statement(_join_parts(parts, spoken=direct))
    inner = _THINKS.sub("", statement)
    return tidy_statement(inner) if inner else statement


def tidy_statement(text: str) -> str:
    """White space and hearsay words tidied, a capital in front, a full stop behind."""
    text = strip_hearsay(text).lstrip(" ,;:").rstrip(" ,;:—–-")
    if not text:
        return text
    ending = "" if _FINISHED.search(text[-3:]) else "."
    return text[0].upper() + text[1:] + ending


def _join_parts(parts: list[str], *, spoken: bool) -> str:
    if len(parts) < 2:
        return "".join(parts)
    head, tail = parts[0].rstrip(" ,"), " ".join(parts[1:])
    if tail[0] in ".,;":
        return f"{head}{tail}"
    if spoken and tail[:1].isalpha():
        # '"...," he said, adding that Y': two statements of one speaker.
        return f"{head}. {tail[0].upper()}{tail[1:]}" if head[-1:] not in ".!?" else f"{head} {tail}"
    return f"{parts[0]} {tail}"


def _attribute_sentence(sentence: str, memory: Memory) -> Attribution:
    attribution = _read_frames(sentence, memory) or _read_bare_quotation(sentence, memory)
    if attribution is None:
        memory.last = None
        attribution = Attribution(AUTHOR, tidy_statement(sentence))
    else:
        remember(attribution.claimant, memory)
    memory.nearby = _list_people(sentence, memory)
    return attribution


def _read_frames(sentence: str, memory: Memory) -> Attribution | None:
    for frame in find_frames(sentence):
        claimant = resolve_speaker(frame.subject, memory, aside=frame.aside, listener=frame.listener)
        if claimant is None or _is_self_report(claimant, frame):
            continue
        direct = _is_direct(sentence, frame)
        statement = strip_frame(sentence, frame.cuts, direct=direct) if frame.cuts else tidy_statement(sentence)
        return Attribution(replace(claimant, direct=direct), statement or tidy_statement(sentence), frame.cuts)
    return None


def _is_self_report(claimant: Claimant, frame: Frame) -> bool:
    """Whether a person only found or read something: "the survey found" speaks, "the man found" does not."""
    quiet = frame.verb in (
        "found",
        "finds",
        "learned",
        "shows",
        "showed",
        "reads",
        "calls",
        "called",
        "listed",
        "cited",
    )
    return quiet and claimant.kind in (ClaimantKind.PERSON, ClaimantKind.UNNAMED)


def _is_direct(sentence: str, frame: Frame) -> bool:
    quoted = sum(span.end - span.start for span in find_quotations(sentence))
    cut = sum(span.end - span.start for span in frame.cuts)
    return quoted >= DIRECT_SHARE * max(1, len(sentence) - cut)


def _read_bare_quotation(sentence: str, memory: Memory) -> Attribution | None:
    """A quotation that stands alone continues the last speaker, or has one that nobody can tell."""
    quotations = find_quotations(sentence)
    opens = sentence[:1] in '“"' and len(sentence.split()) > 3
    unclosed = opens and sentence.count("“") > sentence.count("”")
    if not unclosed and not (quotations and quotations[0].start == 0 and quotations[0].end >= len(sentence) - 1):
        return None
    speaker = memory.last or Claimant("", ClaimantKind.UNNAMED)
    return Attribution(replace(speaker, direct=True), tidy_statement(sentence.strip('“”"')))


def _list_people(sentence: str, memory: Memory) -> tuple[str, ...]:
    found = []
    for span in find_names(sentence):
        name = strip_title(sentence[span.start : span.end])
        name = memory.surnames.get(name, name)
        if name in memory.surnames.values() and classify_name(name) is NameKind.PERSON:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _follow_outlet(attributions: list[Attribution]) -> list[Attribution]:
    """An unnamed speaker right after a sentence that credits an outlet speaks to that outlet."""
    result: list[Attribution] = []
    for attribution in attributions:
        outlet = _find_outlet(result[-1:])
        if outlet and attribution.claimant.kind is ClaimantKind.UNNAMED:
            attribution = _credit_outlet(attribution, outlet)
        result.append(attribution)
    return result


def _find_outlet(attributions: Sequence[Attribution]) -> str:
    for attribution in reversed(attributions):
        claimant = attribution.claimant
        if claimant.kind is ClaimantKind.OUTLET:
            return claimant.name
        if claimant.via and name_outlet("x " + claimant.via):
            return claimant.via
    return ""


def _carry_outlet(
    paragraph: Sequence[str], attributions: list[Attribution], outlet: str
) -> tuple[list[Attribution], str]:
    """The paragraph, the outlet's where it still reports, and the outlet, "" where the article speaks."""
    framed = sum(1 for attribution in attributions if attribution.claimant != AUTHOR)
    if framed < ATTRIBUTED_SHARE * len(attributions):
        # A line that leads into the next quoted block is the author's, and the block goes on after it.
        return attributions, outlet if paragraph[-1].rstrip().endswith(":") else ""
    return [_credit_outlet(attribution, outlet) for attribution in attributions], outlet


def _credit_outlet(attribution: Attribution, outlet: str) -> Attribution:
    claimant = attribution.claimant
    if claimant == AUTHOR:
        return replace(attribution, claimant=Claimant(outlet, ClaimantKind.OUTLET))
    if claimant.via is None and claimant.kind is not ClaimantKind.OUTLET:
        return replace(attribution, claimant=replace(claimant, via=outlet))
    return attribution


def _credit_hearsay(
    attributed: list[list[Attribution]], paragraphs: Sequence[Sequence[str]]
) -> list[list[Attribution]]:
    flat = [(i, j) for i, paragraph in enumerate(attributed) for j in range(len(paragraph))]
    for before, here, after in zip(flat, flat[1:], flat[2:], strict=False):
        current = attributed[here[0]][here[1]]
        if current.claimant != AUTHOR or not _HEARSAY.search(paragraphs[here[0]][here[1]]):
            continue
        first = _find_outlet([attributed[before[0]][before[1]]])
        if first and first == _find_outlet([attributed[after[0]][after[1]]]):
            attributed[here[0]][here[1]] = replace(current, claimant=Claimant(first, ClaimantKind.OUTLET))
    return attributed
