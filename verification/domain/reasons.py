"""The sentences that tell a reviewer why a verdict is proposed: outlets, origins and values by name.

Method: each function below writes the sentences of one kind, what decides first and the counts last. Long
lists are cut after a few names with the number of the rest, since a sentence nobody reads explains nothing.

Limits: written in English and kept with its parts, so that pages tell it in other languages (`claims.domain.phrases`);
the names are those that sources and attributions carry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.phrases import Listed, Phrase, Value, list_names, mark_phrases, phrase, phrase_count, run_on
from verification.domain.types import (
    CONFLICT_WORDS,
    UNKNOWN,
    ConflictType,
    FoundConflict,
    Origin,
    Stance,
    StanceJudgement,
    Statement,
    Verdict,
)

# Names, values or folds written out before "and n more".
LISTED = 5
# What several refuse in the same words, for one outlet and for more.
_REFUSALS = {
    "denies it": mark_phrases("{names} denies it.", "{names} deny it."),
    "asserts what the claim denies": mark_phrases(
        "{names} asserts what the claim denies.",
        "{names} assert what the claim denies.",
    ),
}
# Sentences of the relation model's readings, of which the reasons themselves have the singular only.
_READINGS = {
    "reads as saying otherwise (relation model)": mark_phrases(
        "{names} reads as saying otherwise (relation model).",
        "{names} read as saying otherwise (relation model).",
    ),
}
# Types whose values are told as they stand, most telling first.
_VALUED = (
    ConflictType.NUMBER,
    ConflictType.DATE,
    ConflictType.PLACE,
    ConflictType.ACTOR,
    ConflictType.ATTRIBUTION,
    ConflictType.MODALITY,
)
_OWN_WORDS = "tells it in its own name"


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of one claim; `origins` and `stances` by statement id, conflicts among unretracted
    statements.
    """

    statements: Sequence[Statement]
    origins: Mapping[int, Origin]
    stances: Mapping[int, StanceJudgement]
    conflicts: Sequence[FoundConflict]

    @property
    def told(self) -> list[Statement]:
        return sorted((s for s in self.statements if not s.retracted), key=lambda s: s.id)

    def taking(self, stance: Stance) -> list[Statement]:
        return [s for s in self.told if self.stances[s.id].stance == stance]


def identify_outlet(statement: Statement) -> tuple[str, int]:
    """What is counted as one outlet: the source, or the article where the source is unknown."""
    return (statement.source.casefold(), 0) if statement.source else ("", statement.article)


def explain_verdict(findings: Findings, verdict: Verdict, outlets: int, origins: int) -> tuple[Phrase, ...]:
    """The reasons for `verdict`, most decisive first; the last sentence counts outlets and origins."""
    sentences = [
        *_explain_values(findings),
        *_explain_refusals(findings),
        *_explain_updates(findings),
        *_explain_support(findings, verdict),
        *_explain_folds(findings),
        *_explain_neutrals(findings),
        *_explain_retractions(findings),
        _count_both(outlets, origins),
    ]
    return tuple(dict.fromkeys(sentences))


def _explain_values(findings: Findings) -> list[Phrase]:
    """ "El Diario and AP say 10,000; Heraldo says 15,000 (number)." """
    sentences = []
    for kind in _VALUED:
        speakers = _collect_speakers(findings, kind)
        if speakers:
            parts = [
                phrase_count(
                    "{names} says {value}", "{names} say {value}", len(names), names=_name_all(names), value=value
                )
                for value, names in speakers
            ]
            sentences.append(phrase("{parts} ({kind}).", parts=run_on(_cut(parts), "; "), kind=CONFLICT_WORDS[kind]))
    return sentences


