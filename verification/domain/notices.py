"""What people are told of, in which words, and through which doors.

Idea: a notice says what happened to a claim and never what somebody else decided about it, so that a second reviewer
who reads one still decides blind. Method: one sentence a kind, made from the actor's name (where it may be told) and
the claim's text; a person's choice opens or closes two doors a kind, the page and the mail; mail needs an address.
Limits: no digest of what happened while somebody was away; a mail lists what is due at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.domain.phrases import Phrase, phrase, run_on

LONGEST_CLAIM = 160  # characters of a claim's text in a notice


class NoticeKind(StrEnum):
    ASSIGNED = "assigned"
    ADDRESSED = "addressed"
    STALE = "stale"
    SECOND_LOOK = "second_look"
    DISPUTE = "dispute"


class MailState(StrEnum):
    NONE = "none"
    DUE = "due"
    SENT = "sent"
    FAILED = "failed"


KIND_WORDS = {
    NoticeKind.ASSIGNED: phrase("Somebody gives a claim to me"),
    NoticeKind.ADDRESSED: phrase("Somebody writes @my-name in a comment"),
    NoticeKind.STALE: phrase("A verdict that I signed goes stale"),
    NoticeKind.SECOND_LOOK: phrase("A claim wants a second opinion"),
    NoticeKind.DISPUTE: phrase("Two reviewers disagree and a lead is to settle it"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    in_app: bool = True
    by_mail: bool = True


def describe_notice(kind: NoticeKind, claim: str, actor: str, because: Sequence[str] = ()) -> Phrase:
    """One sentence. `actor` is '' where nobody is to be named; `because` says why a verdict is stale."""
    claim = claim.removesuffix(".")  # the sentence goes on after it
    about = claim if len(claim) <= LONGEST_CLAIM else claim[: LONGEST_CLAIM - 2].rstrip() + " …"
    match kind:
        case NoticeKind.ASSIGNED:
            return phrase("{person} gave you the claim “{claim}”.", person=actor, claim=about)
        case NoticeKind.ADDRESSED:
            return phrase("{person} mentioned you on “{claim}”.", person=actor, claim=about)
        case NoticeKind.STALE:
            reasons = run_on(because or [phrase("its evidence changed")], "; ")
            return phrase("Your verdict on “{claim}” is stale: {reasons}.", claim=about, reasons=reasons)
        case NoticeKind.SECOND_LOOK:
            return phrase("A second opinion is wanted on “{claim}”.", claim=about)
        case NoticeKind.DISPUTE:
            return phrase("Two reviewers disagree on “{claim}”; it is for a lead to settle.", claim=about)


def choose_mail(choice: Choice, address: str) -> MailState:
    return MailState.DUE if choice.by_mail and address else MailState.NONE
