"""Write a person's word on origins, or take one back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import LONGEST_SOURCE_NAME, Claim, Mention
from verification.domain.origin_words import OriginWord, Relation, find_contradiction, keep_standing
from verification.domain.places import normalize_name
from verification.models import OriginEntry
from verification.services.describe_word import describe_word
from verification.services.record_word import (
    RefusedWordError,
    lock_claim,
    refuse_strangers,
    save_word,
    tidy_note,
    turn_word,
)


def say_origin(
    claim_id: int, kind: str, mention_id: int, *, person, other_id: int | None = None, name: str = "", note: str = ""
) -> OriginEntry:
    """`kind` is share, apart (both with `other_id`) or from (with `name`). Raises RefusedWordError."""
    if kind not in OriginEntry.WORDS:
        raise RefusedWordError(_("Say whether the two share an origin, are independent, or where the one comes from."))
    with transaction.atomic():
        claim = lock_claim(claim_id)
        refuse_strangers(claim, list_ends(mention_id, other_id, kind))
        name = refuse_name(name) if kind == OriginEntry.Kind.FROM else ""
        entry = OriginEntry(
            kind=kind,
            claim=claim,
            mention_id=mention_id,
            other_id=None if kind == OriginEntry.Kind.FROM else other_id,
            name=name,
            note=tidy_note(note),
            person=person,
        )
        refuse_contradiction(claim, entry)
        return save_word(entry)


def turn_origin_entry(entry_id: int, turn: str, *, person, note: str = "") -> OriginEntry:
    """Undo a word, or bring it back (`turn` is undo or redo). Raises RefusedWordError."""
    return turn_word(
        OriginEntry,
        entry_id,
        turn,
        person=person,
        note=note,
        refuse=lambda word: refuse_contradiction(word.claim, word),
    )


def list_ends(mention_id: int, other_id: int | None, kind: str) -> set[int]:
    """The mentions that the word is about. Raises RefusedWordError when one is missing."""
    if kind == OriginEntry.Kind.FROM:
        return {mention_id}
    if other_id is None:
        raise RefusedWordError(_("Name the other mention by its number, such as m12."))
    if other_id == mention_id:
        raise RefusedWordError(_("A mention cannot be compared with itself; name another one."))
    return {mention_id, other_id}


def refuse_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not normalize_name(tidy):
        raise RefusedWordError(_("Say where the mention comes from: an outlet, an agency, a person or a document."))
    if len(tidy) > LONGEST_SOURCE_NAME:
        raise RefusedWordError(
            _("The name is longer than {longest_source_name} characters; shorten it.").format(
                longest_source_name=LONGEST_SOURCE_NAME
            )
        )
    return tidy


def refuse_contradiction(claim: Claim, entry: OriginEntry) -> None:
    """What was said before and cannot stand beside this is named; it has to be undone first."""
    members = Mention.objects.live().filter(claim=claim).values("id")
    rows = list(OriginEntry.objects.standing().touching(members).told())
    words = {read_word(row): row for row in rows}
    against = find_contradiction(read_word(entry), keep_standing(words))
    if against:
        told = "; ".join(
            _("{person} said that {word}").format(person=words[word].person, word=describe_word(words[word]))
            for word in against
        )
        raise RefusedWordError(
            _("Nothing was recorded, because it would contradict what was said: {told}. Undo that first.").format(
                told=told
            )
        )


def read_word(entry: OriginEntry) -> OriginWord:
    return OriginWord(Relation(entry.kind), entry.mention_id, entry.other_id or 0, entry.name, str(entry.person))


def load_words(mention_ids: Iterable[int]) -> list[OriginWord]:
    """What stands about these mentions, in the order in which it was said."""
    rows = OriginEntry.objects.standing().touching(list(mention_ids)).select_related("person")
    return [read_word(row) for row in rows]