def _collect_speakers(findings: Findings, kind: ConflictType) -> list[tuple[str, list[str]]]:
    """Each value in conflict with the outlets that give it, the most told first."""
    names = {s.id: _name(s) for s in findings.told}
    speakers: dict[str, set[str]] = defaultdict(set)
    for conflict in findings.conflicts:
        if conflict.type == kind:
            speakers[conflict.value_a].add(names[conflict.a])
            speakers[conflict.value_b].add(names[conflict.b])
    ordered = sorted(speakers.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(value, sorted(outlets)) for value, outlets in ordered]


def _explain_refusals(findings: Findings) -> list[Phrase]:
    by_reason: dict[str, set[str]] = defaultdict(set)
    withdrawn = _find_withdrawals(findings)
    sentences = [_tell_withdrawal(statement) for statement in withdrawn]
    valued = {id for c in findings.conflicts if c.type != ConflictType.NEGATION for id in (c.a, c.b)}
    for statement in findings.taking(Stance.REFUTES):
        reason = findings.stances[statement.id].reason
        if statement in withdrawn:
            continue
        if reason in _REFUSALS or statement.id not in valued:
            by_reason[reason].add(_name(statement))
    return sentences + [_tell_refusal(reason, sorted(by_reason[reason])) for reason in sorted(by_reason)]


def _tell_refusal(reason: str, names: list[str]) -> Phrase:
    forms = _REFUSALS.get(reason) or _READINGS.get(reason)
    if forms is None:
        return phrase("{names} {reason}.", names=_name_all(names), reason=reason)
    return phrase_count(*forms, len(names), names=_name_all(names))


def _tell_withdrawal(statement: Statement) -> Phrase:
    if statement.published_at is None:
        return phrase("{outlet} withdrew it.", outlet=_name(statement))
    return phrase("{outlet} withdrew it on {day}.", outlet=_name(statement), day=statement.published_at.date())


def _find_withdrawals(findings: Findings) -> list[Statement]:
    """Denials by an outlet that had supported it: it took its own word back, and contradicts nobody else by that."""
    supports: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in findings.taking(Stance.SUPPORTS):
        supports[identify_outlet(statement)].append(statement)
    return [
        statement
        for statement in findings.taking(Stance.REFUTES)
        if findings.stances[statement.id].reason == "denies it"
        and any(_is_earlier(earlier, statement) for earlier in supports[identify_outlet(statement)])
    ]


def _explain_updates(findings: Findings) -> list[Phrase]:
    by_id = {s.id: s for s in findings.told}
    sentences = set()
    for conflict in findings.conflicts:
        if conflict.type == ConflictType.SUPERSEDED:
            sides = [(by_id[conflict.a], conflict.value_a), (by_id[conflict.b], conflict.value_b)]
            if not _is_earlier(by_id[conflict.a], by_id[conflict.b]):
                sides.reverse()
            (earlier, old), (later, new) = sides
            sentences.add(
                phrase(
                    "A later update, not a contradiction: {earlier} says “{old}”, later {later} “{new}”.",
                    earlier=_name(earlier),
                    old=_shorten(old),
                    later=_name(later),
                    new=_shorten(new),
                )
            )
    return _cut(sorted(sentences), _count_updates)


def _count_updates(number: int) -> Phrase:
    return phrase_count(
        "Later updates explain {n} more difference.", "Later updates explain {n} more differences.", number
    )


def _is_earlier(a: Statement, b: Statement) -> bool:
    return a.published_at is not None and b.published_at is not None and a.published_at < b.published_at


def _explain_support(findings: Findings, verdict: Verdict) -> list[Phrase]:
    supporting = findings.taking(Stance.SUPPORTS)
    known = sorted({findings.origins[s.id].label for s in supporting if findings.origins[s.id].known})
    unknown = {s.article for s in supporting if not findings.origins[s.id].known}
    outlets = {identify_outlet(s) for s in supporting}
    if not supporting:
        return [phrase("Nobody takes a position for it.")]
    taken_back = {identify_outlet(s) for s in _find_withdrawals(findings)}
    sentences = [_name_supporters(known, len(outlets), before=outlets <= taken_back)]
    if len(known) > 1 and len(outlets) == 1 and verdict == Verdict.SINGLE_SOURCE:
        sentences.append(phrase("{outlet} alone brings all {n} origins.", outlet=_name(supporting[0]), n=len(known)))
    if unknown and (known or len(unknown) > 1):
        sentences.append(
            phrase_count(
                "{n} article of unknown source adds no independence.",
                "{n} articles of unknown source add no independence.",
                len(unknown),
            )
        )
    return sentences


