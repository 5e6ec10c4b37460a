"""Write a person's word on a conflict, or take one back. It is kept by what was seen, not by the proposal's row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from verification.domain.conflict_words import ConflictWord, Say, SeenSide, hash_quote
from verification.domain.types import ConflictType
from verification.models import ClaimStanding, ConflictEntry
from verification.services.record_word import RefusedWordError, lock_claim, save_word, tidy_note, turn_word


def say_of_conflict(
    claim_id: int, say: str, mention_id: int, other_id: int, type: str, *, person, note: str = ""
) -> ConflictEntry:
    """`say` is real, time or none, of the conflict of that type as the claim's present proposal shows it between the
    two mentions. Raises RefusedWordError.
    """
    if say not in ConflictEntry.WORDS:
        raise RefusedWordError(_("Say whether the conflict is real, is explained by time, or is none."))
    with transaction.atomic():
        claim = lock_claim(claim_id)
        evidence = ClaimStanding.objects.filter(claim=claim).values_list("proposal__evidence", flat=True).first() or {}
        frozen = find_conflict(evidence, {mention_id, other_id}, type)
        first, second = (list_seen(side, evidence) for side in frozen["sides"])
        entry = ConflictEntry(
            kind=say,
            claim=claim,
            mention_id=first[0][0],
            other_id=second[0][0],
            type=frozen.get("said", frozen)["type"],
            value=first[0][2],
            other_value=second[0][2],
            sides=[first, second],
            note=tidy_note(note),
            person=person,
        )
        return save_word(entry)


def turn_conflict_entry(entry_id: int, turn: str, *, person, note: str = "") -> ConflictEntry:
    """Undo a word, or bring it back (`turn` is undo or redo). Raises RefusedWordError."""
    return turn_word(ConflictEntry, entry_id, turn, person=person, note=note)


def find_conflict(evidence: Mapping[str, Any], mention_ids: set[int], type: str) -> dict[str, Any]:
    """`evidence` is {} where nothing was proposed yet. Raises RefusedWordError."""
    for conflict in (*evidence.get("conflicts", []), *evidence.get("dismissed", [])):
        ends = {evidence["statements"][side["at"]]["ids"]["mention"] for side in conflict["sides"]}
        if ends == mention_ids and conflict["type"] == type:
            return conflict
    raise RefusedWordError(_("The evidence changed meanwhile, and this conflict is not there any more. Look again."))


def list_seen(side: Mapping[str, Any], evidence: Mapping[str, Any]) -> list[list[Any]]:
    """[mention id, hash of the quote, value] of the mention that stands for the side, then of the others on it."""
    seen = []
    for told in (side, *side.get("also", [])):
        statement = evidence["statements"][told["at"]]
        value = statement["quote"][told["start"] : told["end"]]
        seen.append([statement["ids"]["mention"], hash_quote(statement["quote"]), value])
    return seen


def load_conflict_words(claim_id: int, mention_ids: Iterable[int]) -> list[ConflictWord]:
    """What stands about these mentions, in the order in which it was said."""
    rows = ConflictEntry.objects.standing().concerning(claim_id, list(mention_ids)).select_related("person")
    return [read_conflict_word(row) for row in rows]


def read_conflict_word(entry: ConflictEntry) -> ConflictWord:
    a, b = (tuple(SeenSide(*seen) for seen in side) for side in entry.sides)
    return ConflictWord(Say(entry.kind), ConflictType(entry.type), a, b, str(entry.person))
