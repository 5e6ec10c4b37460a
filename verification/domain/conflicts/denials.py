"""What a statement denies or negates, as ranges of its quote.

Method: a negator ("not", "never", "refused to") reaches the first content words after it, "no" its noun
phrase. A denial ("denied that", "is false", "hoax") reaches what follows it in its sentence up to "but", or,
where nothing follows, all that stands before it. What only says that a matter is open ("no decision yet") is
left to modality.

Limits: see `polarity`. Reference: see `polarity`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.domain.cues import compile_cues
from claims.domain.lexicon import list_words
from claims.domain.types import Span
from verification.domain.conflicts.negations import Denied
from verification.domain.conflicts.sentence import Sentence, Word
from verification.domain.polarity import SCOPE_WORDS, find_denial, find_negators
from verification.domain.types import Statement

_NEXT_BUT_ONE = re.compile(r"\s\w{1,20}\s")  # "cannot live without"
# "has not decided", "no final decision", "not clear whether": the matter is open, which denies nothing.
_OPEN_MATTER = compile_cues(
    r"\s(?:\w+\s){0,2}(?:deci(?:ded|sions?)|clear|known|certain|confirmed|ruled\sout|finali[sz]ed"
    r"|final(?=\s(?:decisions?|agreements?|deals?|plans?|word|version|text|list|dates?)\b)|final(?=\W*\Z)(?<!\bthe\sfinal))\b",
)
# What is not said or confirmed may still be so.
_SAYING = compile_cues(
    r"\s(?:(?:been|be|yet|also|\w+ly)\s){0,3}(?:say|said|tell|told|confirm(?:ed)?|comment(?:ed|s)?|repl(?:y|ied)|respond(?:ed)?"
    r"|report(?:ed)?|announce[d]?|disclose[d]?|reveal(?:ed)?|name[d]?|identif(?:y|ied)|specif(?:y|ied))\b",
)
_STOPS = compile_cues(r"[;:.!?—–()]|,|\b(?:but|although|though|while|because|after|before|when|and)\b")
_DENIAL_STOPS = compile_cues(r"[;.!?]|,\s(?:but|and|while)\b|\s(?:but|while)\s")
_NOUN_STOPS = compile_cues(r"[,;:.!?—–()]|\b(?:in|on|at|from|to|for|with|by|during|after|before|when|but)\b")
# "refused to talk or to pay": either was refused.
_COORDINATED = compile_cues(r"\bor\s")
# "No study has ever linked them": what no subject did, did not happen.
_PREDICATE = compile_cues(
    r"(?:\s[\w'’-]+){1,4}\s(?:has|have|had|is|are|was|were|will|would|can|could|did|does|do)\b(?:\s(?:ever|yet|been|\w+ly)\b)*"
)
_NOBODY = list_words("none nobody")
_ADVERBS = list_words("even ever yet just also still quite once often always again single longer only")
_GOVERNED = re.compile(r"\b(?:with|of|for|in|to|by|at|from|on)\s\Z")
_OF = compile_cues(r"\s(?:of|between|that|whether|to|for|in|on|at|from|with|by)\b")
# What was skipped did not happen: "skipped the inspection", "the inspection was skipped".
_OMITTED = compile_cues(
    r"(?P<passive>\b(?:is|are|was|were|be|been|being|got)\s(?:\w+ly\s|also\s|again\s)?)?"
    r"\b(?:skip(?:s|ped|ping)?|omit(?:s|ted|ting)?|neglect(?:s|ed|ing)?|forgoes|forwent|forgone|waive[sd]?"
    r"|bypass(?:es|ed|ing)?)\b",
)


def find_denied(statement: Statement, sentence: Sentence) -> tuple[Denied, ...]:
    """Everything that the statement rejects, in order."""
    quote = statement.quote
    cues = _drop_lacks(quote, find_negators(quote)) if statement.negated else []
    found = [_read_negator(sentence, quote, cue) for cue in cues if not _is_open(quote, cue)]
    found += [_read_omission(sentence, quote, cue) for cue in _OMITTED.finditer(quote)]
    denial = find_denial(quote)
    answers = denial is not None and quote[denial.start : denial.end].strip(" .:;—–").casefold() == "no"
    if denial is not None and not (answers and found):  # "No, he was not": said once, and stressed
        found.append(_read_denial(sentence, quote, denial))
    return tuple(d for d in found if d is not None)


def find_unmarked(statement: Statement, sentence: Sentence) -> tuple[Denied, ...]:
    """The negations of a statement that as a whole is marked as affirming something."""
    if statement.negated:
        return ()
    found = [_read_negator(sentence, statement.quote, cue) for cue in find_negators(statement.quote)]
    return tuple(d for d in found if d is not None)


def _drop_lacks(quote: str, cues: Sequence[Span]) -> list[Span]:
    """Without the second of two negations that make an affirmation ("cannot live without salt")."""
    ends = [cue.end for cue in cues]
    return [
        cue
        for cue in cues
        if quote[cue.start : cue.end].casefold() != "without"
        or not any(_NEXT_BUT_ONE.fullmatch(quote, end, cue.start) for end in ends if end < cue.start)
    ]


def _is_open(quote: str, cue: Span) -> bool:
    return _OPEN_MATTER.match(quote, cue.end) is not None


def _read_negator(sentence: Sentence, quote: str, cue: Span) -> Denied | None:
    written = quote[cue.start : cue.end].casefold()
    stops = _NOUN_STOPS if written == "no" and not quote[cue.end : cue.end + 8].startswith(" longer") else _STOPS
    if _SAYING.match(quote, cue.end):
        return None
    stop = stops.search(quote, cue.end)
    limit = stop.start() if stop else len(quote)
    after = [w for w in sentence.words if w.content and cue.end <= w.start]
    reached = [w for w in after if w.start < limit][:SCOPE_WORDS]
    if not reached:
        return None
    head = _find_noun(quote, cue, reached) if written == "no" else _find_negated(written, reached)
    told = _PREDICATE.match(quote, cue.end) if written == "no" and not _GOVERNED.search(quote, 0, cue.start) else None
    further = told or _COORDINATED.search(quote, cue.end, limit)
    if further:
        added = [w for w in after if further.end() <= w.start][: 1 if told else SCOPE_WORDS]
        head = added[0] if told and added else head
        reached += added
    return Denied(cue, Span(cue.end, max(w.end for w in reached)), head.start if head else None)


def _find_negated(written: str, reached: Sequence[Word]) -> Word | None:
    """The word that is negated: not the adverb before it, and of "none of the crew survived" it cannot be told."""
    if written in _NOBODY:
        return None
    return next((word for word in reached if not word.lower.endswith("ly") and word.lower not in _ADVERBS), None)


def _find_noun(quote: str, cue: Span, reached: Sequence[Word]) -> Word:
    """What there is none of: the last of "no direct link" before "between them"."""
    end = _OF.search(quote, cue.end)
    before = [word for word in reached if end is None or word.start < end.start()]
    return (before or reached)[-1]


def _read_omission(sentence: Sentence, quote: str, cue: re.Match[str]) -> Denied | None:
    """Left out is what follows the verb, or in the passive what stands before it in its clause."""
    span = Span(cue.end() if cue["passive"] is None else cue.end("passive"), cue.end())
    if cue["passive"] is None:
        return _read_negator(sentence, quote, Span(cue.start(), cue.end()))
    begin = max((stop.end() for stop in _STOPS.finditer(quote, 0, cue.start())), default=0)
    subject = [w for w in sentence.words if w.content and begin <= w.start < cue.start()]
    return Denied(span, Span(subject[0].start, cue.start())) if subject else None


def _read_denial(sentence: Sentence, quote: str, cue: Span) -> Denied:
    stop = _DENIAL_STOPS.search(quote, cue.end)
    limit = stop.start() if stop else len(quote)
    after = [w for w in sentence.words if w.content and cue.end <= w.start < limit]
    reach = Span(cue.end, limit) if after else Span(0, len(quote))
    return Denied(cue, reach, whole=True)
