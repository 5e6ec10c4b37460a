"""All typed conflicts between the statements of one claim.

Idea: sentence vectors hardly see that "25 percent" is not "10 percent", and language models do no better
than guessing on numbers, so values are compared as values. Two statements are compared only where they speak
of the same thing: enough of their other words are shared. Method: each statement is read once into a
profile; each pair of different profiles goes through one rule a type (number, date, place, actor, negation,
attribution, modality), which asks first for what it cannot fire without; what time explains is turned into
*superseded*.

Numbers and dates in the attribution ("said on Monday") are left out: they tell when somebody spoke.

Limits: English cue words; see each rule's module. Reference: de Marneffe, Rafferty and Manning, "Finding
contradictions in text" (2008), for the types.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, product

from claims.domain.types import Span
from verification.domain.conflicts.actors import Cast, cast_agents, clash_agents
from verification.domain.conflicts.agents import find_agents
from verification.domain.conflicts.changes import Course, Telling, explain_by_time, find_turn
from verification.domain.conflicts.claimants import Voice, clash_claimants
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.days import Dated, agree_dates, clash_dates, read_dated, tell_opposites
from verification.domain.conflicts.denials import find_denied, find_unmarked
from verification.domain.conflicts.locations import Scene, clash_places, read_scene
from verification.domain.conflicts.modalities import Graded, clash_firmness, grade_words
from verification.domain.conflicts.negations import Signed, clash_signs, sign_words
from verification.domain.conflicts.numbers import Counted, NumberComparison, read_counted
from verification.domain.conflicts.sentence import Sentence, measure_likeness, read_sentence
from verification.domain.polarity import read_polarity
from verification.domain.roles import is_role, may_be_same
from verification.domain.types import DISPUTING, DISPUTING_STRENGTH, ConflictType, FoundConflict, Statement

# Share of the smaller statement's topic that both have. Half is what two reporters' sentences on one fact
# reach; below it the numbers of neighbouring facts would be set against each other.
SAME_TOPIC = 0.5
# One shared word is a name or an accident, unless it is all that the shorter statement says.
LEAST_SHARED = 2


# Extraction makes no mention of a longer statement; this bounds the time for those that come another way.
LONGEST_STATEMENT = 2_000
_CONCERNING = re.compile(r"\b(?:in|for|among|amongst)\s(?:\w+\s)??(\w+s|children|men|women|people)\b")
_EDGES_OF_TIME = frozenset({"beginning", "start", "end", "middle", "early", "late", "before", "after"})
_ENGLISH = frozenset({"the", "of", "was", "is", "has", "were", "and"})


@dataclass(frozen=True, slots=True)
class _Profile:
    """All that a comparison needs of one statement, worked out once and not once per pair."""

    statement: Statement
    sentence: Sentence
    signed: Signed
    unseen: Span | None  # negated in words that no list has
    counted: tuple[Counted, ...]
    dated: tuple[Dated, ...]
    scene: Scene
    cast: Cast
    graded: Graded
    voice: Voice
    course: Course
    concerned: tuple[str, ...]  # whom it names as concerned
    is_english: bool


def find_conflicts(statements: Sequence[Statement]) -> tuple[FoundConflict, ...]:
    """All typed conflicts between the statements of one claim, sorted; `a < b` in each; any input order,
    same result.

    Raises ValueError when two statements share an id.
    """
    ordered = sorted(statements, key=lambda statement: statement.id)
    if len({statement.id for statement in ordered}) < len(ordered):
        raise ValueError("Two statements have the same id; each mention may be given once.")
    numbers = NumberComparison()
    found = [
        _report_clash(a, b, clash)
        for some, others in combinations(_gather_wordings(ordered), 2)
        if (read := _compare_words(some.profile, others.profile, numbers)) is not None
        for (one, told_so), (other, told_otherwise) in product(some.told, others.told)
        for clash in _place_in_time(one, other, read)
        for a, b in product(told_so, told_otherwise)
    ]
    return tuple(sorted(found, key=lambda c: (c.a, c.b, c.type, c.start_a)))


@dataclass(frozen=True, slots=True)
class _Wording:
    """Statements that say the same in the same words, by when they were told: they cannot clash with each other."""

    profile: _Profile
    told: list[tuple[Telling, list[Statement]]]


def _gather_wordings(statements: Sequence[Statement]) -> list[_Wording]:
    alike: dict[Hashable, dict[datetime | None, list[Statement]]] = {}
    for statement in statements:
        alike.setdefault(_sign_statement(statement), {}).setdefault(statement.published_at, []).append(statement)
    return [_read_wording(by_time) for by_time in alike.values()]


def _read_wording(by_time: Mapping[datetime | None, list[Statement]]) -> _Wording:
    profile = profile_statement(next(iter(by_time.values()))[0])
    return _Wording(profile, [(Telling(profile.course, at), told) for at, told in by_time.items()])


def _sign_statement(s: Statement) -> Hashable:
    """Equal for statements that say the same in the same words; their dates are read by the day of the article."""
    day = s.published_at.date() if s.published_at and s.dates else None
    return s.quote, s.text, s.claimant, s.negated, s.quantities, s.dates, day, s.published_at is None


def disagree(some: Sequence[Statement], others: Sequence[Statement]) -> bool:
    """Whether a conflict that disputes, or a later state, stands between a statement of `some` and one of `others`.

    Symmetric. A weak conflict does not count: it would part two origins without setting them against each other, and
    so turn a doubtful difference into corroboration.
    """
    numbers = NumberComparison()
    profiles = [profile_statement(statement) for statement in others]
    return any(
        (clash.type in DISPUTING and clash.strength >= DISPUTING_STRENGTH) or clash.type == ConflictType.SUPERSEDED
        for profile in map(profile_statement, some)
        for other in profiles
        if profile.statement.id != other.statement.id
        for clash in _compare(profile, other, numbers)
    )


def profile_statement(statement: Statement) -> _Profile:
    """The statement as the rules read it, its first `LONGEST_STATEMENT` characters."""
    if len(statement.quote) > LONGEST_STATEMENT:
        statement = replace(
            statement, quote=statement.quote[:LONGEST_STATEMENT], text=statement.text[:LONGEST_STATEMENT]
        )
    quote, sentence = statement.quote, read_sentence(statement)
    return _Profile(
        statement=statement,
        sentence=sentence,
        signed=sign_words(sentence, find_denied(statement, sentence), find_unmarked(statement, sentence)),
        unseen=read_polarity(statement).unseen,
        counted=read_counted(statement, [q for q in statement.quantities if _belongs(statement, q.start, q.end)]),
        dated=read_dated(statement, sentence, [d for d in statement.dates if _belongs(statement, d.start, d.end)]),
        scene=read_scene(sentence),
        cast=cast_agents(find_agents(sentence)),
        graded=grade_words(quote, sentence),
        voice=Voice(statement, sentence),
        course=Course(quote, statement.quantities, sentence),
        concerned=tuple(m[1] for m in _CONCERNING.finditer(quote) if is_role(m[1])),
        is_english=not _ENGLISH.isdisjoint(quote.casefold().split()),
    )


def _belongs(statement: Statement, start: int, end: int) -> bool:
    """Whether the value stands in what is claimed, and not in the attribution around it."""
    return not statement.text or statement.quote[start:end] in statement.text


@dataclass(frozen=True, slots=True)
class _Read:
    """What the words of two statements come to, whenever they were told; `spoken` counts where nothing else does."""

    likeness: float
    found: list[Clash]
    spoken: Clash | None = None
    barely: bool = False  # one shared word: a change that only one of them tells comes first


def _compare(a: _Profile, b: _Profile, numbers: NumberComparison) -> list[Clash]:
    """All clashes of one pair."""
    read = _compare_words(a, b, numbers)
    if read is None:
        return []
    one, other = (Telling(side.course, side.statement.published_at) for side in (a, b))
    return _place_in_time(one, other, read)


def _compare_words(a: _Profile, b: _Profile, numbers: NumberComparison) -> _Read | None:
    """None where the two do not speak of the same."""
    shared, likeness = measure_likeness(a.sentence, b.sentence)
    if likeness < SAME_TOPIC:
        return None
    if shared < LEAST_SHARED and likeness < 1:
        return _read_barely(a, b, likeness, numbers)
    found = [
        clash_dates(a.dated, b.dated, likeness) if a.dated and b.dated else None,
        numbers.clash(a.counted, b.counted, likeness) if a.counted and b.counted else None,
        clash_places(a.scene, b.scene, likeness),
        clash_agents(a.cast, b.cast, likeness),
        _clash_assertion(a, b, likeness),
    ]
    clashes = [clash for clash in found if clash is not None]
    if clashes:
        clashes = _drop_episodes(a, b, _drop_edges(a.statement, _drop_periods(a, b, clashes)))
    return _Read(likeness, clashes, None if clashes else clash_claimants(a.voice, b.voice))


def _place_in_time(a: Telling, b: Telling, read: _Read) -> list[Clash]:
    """The clashes with what time explains, for two statements of these words told at these times."""
    turned = find_turn(a, b, read.likeness) if read.barely else None
    if turned is not None:
        return [turned]
    clashes = [explain_by_time(a, b, clash) for clash in read.found]
    if read.barely:
        return clashes
    if any(clash.type == ConflictType.SUPERSEDED for clash in clashes):
        return [clash for clash in clashes if clash.type == ConflictType.SUPERSEDED][:1]
    if clashes:
        return clashes
    spoken = find_turn(a, b, read.likeness) or read.spoken
    return [spoken] if spoken else []


def _read_barely(a: _Profile, b: _Profile, likeness: float, numbers: NumberComparison) -> _Read:
    """Two short statements that share one word, what they tell of ("the hearing", "the bridge").

    That is enough for a state that ended ("the truce holds" / "the truce collapsed"), for dates of what both name, and
    for two measures of one dimension.
    """
    shared = a.sentence.topic & b.sentence.topic
    dated = [[d for d in side.dated if d.clause & shared and (not d.verbs or d.verbs & shared)] for side in (a, b)]
    counted = [[c for c in side.counted if c.dimension] for side in (a, b)]
    found = [clash_dates(dated[0], dated[1], likeness), numbers.clash(counted[0], counted[1], likeness)]
    return _Read(likeness, [clash for clash in found if clash is not None], barely=True)


def _drop_periods(a: _Profile, b: _Profile, found: list[Clash]) -> list[Clash]:
    """Without date and number where both differ and the number is a rate or an amount: that of another period."""
    kinds = {clash.type: clash for clash in found}
    number = kinds.get(ConflictType.NUMBER)
    if number is None or ConflictType.DATE not in kinds:
        return found
    units = {c.quantity.unit for c in a.counted if c.quantity.start == number.span_a.start}
    periods = {d.found.precision for d in (*a.dated, *b.dated)} - {"day"}
    if not periods or units <= {"", "age"}:
        return found
    return [clash for clash in found if clash.type not in (ConflictType.DATE, ConflictType.NUMBER)]


def _drop_edges(a: Statement, found: list[Clash]) -> list[Clash]:
    """Without "end" against "beginning" beside two dates that clash: they say by their words what the dates say."""
    if not any(clash.type == ConflictType.DATE for clash in found):
        return found
    return [
        clash
        for clash in found
        if clash.type != ConflictType.NEGATION
        or a.quote[clash.span_a.start : clash.span_a.end].casefold() not in _EDGES_OF_TIME
    ]


def _drop_episodes(a: _Profile, b: _Profile, found: list[Clash]) -> list[Clash]:
    """Without opposites of two different days: a ship that arrived on Monday may have left on Thursday."""
    if not any(tell_opposites(x, y) and not agree_dates(x, y) for x in a.dated for y in b.dated):
        return found
    return [clash for clash in found if clash.rule != "opposite"]


def _clash_assertion(a: _Profile, b: _Profile, likeness: float) -> Clash | None:
    """Whether it is so: denied, or else only possible."""
    found = None if _concern_others(a, b) else clash_signs(a.signed, b.signed, likeness)
    found = found or _clash_unseen(a, b, likeness)
    return found or clash_firmness(a.graded, b.graded, likeness)


def _concern_others(a: _Profile, b: _Profile) -> bool:
    """Whether each names whom it concerns, and others than the other does: "in children", "in adults"."""
    if not (a.concerned and b.concerned):
        return False
    return not any(may_be_same(x, y) for x in a.concerned for y in b.concerned)


def _clash_unseen(a: _Profile, b: _Profile, likeness: float) -> Clash | None:
    """A statement negated in words that no list has, against one that is not negated: the whole quotes."""
    if (a.unseen is None) == (b.unseen is None) or (a.statement.negated and b.statement.negated):
        return None
    if a.is_english or b.is_english:
        return None  # what English words say, the lists know
    one, other = (side.unseen or Span(0, len(side.statement.quote)) for side in (a, b))
    return Clash(ConflictType.NEGATION, one, other, "negation", likeness)


def _report_clash(a: Statement, b: Statement, clash: Clash) -> FoundConflict:
    if a.id > b.id:
        a, b, clash = b, a, clash.flip()
    return FoundConflict(
        type=clash.type,
        a=a.id,
        b=b.id,
        value_a=a.quote[clash.span_a.start : clash.span_a.end],
        value_b=b.quote[clash.span_b.start : clash.span_b.end],
        start_a=clash.span_a.start,
        end_a=clash.span_a.end,
        start_b=clash.span_b.start,
        end_b=clash.span_b.end,
        rule=clash.rule,
        strength=round(clash.strength, 3),
    )