def _name_supporters(known: Sequence[str], outlets: int, *, before: bool) -> Phrase:
    """`before`: all of them have taken it back since."""
    if not known:
        if before:
            return phrase("Only a source that nobody knows supported it before.")
        return phrase("Only a source that nobody knows supports it.")
    if len(known) == 1:
        spread = {"origin": known[0], "outlets": count_outlets(outlets)}
        if before:
            return phrase("Only {origin} supported it before: 1 origin in {outlets}.", **spread)
        return phrase("Only {origin} supports it: 1 origin in {outlets}.", **spread)
    names = _name_all(known)
    return phrase("{names} supported it before.", names=names) if before else phrase("{names} support it.", names=names)


def _explain_folds(findings: Findings) -> list[Phrase]:
    sentences = []
    for statement in findings.told:
        origin = findings.origins[statement.id]
        if origin.known and origin.reason != _OWN_WORDS:
            sentences.append(phrase("{outlet} {reason}.", outlet=_name(statement), reason=origin.reason))
    return _cut(list(dict.fromkeys(sentences)), _count_folds)


def _count_folds(number: int) -> Phrase:
    return phrase_count("{n} more is folded in the same way.", "{n} more are folded in the same way.", number)


def _explain_neutrals(findings: Findings) -> list[Phrase]:
    superseded = {id for c in findings.conflicts if c.type == ConflictType.SUPERSEDED for id in (c.a, c.b)}
    neutral = [s for s in findings.taking(Stance.NEUTRAL) if s.id not in superseded]
    sentences = [
        phrase("{outlet} takes no position: {reason}.", outlet=_name(s), reason=findings.stances[s.id].reason)
        for s in neutral
    ]
    return _cut(list(dict.fromkeys(sentences)), _count_neutrals)


def _count_neutrals(number: int) -> Phrase:
    return phrase_count("{n} more takes no position.", "{n} more take no position.", number)


def _explain_retractions(findings: Findings) -> list[Phrase]:
    names = sorted({_name(s) for s in findings.statements if s.retracted})
    if not names:
        return []
    has, have = mark_phrases(
        "{names} has withdrawn it, which no longer counts.", "{names} have withdrawn it, which no longer counts."
    )
    return [phrase_count(has, have, len(names), names=_name_all(names))]


def _count_both(outlets: int, origins: int) -> Phrase:
    return phrase("{outlets}, {origins}.", outlets=count_outlets(outlets), origins=count_origins(origins))


def count_outlets(number: int) -> Phrase:
    return phrase_count("{n} outlet", "{n} outlets", number)


def count_origins(number: int) -> Phrase:
    return phrase_count("{n} origin", "{n} origins", number)


def _count_more(number: int) -> Phrase:
    return phrase_count("{n} more", "{n} more", number)


def _name(statement: Statement) -> str:
    return statement.source or UNKNOWN


def _name_all(names: Sequence[str]) -> Listed:
    """As they begin a sentence."""
    first = phrase("An unknown source") if names and names[0] == UNKNOWN else names[0]
    return list_names(_cut([first, *names[1:]]))


def _cut(items: Iterable[Value], count_rest: Callable[[int], Phrase] = _count_more) -> list[Value]:
    listed = list(items)
    if len(listed) <= LISTED:
        return listed
    return [*listed[:LISTED], count_rest(len(listed) - LISTED)]


def _shorten(value: str) -> str:
    # A whole quote may stand for a value; its first words are enough to recognise it.
    return value if len(value) <= 80 else value[:77].rsplit(" ", 1)[0] + "…"
