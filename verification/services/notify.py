"""Tell people of something: one row each, written in the transaction of what happened. Mail follows from the rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claims.domain.access import Action
from claims.models import Claim
from claims.services.give_role import list_people_who_may
from verification.domain.notices import Choice, MailState, NoticeKind, choose_mail
from verification.models import ClaimReview, Notice, NoticeChoice

MOST_TOLD = 500  # people in one go; a desk is smaller


def notify(
    kind: NoticeKind,
    people: Iterable[Any],
    claim: Claim,
    *,
    actor: Any = None,
    detail: str = "",
    because: Iterable[str] = (),
) -> int:
    """Tell each of them, but never `actor`, of what they did themselves. Returns how many rows were written."""
    reasons = list(because)
    told = {person.pk: person for person in people if person != actor and person.is_active}
    chosen = {
        row.person_id: Choice(row.in_app, row.by_mail)
        for row in NoticeChoice.objects.filter(kind=kind, person__in=list(told))
    }
    notices = []
    for person in list(told.values())[:MOST_TOLD]:
        choice = chosen.get(person.pk, Choice())
        mail = choose_mail(choice, person.email)
        if choice.in_app or mail is MailState.DUE:
            given = {"kind": kind, "claim": claim, "actor": actor, "detail": detail, "because": reasons}
            notices.append(Notice(person=person, shown=choice.in_app, mail=mail, **given))
    return len(Notice.objects.bulk_create(notices))


def ask_for_second_look(claim: Claim, first: Any) -> int:
    """Everybody who may give a second opinion; nobody learns whose the first one is."""
    others = [person for person in list_people_who_may(Action.DECIDE) if person != first]
    return notify(NoticeKind.SECOND_LOOK, others, claim)


def ask_for_settling(claim: Claim, involved: Iterable[Any]) -> int:
    """Leads who are neither of the two."""
    two = set(involved)
    leads = [person for person in list_people_who_may(Action.ADJUDICATE) if person not in two]
    return notify(NoticeKind.DISPUTE, leads, claim)


def tell_of_staleness(claim: Claim, review: ClaimReview, because: Iterable[str]) -> int:
    """Those by whose opinions the verdict stood."""
    signed = [review.reviewer]
    if review.answers:
        signed.append(review.answers.reviewer)
    reasons = list(because)
    return notify(NoticeKind.STALE, signed, claim, detail="; ".join(reasons), because=reasons)
