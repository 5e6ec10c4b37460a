"""The sentences that tell a reviewer why a verdict is proposed: outlets, origins and values by name.

Method: each function below writes the sentences of one kind, what decides first and the counts last. Long
lists are cut after a few names with the number of the rest, since a sentence nobody reads explains nothing.

Limits: English; the names are those that sources and attributions carry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verification.domain.types import (
    ConflictType,
    FoundConflict,
    Origin,
    Stance,
    StanceJudgement,
    Statement,
    Verdict,
)
from verification.domain.wording import join_names

# Names, values or folds written out before "and n more".
LISTED = 5
_PLURAL = {"denies it": "deny it", "asserts what the claim denies": "assert what the claim denies"}
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


def explain_verdict(findings: Findings, verdict: Verdict, outlets: int, origins: int) -> tuple[str, ...]:
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


def _explain_values(findings: Findings) -> list[str]:
    """ "El Diario and AP say 10,000; Heraldo says 15,000 (number)." """
    sentences = []
    for kind in _VALUED:
        speakers = _collect_speakers(findings, kind)
        if speakers:
            parts = [f"{_say(names, 'says', 'say')} {value}" for value, names in speakers]
            sentences.append(f"{'; '.join(_cut(parts))} ({kind}).")
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


def _explain_refusals(findings: Findings) -> list[str]:
    by_reason: dict[str, set[str]] = defaultdict(set)
    withdrawn = _find_withdrawals(findings)
    sentences = [f"{_name(s)} withdrew it{_on_day(s)}." for s in withdrawn]
    valued = {id for c in findings.conflicts if c.type != ConflictType.NEGATION for id in (c.a, c.b)}
    for statement in findings.taking(Stance.REFUTES):
        reason = findings.stances[statement.id].reason
        if statement in withdrawn:
            continue
        if reason in _PLURAL or statement.id not in valued:
            by_reason[reason].add(_name(statement))
    return sentences + [f"{_say(sorted(by_reason[r]), r, _PLURAL.get(r, r))}." for r in sorted(by_reason)]


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


def _on_day(statement: Statement) -> str:
    day = statement.published_at
    return f" on {day.day} {day:%b %Y}" if day else ""


def _explain_updates(findings: Findings) -> list[str]:
    by_id = {s.id: s for s in findings.told}
    sentences = set()
    for conflict in findings.conflicts:
        if conflict.type == ConflictType.SUPERSEDED:
            sides = [(by_id[conflict.a], conflict.value_a), (by_id[conflict.b], conflict.value_b)]
            if not _is_earlier(by_id[conflict.a], by_id[conflict.b]):
                sides.reverse()
            (earlier, old), (later, new) = sides
            sentences.add(
                f"A later update, not a contradiction: {_name(earlier)} says “{_shorten(old)}”, "
                f"later {_name(later)} “{_shorten(new)}”."
            )
    return _cut(sorted(sentences), "Later updates explain {} more differences.")


def _is_earlier(a: Statement, b: Statement) -> bool:
    return a.published_at is not None and b.published_at is not None and a.published_at < b.published_at


def _explain_support(findings: Findings, verdict: Verdict) -> list[str]:
    supporting = findings.taking(Stance.SUPPORTS)
    known = sorted({findings.origins[s.id].label for s in supporting if findings.origins[s.id].known})
    unknown = {s.article for s in supporting if not findings.origins[s.id].known}
    outlets = {identify_outlet(s) for s in supporting}
    if not supporting:
        return ["Nobody takes a position for it."]
    taken_back = {identify_outlet(s) for s in _find_withdrawals(findings)}
    verb = "supported it before" if outlets <= taken_back else "supports it"
    sentences = [_name_supporters(known, len(outlets), verb)]
    if len(known) > 1 and len(outlets) == 1 and verdict == Verdict.SINGLE_SOURCE:
        sentences.append(f"{_name(supporting[0])} alone brings all {len(known)} origins.")
    if unknown and (known or len(unknown) > 1):
        articles = "1 article" if len(unknown) == 1 else f"{len(unknown)} articles"
        verb = "adds" if len(unknown) == 1 else "add"
        sentences.append(f"{articles} of unknown source {verb} no independence.")
    return sentences


def _name_supporters(known: Sequence[str], outlets: int, verb: str) -> str:
    if not known:
        return f"Only a source that nobody knows {verb}."
    if len(known) == 1:
        spread = "1 outlet" if outlets == 1 else f"{outlets} outlets"
        return f"Only {known[0]} {verb}: 1 origin in {spread}."
    return f"{join_names(_cut(known, '{} more'))} {verb.replace('supports', 'support')}."


def _explain_folds(findings: Findings) -> list[str]:
    sentences = []
    for statement in findings.told:
        origin = findings.origins[statement.id]
        if origin.known and origin.reason != _OWN_WORDS:
            sentences.append(f"{_name(statement)} {origin.reason}.")
    return _cut(list(dict.fromkeys(sentences)), "{} more are folded in the same way.")


def _explain_neutrals(findings: Findings) -> list[str]:
    superseded = {id for c in findings.conflicts if c.type == ConflictType.SUPERSEDED for id in (c.a, c.b)}
    neutral = [s for s in findings.taking(Stance.NEUTRAL) if s.id not in superseded]
    sentences = [f"{_name(s)} takes no position: {findings.stances[s.id].reason}." for s in neutral]
    return _cut(list(dict.fromkeys(sentences)), "{} more take no position.")


def _explain_retractions(findings: Findings) -> list[str]:
    names = sorted({_name(s) for s in findings.statements if s.retracted})
    return [f"{_say(names, 'has', 'have')} withdrawn it, which no longer counts."] if names else []


def _count_both(outlets: int, origins: int) -> str:
    return f"{_count(outlets, 'outlet')}, {_count(origins, 'origin')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _name(statement: Statement) -> str:
    return statement.source or "an unknown source"


def _say(names: Sequence[str], singular: str, plural: str) -> str:
    sentence = f"{join_names(_cut(names, '{} more'))} {singular if len(names) == 1 else plural}"
    return sentence[0].upper() + sentence[1:] if sentence.startswith("an unknown") else sentence


def _cut(items: Iterable[str], rest: str = "{} more") -> list[str]:
    listed = list(items)
    if len(listed) <= LISTED:
        return listed
    return [*listed[:LISTED], rest.format(len(listed) - LISTED)]


def _shorten(value: str) -> str:
    # A whole quote may stand for a value; its first words are enough to recognise it.
    return value if len(value) <= 80 else value[:77].rsplit(" ", 1)[0] + "…"
