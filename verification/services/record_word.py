"""What every word of a person shares, whether on origins, conflicts or stances: append-only, above the machine's.

The claim's revision is raised with each: an assessment under way that has not read the word cannot write its proposal
any more, and one that never starts is found by the sweeper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from claims.models import Claim, Mention
from verification.models import Word

LONGEST_NOTE = 2_000  # characters
SomeWord = TypeVar("SomeWord", bound=Word)


class RefusedWordError(ValueError):
    """The word cannot be recorded as it is; the message says why. Nothing was recorded."""


def lock_claim(claim_id: int) -> Claim:
    claim = Claim.objects.select_for_update().filter(pk=claim_id).first()
    if claim is None:
        raise RefusedWordError(_("There is no claim %(number)s.") % {"number": claim_id})
    if claim.retired_at is not None:
        raise RefusedWordError(_("This claim has no mentions of its own any more; look where they went."))
    return claim


def refuse_strangers(claim: Claim, mention_ids: set[int]) -> None:
    found = set(Mention.objects.live().filter(claim=claim, pk__in=mention_ids).values_list("id", flat=True))
    if missing := sorted(mention_ids - found):
        raise RefusedWordError(_("m%(number)s is no mention of this claim.") % {"number": missing[0]})


def tidy_note(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        raise RefusedWordError(
            _("The note is longer than %(most)s characters; shorten it.") % {"most": f"{LONGEST_NOTE:,}"}
        )
    return note.strip()


def save_word(word: SomeWord) -> SomeWord:
    """A form that was sent twice writes one word: what its person said last of the same is returned as it is."""
    if (said := find_said(word)) is not None:
        return said
    word.save(force_insert=True)
    raise_revisions(lock_homes(word))
    return word


def find_said(word: SomeWord) -> SomeWord | None:
    about = {name: getattr(word, name) for name in ("mention_id", "other_id", "type") if hasattr(word, name)}
    last = type(word).objects.standing().filter(**about).last()
    same = ("kind", "person_id", "note", *(name for name in word.SAID if name != "sides"))
    return last if last and all(getattr(last, name) == getattr(word, name) for name in same) else None


def turn_word(
    kind: type[SomeWord],
    entry_id: int,
    turn: str,
    *,
    person,
    note: str = "",
    refuse: Callable[[SomeWord], None] = lambda word: None,
) -> SomeWord:
    """Undo a word, or bring it back (`turn` is undo or redo). `refuse` may raise before it is brought back.

    Raises RefusedWordError.
    """
    with transaction.atomic():
        word = kind.objects.words().filter(pk=entry_id).first()
        if word is None:
            raise RefusedWordError(_("There is no such word."))
        homes = lock_homes(word)
        refuse_repetition(turn, undone=word.turns.count() % 2 == 1)
        if turn == "redo":
            refuse(word)
        said = {name: getattr(word, name) for name in kind.SAID}
        entry = kind(kind=turn, claim=word.claim, person=person, note=tidy_note(note), undoes=word, **said)
        entry.save(force_insert=True)
        raise_revisions(homes)
        return entry


def refuse_repetition(turn: str, *, undone: bool) -> None:
    if undone and turn == "undo":
        raise RefusedWordError(_("This was undone already. Nothing was changed."))
    if not undone and turn == "redo":
        raise RefusedWordError(_("This was brought back already. Nothing was changed."))


def lock_homes(word: Word) -> set[int]:
    """The claim of the word and those that its mentions are in, locked; asked again until none of them moved while we
    waited for a lock, since a claim that they moved to would keep what it was told before."""
    locked: set[int] = set()
    while more := ({word.claim_id} | list_homes(word)) - locked:
        list(Claim.objects.select_for_update().filter(pk__in=more).order_by("id"))
        locked |= more
    return locked


def list_homes(word: Word) -> set[int]:
    """The claims that the mentions of a word are in now."""
    ends = [end for end in (word.mention_id, word.other_id) if end is not None]  # type: ignore[attr-defined]
    return set(Mention.objects.filter(pk__in=ends, claim__isnull=False).values_list("claim_id", flat=True))


def raise_revisions(claim_ids: Iterable[int]) -> None:
    Claim.objects.filter(pk__in=list(claim_ids)).update(revision=F("revision") + 1, hinted_at=None)
