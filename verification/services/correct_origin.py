"""Write a person's word on origins, or take one back: append-only, and above the machine's from then on.

The claim's revision is raised with it: an assessment under way that has not read the word cannot write its proposal any
more, and one that never starts is found by the sweeper.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from claims.models import LONGEST_SOURCE_NAME, Claim, Mention
from verification.domain.origin_words import OriginWord, Relation, find_contradiction, keep_standing
from verification.domain.places import normalize_name
from verification.models import OriginEntry
from verification.services.describe_origin_entry import describe_word


class RefusedOriginError(ValueError):
    """The word cannot be recorded as it is; the message says why. Nothing was recorded."""


def say_origin(
    claim_id: int, kind: str, mention_id: int, *, person, other_id: int | None = None, name: str = "", note: str = ""
) -> OriginEntry:
    """`kind` is share, apart (both with `other_id`) or from (with `name`). Raises RefusedOriginError."""
    if kind not in OriginEntry.WORDS:
        raise RefusedOriginError("Say whether the two share an origin, are independent, or where the one comes from.")
    with transaction.atomic():
        claim = lock_claim(claim_id)
        refuse_strangers(claim, mention_id, other_id if kind != OriginEntry.Kind.FROM else None, kind)
        name = refuse_name(name) if kind == OriginEntry.Kind.FROM else ""
        entry = OriginEntry(
            kind=kind,
            claim=claim,
            mention_id=mention_id,
            other_id=None if kind == OriginEntry.Kind.FROM else other_id,
            name=name,
            note=note.strip(),
            person=person,
        )
        refuse_contradiction(claim, entry)
        entry.save(force_insert=True)
        raise_revisions([claim.pk])
    return entry


def turn_origin_entry(entry_id: int, turn: str, *, person, note: str = "") -> OriginEntry:
    """Undo a word, or bring it back (`turn` is undo or redo). Raises RefusedOriginError."""
    with transaction.atomic():
        word = OriginEntry.objects.words().filter(pk=entry_id).first()
        if word is None:
            raise RefusedOriginError("There is no such word on an origin.")
        homes = list_homes(word)
        list(Claim.objects.select_for_update().filter(pk__in=homes | {word.claim_id}).order_by("id"))
        undone = word.turns.count() % 2 == 1
        if undone == (turn == OriginEntry.Kind.UNDO):
            raise RefusedOriginError(f"This was {'undone' if undone else 'brought back'} already. Nothing was changed.")
        if turn == OriginEntry.Kind.REDO:
            refuse_contradiction(word.claim, word)
        entry = OriginEntry.objects.create(
            kind=turn,
            claim=word.claim,
            mention=word.mention,
            other=word.other,
            name=word.name,
            note=note.strip(),
            person=person,
            undoes=word,
        )
        raise_revisions(homes)
    return entry


def lock_claim(claim_id: int) -> Claim:
    claim = Claim.objects.select_for_update().filter(pk=claim_id).first()
    if claim is None:
        raise RefusedOriginError(f"There is no claim {claim_id}.")
    if claim.retired_at is not None:
        raise RefusedOriginError("This claim has no mentions of its own any more; look where they went.")
    return claim


def refuse_strangers(claim: Claim, mention_id: int, other_id: int | None, kind: str) -> None:
    wanted = {mention_id} if kind == OriginEntry.Kind.FROM else {mention_id, other_id}
    if None in wanted:
        raise RefusedOriginError("Name the other mention by its number, such as m12.")
    if kind != OriginEntry.Kind.FROM and len(wanted) < 2:
        raise RefusedOriginError("A mention cannot be compared with itself; name another one.")
    found = set(Mention.objects.live().filter(claim=claim, pk__in=wanted).values_list("id", flat=True))
    if missing := sorted(wanted - found):  # type: ignore[type-var]  # None was refused above
        raise RefusedOriginError(f"m{missing[0]} is no mention of this claim.")


def refuse_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not normalize_name(tidy):
        raise RefusedOriginError("Say where the mention comes from: an outlet, an agency, a person or a document.")
    if len(tidy) > LONGEST_SOURCE_NAME:
        raise RefusedOriginError(f"The name is longer than {LONGEST_SOURCE_NAME} characters; shorten it.")
    return tidy


def refuse_contradiction(claim: Claim, entry: OriginEntry) -> None:
    """What was said before and cannot stand beside this is named; it has to be undone first."""
    members = Mention.objects.live().filter(claim=claim).values("id")
    rows = list(OriginEntry.objects.standing().touching(members).told())
    words = {read_word(row): row for row in rows}
    against = find_contradiction(read_word(entry), keep_standing(words))
    if against:
        told = "; ".join(f"{words[word].person} said that {describe_word(words[word])}" for word in against)
        raise RefusedOriginError(
            f"Nothing was recorded, because it would contradict what was said: {told}. Undo that first."
        )


def read_word(entry: OriginEntry) -> OriginWord:
    return OriginWord(Relation(entry.kind), entry.mention_id, entry.other_id or 0, entry.name, str(entry.person))


def load_words(mention_ids: Iterable[int]) -> list[OriginWord]:
    """What stands about these mentions, in the order in which it was said."""
    rows = OriginEntry.objects.standing().touching(list(mention_ids)).select_related("person")
    return [read_word(row) for row in rows]


def list_homes(word: OriginEntry) -> set[int]:
    """The claims that the mentions of a word are in now."""
    ends = [end for end in (word.mention_id, word.other_id) if end is not None]
    return set(Mention.objects.filter(pk__in=ends, claim__isnull=False).values_list("claim_id", flat=True))


def raise_revisions(claim_ids: Iterable[int]) -> None:
    Claim.objects.filter(pk__in=list(claim_ids)).update(revision=F("revision") + 1, hinted_at=None)
