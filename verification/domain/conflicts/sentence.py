"""A statement read word by word, as all comparisons need it: concepts, clauses, names, places, negation.

Method: the words of the quote that are also in the statement's text are its own; the others are attribution
and are passed over. Clauses are cut at punctuation and conjunctions. A word is negated when it is among the
first that a negator reaches in its clause.

Limits: no parse; clauses and reach stand in for one. A statement is read up to `LONGEST_READ` words.
Reference: none, own method.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from claims.domain.dates import find_date_spans
from claims.domain.lexicon import COMPANIES, OUTLETS, list_words
from claims.domain.names import find_names
from claims.domain.types import Quantity, Span
from verification.domain.gazetteer import LONGEST_NAME, find_place
from verification.domain.lexemes import PAST_FORMS, Lexeme, find_lexeme, find_phrase
from verification.domain.roles import is_role
from verification.domain.types import Statement
from verification.domain.wording import STOP_WORDS

# News sentences have 20 to 40 words; what stands behind this adds cost and no fact.
LONGEST_READ = 150

# A sentence has small long words; in a headline set in capitals most have one.
LONG_WORD = 4
HEADLINE_SHARE = 0.7

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\b[ap]\.m\.|[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?(?<=\b(?:St|Mr|Dr|Jr)\.)|[^\W\d_]+(?:[-'’][^\W\d_]+)*"
    r"|\d[\d.,]*\d|\d|[^\w\s]"
)
_BREAKS = frozenset(",;:.!?—–()")
_CONJUNCTIONS = list_words(
    "and but or while whereas although though because after before when if who which since unless despite"
)
_LIGHT = list_words(
    "be have do take make go come get place there according will would can could may might shall should must"
    " also first second new later early earlier late still already again away back via among amid including"
    " shortly a.m. p.m. morning afternoon evening night noon midnight"
    " during since until through longer day week month year time today yesterday tomorrow"
)
_LONGEST_LINK = 40
_LINK = re.compile(
    r"\b(r(?:un|uns|unning|an)|st(?:ands?|ood|anding)|amount(?:s|ed|ing)?|worth|total(?:s|led|ling)?|numbers?|numbered)"
    r"\s(?:(?:at|to|in|about|around|some|nearly|almost|over|just|only|well|more|less|than)\s){0,4}\Z",
    re.IGNORECASE,
)
_SPOKEN = list_words("claim claimed claims report reported reports announced declared confirmed confirms say said says")
_AUXILIARIES = list_words("is was has will would had can could may might must says")
_NOT_FIRST_NAMES = re.compile(r"(?:tion|ment|ness|ity|ism|ing|s|ure|ance|ence|ship|ics|age|al|ed|ly)\Z")


@dataclass(frozen=True, slots=True)
class _Form:
    """What a word or sign says by itself, wherever it stands."""

    lower: str
    lexeme: Lexeme
    content: bool
    role: bool
    spoken: bool
    parts: bool  # begins another clause


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign of a quote, `quote[start:end]`."""

    text: str
    lower: str
    start: int
    end: int
    lexeme: Lexeme
    own: bool  # no part of the attribution
    clause: int
    content: bool = False
    number: bool = False
    dated: bool = False
    name: int = -1  # which name of the sentence it belongs to
    place: str = ""
    role: bool = False
    spoken: bool = False  # a verb of speech, which is no topic

    @property
    def valued(self) -> bool:
        """Whether it is part of a value that is compared by itself."""
        return self.number or self.dated or self.name >= 0 or bool(self.place)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one statement, and its names as spans of words."""

    words: tuple[Word, ...]
    names: tuple[Span, ...]  # ranges of indices into `words`
    own: tuple[Word, ...] = ()  # those that are no attribution
    topic: frozenset[str] = field(default=frozenset())  # keys of the content words that are no values and no roles
    others: frozenset[str] = field(default=frozenset())  # names, places and roles
    meanings: frozenset[str] = field(default=frozenset())  # every concept of the topic's words
    further: tuple[tuple[str, frozenset[str]], ...] = ()  # concepts besides its key, of each topic word that has any


def read_sentence(statement: Statement) -> Sentence:
    """The statement read word by word."""
    quote = statement.quote
    matches = list(_TOKEN.finditer(quote))[:LONGEST_READ]
    texts = [match.group() for match in matches]
    forms = [_read_form(text) for text in texts]
    own = _find_own(texts, quote, statement.text)
    names = _find_names(quote, matches, texts)
    place_of = _find_places(texts)
    lexemes, joined = _find_lexemes(texts, forms)
    name_of = {index: number for number, span in enumerate(names) for index in range(span.start, span.end)}
    starts = [match.start() for match in matches]
    dated, counted = (_find_covered(starts, spans) for spans in (find_date_spans(quote), statement.quantities))
    linking = _find_linking(statement)
    words = tuple(
        Word(
            text=texts[index],
            lower=form.lower,
            start=starts[index],
            end=matches[index].end(),
            lexeme=lexemes[index],
            own=own[index],
            clause=clause,
            content=form.content and index not in joined and starts[index] not in linking,
            number=texts[index][0].isdigit() or index in counted,
            dated=index in dated,
            name=name_of.get(index, -1),
            place=place_of.get(index, ""),
            role=form.role and index not in name_of,
            spoken=form.spoken,
        )
        for index, (form, clause) in enumerate(zip(forms, _number_clauses(forms), strict=True))
    )
    said = [w for w in words if w.own and w.content]
    topic = frozenset(w.lexeme.key for w in said if not w.valued and not w.role)
    others = frozenset(w.place or w.lexeme.key for w in said if w.name >= 0 or w.place or w.role)
    meanings = frozenset(concept for w in said if w.lexeme.key in topic for concept, _ in w.lexeme.concepts)
    own_words = tuple(word for word in words if word.own)
    return Sentence(words, names, own_words, topic, others, meanings, _find_further(words, topic))


@lru_cache(maxsize=20_000)
def _read_form(text: str) -> _Form:
    lower = text.casefold()
    return _Form(
        lower=lower,
        lexeme=find_lexeme(text),
        content=_is_content(text),
        role=is_role(text),
        spoken=lower in _SPOKEN,
        parts=text in _BREAKS or lower in _CONJUNCTIONS,
    )


def _find_covered(starts: Sequence[int], spans: Iterable[Span | Quantity]) -> set[int]:
    """Which of the words begin inside one of the spans."""
    return {index for span in spans for index, start in enumerate(starts) if span.start <= start < span.end}


def _find_further(words: Sequence[Word], topic: frozenset[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    found: dict[str, set[str]] = defaultdict(set)
    for lexeme in (w.lexeme for w in words if len(w.lexeme.concepts) > 1 and w.lexeme.key in topic):
        found[lexeme.key].update(concept for concept, _ in lexeme.concepts[1:])
    return tuple((key, frozenset(concepts)) for key, concepts in found.items())


def _find_linking(statement: Statement) -> set[int]:
    """Where verbs stand that only tie an amount to what it measures: it "stands at", "amounts to" so much."""
    lefts = (statement.quote[max(0, q.start - _LONGEST_LINK) : q.start] for q in statement.quantities)
    starts = (max(0, q.start - _LONGEST_LINK) for q in statement.quantities)
    found = ((start, _LINK.search(left)) for start, left in zip(starts, lefts, strict=True))
    return {start + match.start(1) for start, match in found if match}


def _is_content(text: str) -> bool:
    lowered = text.casefold()
    return (
        len(text) > 1
        and text[0].isalpha()
        and lowered not in STOP_WORDS
        and lowered not in _LIGHT
        and find_lexeme(text).key not in _LIGHT
        and not lowered.endswith(("n't", "n’t"))
    )


def _find_own(texts: list[str], quote: str, text: str) -> list[bool]:
    if not text or text == quote:
        return [True] * len(texts)
    kept = [match.group().casefold() for match in _TOKEN.finditer(text)][:LONGEST_READ]
    own = [False] * len(texts)
    blocks = SequenceMatcher(None, [t.casefold() for t in texts], kept, autojunk=False).get_matching_blocks()
    for block in blocks:
        own[block.a : block.a + block.size] = [True] * block.size
    return own


def _find_names(quote: str, matches: list[re.Match[str]], texts: list[str]) -> tuple[Span, ...]:
    if _is_headline(texts):
        return ()
    found = []
    for span in find_names(quote):
        inside = [i for i, m in enumerate(matches) if span.start <= m.start() < span.end and texts[i][0].isalpha()]
        if inside and not (len(inside) == 1 and _only_opens(inside[0], texts)):
            found.append(Span(inside[0], inside[-1] + 1))
    return tuple(found)


def _is_headline(texts: list[str]) -> bool:
    """Whether nearly every word has a capital, so that capitals say nothing about names."""
    long = [text for text in texts[1:] if len(text) >= LONG_WORD and text[0].isalpha()]
    return len(long) > 2 and sum(text[0].isupper() for text in long) >= HEADLINE_SHARE * len(long)


def _only_opens(index: int, texts: list[str]) -> bool:
    """Whether a capital is due to the sentence's beginning and nothing says that the word is a name."""
    word = texts[index]
    if index and texts[index - 1] not in ('"', "“", "”", ":", "."):
        return False
    lowered = word.casefold()
    if find_place(word) or lowered in COMPANIES or lowered in OUTLETS or lowered.endswith(("'s", "’s")):
        return False
    known = is_role(word) or find_lexeme(word).key.startswith("#") or lowered in STOP_WORDS
    follows = texts[index + 1].casefold() if index + 1 < len(texts) else ""
    # A name that begins a sentence is its subject: a verb follows.
    acts = follows.endswith("ed") or follows in PAST_FORMS or follows in _AUXILIARIES or follows == ","
    return known or bool(_NOT_FIRST_NAMES.search(lowered)) or not acts


