"""What changed since somebody signed: between the frozen evidence and the present one, and in the grouping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from claims.domain.anchoring import Fate
from claims.domain.phrases import phrase
from claims.models import Claim, LedgerAct, Reanchoring
from claims.services.describe_act import describe_act
from verification.domain.evidence_changes import (
    Change,
    ChangeKind,
    is_same_but_for_words,
    is_same_evidence,
    list_changes,
)
from verification.models import ClaimReview, ProposedVerdict, StaleChange

NAMED_ACTS = 5  # corrections named as reasons for staleness; the claim's history has all


def find_changes(claim: Claim, review: ClaimReview, proposal: ProposedVerdict) -> list[Change]:
    """Empty while the decision still stands on what it was signed on."""
    signed = review.proposal
    if signed.evidence_digest == proposal.evidence_digest or is_same_evidence(signed.evidence, proposal.evidence):
        return []
    if signed.verdict == proposal.verdict and is_same_but_for_words(signed.evidence, proposal.evidence):
        return []  # somebody confirmed what was signed
    acts = [Change(ChangeKind.GROUPING, words) for words in list_acts_since(claim, review)]
    fates = tell_fates(entry["ids"]["mention"] for entry in signed.evidence["statements"])
    found = list_changes(signed.evidence, proposal.evidence, fates)
    if repeats_only(found) and signed.verdict == proposal.verdict and not acts:
        return []
    return [*acts, *found]


def repeats_only(changes: Sequence[Change]) -> bool:
    """Somebody said it once more, and nothing else happened: no new origin, no conflict. That overtakes nobody."""
    return bool(changes) and all(change.kind is ChangeKind.NEW_MENTION for change in changes)


def tell_fates(mention_ids: Iterable[int]) -> dict[int, str]:
    """What became of mentions that are absent from the present version of their article, in words."""
    absent = (
        Reanchoring.objects.filter(mention__in=list(mention_ids), fate=Fate.ABSENT)
        .filter(mention__article_version__current=False)
        .select_related("mention", "version__article__source")
        .defer("version__text", "version__sketch")
        .order_by("id")
    )
    return {
        row.mention_id: phrase(
            "{outlet}: “{quote}” was absent on {day}. {change}",
            outlet=row.version.article.source.name,
            quote=row.mention.quote,
            day=row.version.seen_at.date(),
            change=row.version.change_sentence,
        )
        for row in absent
    }


def record_changes(claim: Claim, review: ClaimReview, changes: Sequence[Change]) -> None:
    """Each change is told once a decision, however often the claim is assessed."""
    StaleChange.objects.bulk_create(
        (
            StaleChange(
                claim=claim, review=review, kind=one.kind, words=one.words, digest=digest_change(one), told=[one.words]
            )
            for one in changes
        ),
        ignore_conflicts=True,
    )


def digest_change(change: Change) -> str:
    return hashlib.sha256(f"{change.kind}|{change.words}".encode("utf-8", "surrogatepass")).hexdigest()


def list_acts_since(claim: Claim, review: ClaimReview) -> list[str]:
    """What people did to its grouping after the review; what they did and undid since is left out."""
    acts = LedgerAct.objects.concerning(claim.pk).filter(made_at__gt=review.decided_at).told().order_by("id")
    since = {act.pk: act for act in acts}
    undone = {act.pk for act in since.values() if act.turn_count % 2}  # type: ignore[attr-defined]  # by told
    standing = [act for act in since.values() if act.pk not in undone and act.undoes_id not in since]
    return [describe_act(act, claim.pk) for act in standing[-NAMED_ACTS:]]
