"""What people say of conflicts, and how their words stand above the machine's.

Idea: whether two statements really disagree is the reviewer's to say. Three words are enough: the conflict is *real*,
it is explained by *time*, or it is *none*. A word is about what was seen: the type, and the statements on either side
in their wording, not a row that the next proposal computes anew. So it outlives every proposal, and a statement that
came later with words of its own is a conflict of its own. Method: a conflict is covered where each of its statements
stands on another side of the word, unedited and, where values are compared, with the same value; of several words the
last one holds. *Real* lifts a conflict that was too weak to count, and gives one that time seemed to explain its own
type back; *time* makes it superseded; *none* takes it out of all that a verdict rests on.

For *real* and *none*, a statement of the very same words counts as seen: a copy cannot say otherwise. For *time* it
does not, because when it was said is the point.

Limits: a statement whose words were edited is another one, whatever the edit was. Reference: as for the words on
origins, whose rule this repeats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.domain.anchoring import fold_text
from claims.domain.phrases import phrase
from verification.domain.types import CONFLICT_WORDS, ConflictType, FoundConflict, Stance, StanceJudgement, Statement

_VALUED = frozenset({ConflictType.NUMBER, ConflictType.DATE})
_LATER = "later_"  # begins the rule of a clash that time explains; its own type follows


class Say(StrEnum):
    REAL = "real"
    TIME = "time"
    NONE = "none"


WORDS = {Say.REAL: phrase("is real"), Say.TIME: phrase("is explained by time"), Say.NONE: phrase("is no conflict")}


@dataclass(frozen=True, slots=True)
class SeenSide:
    """One statement on a side, as the person saw it: its id, a hash of its wording (`hash_quote`), its value."""

    id: int
    quote_sha256: str
    value: str


@dataclass(frozen=True, slots=True)
class ConflictWord:
    """One standing word of a person. `type` is the machine's; the first of each side stands for it."""

    say: Say
    type: ConflictType
    a: tuple[SeenSide, ...]
    b: tuple[SeenSide, ...]
    by: str


@dataclass(frozen=True, slots=True)
class JudgedConflicts:
    """`standing` with every word carried out, `dismissed` those said to be none, `words` those that cover any."""

    standing: tuple[FoundConflict, ...]
    dismissed: tuple[FoundConflict, ...] = ()
    words: tuple[ConflictWord, ...] = ()


def hash_quote(quote: str) -> str:
    """SHA-256 (hex) of the wording, however its quotation marks and spaces are printed."""
    return hashlib.sha256(fold_text(quote).encode("utf-8", "surrogatepass")).hexdigest()


def apply_conflict_words(
    conflicts: Sequence[FoundConflict], statements: Sequence[Statement], words: Sequence[ConflictWord]
) -> JudgedConflicts:
    """The conflicts as people see them. `words` in the order in which they were said; the last that covers one holds.

    Raises KeyError when a conflict names a statement that is not given.
    """
    if not words:
        return JudgedConflicts(tuple(conflicts))
    hashes = {statement.id: hash_quote(statement.quote) for statement in statements}
    covers = [(word, _list_seen(word, word.a), _list_seen(word, word.b)) for word in reversed(words)]
    standing, dismissed, used = [], [], set()
    for conflict in conflicts:
        word = _find_word(conflict, covers, hashes)
        if word is None:
            standing.append(conflict)
            continue
        used.add(word)
        if word.say is Say.NONE:
            dismissed.append(_note_word(conflict, word))
        else:
            standing.append(_carry_out(conflict, word))
    in_force = dict.fromkeys(word for word in words if word in used)
    return JudgedConflicts(tuple(standing), tuple(dismissed), tuple(in_force))


_Seen = frozenset[tuple[int, str, str]]
_Cover = tuple[ConflictWord, _Seen, _Seen]


def _list_seen(word: ConflictWord, side: Sequence[SeenSide]) -> _Seen:
    """What has to be equal for a statement to count as seen on that side."""
    return frozenset(_identify(word, seen.id, seen.quote_sha256, seen.value) for seen in side)


def _identify(word: ConflictWord, id: int, quote_sha256: str, value: str) -> tuple[int, str, str]:
    return id if word.say is Say.TIME else 0, quote_sha256, value if word.type in _VALUED else ""


def _find_word(conflict: FoundConflict, covers: Sequence[_Cover], hashes: Mapping[int, str]) -> ConflictWord | None:
    for word, side_a, side_b in covers:
        if word.type == conflict.type:
            one = _identify(word, conflict.a, hashes[conflict.a], conflict.value_a)
            other = _identify(word, conflict.b, hashes[conflict.b], conflict.value_b)
            if (one in side_a and other in side_b) or (other in side_a and one in side_b):
                return word
    return None


def _note_word(conflict: FoundConflict, word: ConflictWord) -> FoundConflict:
    return replace(conflict, said=word.say, said_by=word.by, found_as=conflict.type)


def _carry_out(conflict: FoundConflict, word: ConflictWord) -> FoundConflict:
    said = _note_word(conflict, word)
    if word.say is Say.TIME:
        return replace(said, type=ConflictType.SUPERSEDED)
    real = replace(said, type=find_own_type(conflict))
    return real if real.disputes else replace(real, strength=1.0)


def find_own_type(conflict: FoundConflict) -> ConflictType:
    """What the conflict is about when time does not explain it."""
    if conflict.type != ConflictType.SUPERSEDED:
        return conflict.type
    kind = conflict.rule.removeprefix(_LATER)
    return ConflictType(kind) if kind in {*ConflictType} else ConflictType.NEGATION


def correct_stances(
    stances: Mapping[int, StanceJudgement],
    judged: JudgedConflicts,
    canonical_id: int,
    *,
    withholding: Mapping[int, str],
) -> dict[int, StanceJudgement]:
    """The machine's stances, made to agree with what people said of conflicts with the statement that stands for the
    claim. Whoever only asks or passes on (`withholding`, by id, "" for none) still takes no position.
    """
    corrected = dict(stances)
    counting = sorted((c for c in judged.standing if c.disputes), key=lambda c: c.said_by)
    disputed = {id: c.said_by for c in counting for id in _find_other(c, canonical_id)}
    cleared = {id: c.said_by for c in judged.dismissed for id in _find_other(c, canonical_id)}
    for id, stance in stances.items():
        refutes = stance.stance is Stance.REFUTES
        if by := disputed.get(id):
            if not refutes and not withholding.get(id):
                corrected[id] = StanceJudgement(Stance.REFUTES, phrase("contradicts it, says {person}", person=by))
        elif refutes and id in cleared and id not in disputed:
            corrected[id] = StanceJudgement(
                Stance.NEUTRAL, phrase("is in no conflict with it, says {person}", person=cleared[id])
            )
    return corrected


def _find_other(conflict: FoundConflict, canonical_id: int) -> tuple[int, ...]:
    """The statement that is in conflict with the canonical one, () when neither side is that."""
    if canonical_id not in (conflict.a, conflict.b):
        return ()
    return (conflict.b if conflict.a == canonical_id else conflict.a,)


def explain_words(judged: JudgedConflicts) -> tuple[str, ...]:
    """A sentence for each word in force, for the reasons of a proposal."""
    return tuple(
        dict.fromkeys(
            phrase(
                "{person} says that {first} / {second} ({kind}) {words}.",
                person=word.by,
                first=word.a[0].value,
                second=word.b[0].value,
                kind=CONFLICT_WORDS[word.type],
                words=WORDS[word.say],
            )
            for word in judged.words
        )
    )
