"""Record a person's decision, or that they take it back: append-only, bound to what they saw, never over another's."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims.domain.access import Action
from claims.models import Claim
from claims.services.check_right import may
from claims.services.hold_members import hold_members
from claims.services.tell import tell
from verification.domain.four_eyes import NotYoursError, Placed, SecondLook, Stage, place_opinion
from verification.domain.note_rule import describe_missing_note
from verification.domain.types import Verdict
from verification.models import WITHDRAWN, ClaimReview, ClaimStanding, ProposedVerdict
from verification.services.assess import update_standing
from verification.services.notify import ask_for_second_look, ask_for_settling
from verification.services.read_round import needs_second_review, read_open_round

NOTE_LENGTH = 10_000  # characters; a note is a paragraph, not a file


class ReviewRefusedError(ValueError):
    """The decision cannot be recorded as it is; the message says why."""


class MissingNoteError(ReviewRefusedError):
    """The decision needs a note; everything else about it is fine."""


class ReviewConflictError(Exception):
    """Somebody decided, or the evidence changed, after this person opened the page. Nothing was overwritten."""


def record_review(
    claim_id: int, *, reviewer, verdict: str, proposal_id: int, expected_version: int, note: str = ""
) -> ClaimReview:
    """`expected_version` is that of the latest entry that the reviewer saw (0 for none).

    Where two people decide, this is an opinion, and the verdict may not stand yet: see `settles` of what is returned.
    Raises ReviewRefusedError for what cannot be signed, ReviewConflictError when overtaken.
    """
    if verdict not in (Verdict.CORROBORATED, Verdict.SINGLE_SOURCE, Verdict.CONTRADICTED):
        raise ReviewRefusedError(_("Choose corroborated, single-source or contradicted."))
    if len(note) > NOTE_LENGTH:
        raise ReviewRefusedError(
            _("The note is longer than {note_length} characters; shorten it.").format(note_length=f"{NOTE_LENGTH:,}")
        )
    with transaction.atomic():
        claim = Claim.objects.select_for_update().filter(pk=claim_id).first()
        if claim is None:
            raise ReviewRefusedError(_("There is no such claim."))
        seen = ProposedVerdict.objects.filter(pk=proposal_id, claim=claim).first()
        if seen is None:
            raise ReviewRefusedError(_("The decision must refer to a proposal of this claim."))
        standing = ClaimStanding.objects.select_related("review__reviewer", "proposal").get(claim=claim)
        if same := find_sent_before(standing, seen, reviewer, verdict, note, expected_version):
            return same
        refuse_when_overtaken(claim, standing, seen, expected_version)
        placed = place_review(claim_id, seen, reviewer, verdict)
        if missing := describe_missing_note(verdict, seen.verdict, note, placed.stage):
            raise MissingNoteError(tell(missing))
        review = ClaimReview.objects.create(
            claim=claim,
            version=expected_version + 1,
            proposal=seen,
            verdict=verdict,
            stage=placed.stage,
            settles=placed.settles,
            answers=find_answered(claim, placed),
            note=note.strip(),
            reviewer=reviewer,
        )
        save_standing(standing, review)
    return review


def find_sent_before(
    standing: ClaimStanding, seen: ProposedVerdict, reviewer, verdict: str, note: str, expected_version: int
) -> ClaimReview | None:
    """The same form sent twice is one decision: what the first sending recorded, while nothing followed it."""
    if standing.review_version != expected_version + 1:
        return None
    same = ClaimReview.objects.filter(claim=standing.claim_id, version=standing.review_version, reviewer=reviewer)
    return same.filter(verdict=verdict, note=note.strip(), proposal=seen).select_related("claim").first()


def place_review(claim_id: int, seen: ProposedVerdict, reviewer, verdict: str) -> Placed:
    try:
        return place_opinion(
            read_open_round(claim_id, seen.evidence_digest),
            reviewer=reviewer.pk,
            verdict=verdict,
            second_review=needs_second_review(),
            may_adjudicate=may(reviewer, Action.ADJUDICATE),
        )
    except NotYoursError as refusal:
        raise ReviewRefusedError(tell(refusal)) from refusal


def find_answered(claim: Claim, placed: Placed) -> ClaimReview | None:
    return ClaimReview.objects.get(claim=claim, version=placed.answers) if placed.answers else None


def save_standing(standing: ClaimStanding, review: ClaimReview) -> None:
    """What the entry makes of the claim; whoever had the claim has done their work on it."""
    standing.review_version = review.version
    standing.assignee = None
    if review.settles:
        standing.review = review
        standing.needs_review, standing.stale, standing.stale_because = False, False, []
        standing.second_look, standing.first_by = SecondLook.NONE, None
        hold_members(review.claim_id, [entry["ids"]["mention"] for entry in review.proposal.evidence["statements"]])
    elif review.stage == Stage.FIRST:
        standing.needs_review = True
        standing.second_look, standing.first_by = SecondLook.WANTED, review.reviewer
    else:
        standing.second_look = SecondLook.DISPUTED
    standing.save()
    tell_who_comes_next(review)


def tell_who_comes_next(review: ClaimReview) -> None:
    if review.settles:
        return
    if review.stage == Stage.FIRST:
        ask_for_second_look(review.claim, review.reviewer)
    else:
        ask_for_settling(review.claim, [review.reviewer, review.answers.reviewer] if review.answers else [])


def withdraw_review(claim_id: int, *, reviewer, expected_version: int) -> ClaimReview:
    """Take one's own latest decision back; what was decided before it, if anything, is in force again.

    Returns the entry that says so. Raises ReviewRefusedError when there is nothing of `reviewer` to take back,
    ReviewConflictError when an entry followed the one they saw, or the claim was merged meanwhile.
    """
    with transaction.atomic():
        claim = Claim.objects.select_for_update().filter(pk=claim_id).first()
        standing = ClaimStanding.objects.select_related("review__reviewer", "proposal").filter(claim=claim_id).first()
        if claim is None or standing is None:
            raise ReviewRefusedError(_("There is no decision on this claim to take back."))
        refuse_retired(claim)
        refuse_other_version(standing, expected_version)
        review = ClaimReview.objects.filter(claim=claim, version=standing.review_version).first()
        if review is None or review.withdraws_id or review.reviewer != reviewer:
            raise ReviewRefusedError(_("Only your own latest decision can be taken back."))
        entry = ClaimReview.objects.create(
            claim=claim,
            version=standing.review_version + 1,
            proposal_id=review.proposal_id,
            verdict=WITHDRAWN,
            withdraws=review,
            stage=review.stage,
            settles=False,
            reviewer=reviewer,
        )
        ClaimStanding.objects.filter(pk=standing.pk).update(review_version=entry.version)
        update_standing(claim, standing.proposal, standing.relation_note)
    return entry


def refuse_when_overtaken(claim: Claim, standing: ClaimStanding, seen: ProposedVerdict, expected_version: int) -> None:
    refuse_retired(claim)
    refuse_other_version(standing, expected_version)
    if standing.proposal.evidence_digest != seen.evidence_digest:
        raise ReviewConflictError(
            _("The evidence changed after you opened this claim. Your decision was not recorded; look at what is new.")
        )


def refuse_retired(claim: Claim) -> None:
    if claim.retired_at is not None:
        raise ReviewConflictError(_("This claim was merged into another one meanwhile; decide it there."))


def refuse_other_version(standing: ClaimStanding, expected_version: int) -> None:
    if expected_version > standing.review_version:
        raise ReviewRefusedError(_("The decision refers to an earlier decision that does not exist."))
    if expected_version == standing.review_version:
        return
    latest = ClaimReview.objects.select_related("reviewer").get(
        claim=standing.claim_id, version=standing.review_version
    )
    if latest.is_open_opinion:  # who gave it, and what it says, is for nobody to know yet
        raise ReviewConflictError(_("Somebody gave an opinion on this claim meanwhile. Nothing of yours was recorded."))
    if latest.verdict == WITHDRAWN:
        raise ReviewConflictError(
            _("{reviewer} took a decision back meanwhile. Nothing was recorded; look again.").format(
                reviewer=latest.reviewer
            )
        )
    raise ReviewConflictError(
        _(
            "{reviewer} decided “{verdict}” meanwhile. Nothing of yours was recorded; look at their decision first."
        ).format(reviewer=latest.reviewer, verdict=latest.get_verdict_display())
    )