def _find_places(texts: list[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    index = 0
    while index < len(texts):
        if texts[index][0].isupper():
            for length in range(min(LONGEST_NAME, len(texts) - index), 0, -1):
                place = find_place(" ".join(texts[index : index + length]))
                if place:
                    found.update((index + offset, place) for offset in range(length))
                    index += length - 1
                    break
        index += 1
    return found


def _find_lexemes(texts: Sequence[str], forms: Sequence[_Form]) -> tuple[list[Lexeme], set[int]]:
    """The concepts of each word; a particle that belongs to the verb before it counts no more by itself."""
    lexemes = [form.lexeme for form in forms]
    joined: set[int] = set()
    for index in range(len(texts) - 1):
        for length in (3, 2):
            phrase = find_phrase(texts[index : index + length])
            if phrase and index not in joined:
                lexemes[index] = phrase
                joined.update(range(index + 1, index + length))
                break
    return lexemes, joined


def _number_clauses(forms: Sequence[_Form]) -> list[int]:
    return list(accumulate(int(form.parts) for form in forms))


def measure_likeness(a: Sentence, b: Sentence) -> tuple[int, float]:
    """Shared words, and their share of the smaller topic in [0, 1]; names and roles count where shared only.

    Words are shared that have a concept in common, though it be the second of either ("finished", the opposite of
    "began" and the same as "completed").
    """
    # A name that opens a sentence may not be known for one.
    names_a, names_b = a.topic & b.others, b.topic & a.others
    others = len(a.others & b.others) + len(names_a) + len(names_b)
    topic_a, topic_b = a.topic - names_a, b.topic - names_b
    shared = max(len(topic_a & topic_b), min(_count_met(a, topic_a, b), _count_met(b, topic_b, a))) + others
    smaller = min(len(topic_a), len(topic_b)) + others
    return shared, shared / smaller if smaller else 0.0


def _count_met(a: Sentence, topic: frozenset[str], b: Sentence) -> int:
    """How many words of `topic`, which is that of `a`, have a meaning of the other topic."""
    met = topic & b.meanings
    others = (key in topic and key not in met and not concepts.isdisjoint(b.meanings) for key, concepts in a.further)
    return len(met) + sum(others)
