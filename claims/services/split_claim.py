"""Split: a person says that some mentions of a claim are another claim."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from claims.domain.acts import plan_split
from claims.models import ActPlacement, Claim, LedgerAct
from claims.services.record_act import (
    ActDone,
    ActPlan,
    OvertakenActError,
    RefusedActError,
    SeenClaim,
    correct_grouping,
    find_seen_claim,
    list_members,
    load_standing,
    record_act,
)


def split_claim(seen: SeenClaim, ticked: Collection[int], *, person, note: str = "") -> ActDone:
    """The ticked mentions become a claim of their own; the rest keeps the number.

    Mentions that are exactly those of a claim once merged into this one get that claim's number and address back.
    Raises OvertakenActError when the claim has changed, ContradictedActError when somebody called two of the ticked
    different, RefusedActError for ticks that split nothing.
    """
    with correct_grouping():
        claim = find_seen_claim(seen)
        members = list_members(claim)
        leaving = [mention for mention in members if mention in set(ticked)]
        staying = [mention for mention in members if mention not in set(ticked)]
        refuse_ticks(ticked, leaving, staying)
        standing = load_standing(members)
        words = plan_split(leaving, staying, standing)
        other = find_former_claim(claim, leaving) or Claim.objects.create(text="")
        plan = ActPlan(
            LedgerAct.Kind.SPLIT,
            words,
            claim_id=claim.pk,
            other_id=other.pk,
            placed=dict.fromkeys(leaving, other.pk),
        )
        return record_act(plan, standing, person=person, note=note)


def refuse_ticks(ticked: Collection[int], leaving: list[int], staying: list[int]) -> None:
    if not ticked:
        raise RefusedActError(_("Tick the mentions that do not belong to this claim."))
    if len(leaving) != len(set(ticked)):
        raise OvertakenActError(_("A ticked mention is no longer in this claim. Nothing was recorded; look again."))
    if not staying:
        raise RefusedActError(_("All mentions are ticked, so there is nothing to split them from; leave one unticked."))


def find_former_claim(claim: Claim, leaving: list[int]) -> Claim | None:
    """The claim merged into this one that had exactly these mentions, if there is one."""
    former = Claim.objects.filter(merged_into=claim, retired_at__isnull=False)
    merges = LedgerAct.objects.filter(kind=LedgerAct.Kind.MERGE, claim=claim, other__in=former).select_related("other")
    for merge in merges.order_by("-id"):
        came = ActPlacement.objects.filter(act=merge, claim_before=merge.other_id).values_list("mention_id", flat=True)
        if set(came) == set(leaving):
            return merge.other
    return None
