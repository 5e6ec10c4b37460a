"""Write a person's word on the position that a mention takes, or take one back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from verification.domain.stance_words import StanceWord
from verification.domain.types import Stance
from verification.models import StanceEntry
from verification.services.record_word import (
    RefusedWordError,
    lock_claim,
    refuse_strangers,
    save_word,
    tidy_note,
    turn_word,
)


def say_stance(claim_id: int, stance: str, mention_id: int, *, person, note: str = "") -> StanceEntry:
    """`stance` is supports, refutes or neutral, towards the claim as it is worded now. Raises RefusedWordError."""
    if stance not in StanceEntry.WORDS:
        raise RefusedWordError(_("Say whether the mention supports the claim, refutes it, or takes no position."))
    with transaction.atomic():
        claim = lock_claim(claim_id)
        refuse_strangers(claim, {mention_id})
        if claim.canonical_mention_id is None:
            raise RefusedWordError(_("No mention stands for this claim yet; try again in a moment."))
        if claim.canonical_mention_id == mention_id and stance == Stance.REFUTES:
            raise RefusedWordError(
                _("The claim is worded as this mention says it, so the mention cannot refute it. Split it off instead.")
            )
        entry = StanceEntry(
            kind=stance,
            claim=claim,
            mention_id=mention_id,
            other_id=claim.canonical_mention_id,
            note=tidy_note(note),
            person=person,
        )
        return save_word(entry)


def turn_stance_entry(entry_id: int, turn: str, *, person, note: str = "") -> StanceEntry:
    """Undo a word, or bring it back (`turn` is undo or redo). Raises RefusedWordError."""
    return turn_word(StanceEntry, entry_id, turn, person=person, note=note)


def load_stance_words(mention_ids: Iterable[int]) -> list[StanceWord]:
    """What stands about these mentions, in the order in which it was said."""
    ids = list(mention_ids)
    rows = StanceEntry.objects.standing().filter(mention__in=ids).select_related("person", "other")
    return [StanceWord(row.mention_id, Stance(row.kind), row.other_id, row.other.text, str(row.person)) for row in rows]
