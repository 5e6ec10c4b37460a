"""What must always be true of the rows, looked at every night. The constraints of the database hold what one row can
say; here is what takes several. A violation is a defect of ours: it is reported, never mended in silence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr

from claims.domain.lifecycle import State
from claims.models import Article, ArticleVersion, Claim, Mention, PairDecision, SnapshotBody
from claims.services.run_job import JobReport
from verification.domain.evidence import digest_evidence
from verification.models import ClaimReview, ClaimStanding, ProposedVerdict

NAMED = 5  # rows named for each violation
SAMPLE = 500  # proposals and snapshots hashed again a night, chosen at random


@dataclass(frozen=True, slots=True)
class Invariant:
    """`find` returns the ids of rows that break it."""

    sentence: str
    rows: str
    find: Callable[[], Iterable[int]]


def check_invariants() -> JobReport:
    counts: dict[str, int] = {"checked": len(INVARIANTS)}
    lines = []
    for invariant in INVARIANTS:
        broken = sorted(invariant.find())
        if broken:
            named = ", ".join(str(pk) for pk in broken[:NAMED])
            lines.append(f"{invariant.sentence} Not so of {len(broken)} {invariant.rows}, such as {named}.")
    counts["violated"] = len(lines)
    return JobReport(counts, "\n".join(lines), found=bool(lines))


def find_ungrouped() -> Iterable[int]:
    live = Mention.objects.live().filter(worth_checking=True, claim=None)
    return live.filter(article_version__article__state=State.ASSESSED).values_list("id", flat=True)


def find_left_behind() -> Iterable[int]:
    gone = Mention.objects.filter(article_version__current=False, claim__isnull=False)
    return gone.filter(article_version__article__state=State.ASSESSED).values_list("id", flat=True)


def find_misquoted() -> Iterable[int]:
    found = Substr("article_version__text", F("start") + 1, F("end") - F("start"))
    return Mention.objects.annotate(found=found).exclude(found=F("quote")).values_list("id", flat=True)


def find_versionless() -> Iterable[int]:
    current = ArticleVersion.objects.filter(article=OuterRef("pk"), current=True)
    beyond = [State.EXTRACTED, State.EMBEDDED, State.CLUSTERED, State.ASSESSED]
    return Article.objects.filter(~Exists(current), state__in=beyond).values_list("id", flat=True)


def find_empty_claims() -> Iterable[int]:
    return Claim.objects.active().filter(mentions=None).values_list("id", flat=True)


def find_haunted_claims() -> Iterable[int]:
    return (
        Claim.objects.filter(retired_at__isnull=False, mentions__isnull=False).values_list("id", flat=True).distinct()
    )


def find_strange_canonicals() -> Iterable[int]:
    settled = Claim.objects.active().filter(revision=F("assessed_revision"), canonical_mention__isnull=False)
    return settled.exclude(canonical_mention__claim=F("id")).values_list("id", flat=True)


def find_misjoined() -> Iterable[int]:
    said = PairDecision.objects.standing().filter(decision=PairDecision.Decision.DIFFERENT)
    return said.filter(mention_low__claim=F("mention_high__claim")).values_list("id", flat=True)


def find_wrong_reviews() -> Iterable[int]:
    in_force = (
        ClaimReview.objects.filter(
            claim=OuterRef("claim_id"), settles=True, withdraws__isnull=True, withdrawn_by__isnull=True
        )
        .order_by("-version")
        .values("pk")[:1]
    )
    open_ones = ClaimStanding.objects.open().annotate(in_force=in_force)
    same = Q(review=F("in_force")) | Q(review__isnull=True, in_force__isnull=True)
    return open_ones.exclude(same).values_list("claim_id", flat=True)


def find_unexplained() -> Iterable[int]:
    standings = ClaimStanding.objects.open()
    mute = standings.filter(stale=True, stale_because=[])
    hidden = standings.filter(Q(stale=True) | Q(review__isnull=True), needs_review=False)
    return (mute | hidden).values_list("claim_id", flat=True)


def find_altered_evidence() -> Iterable[int]:
    rows = ProposedVerdict.objects.order_by("?").values_list("id", "evidence", "evidence_digest")[:SAMPLE]
    return [pk for pk, evidence, digest in rows if digest_evidence(evidence) != digest]


def find_altered_snapshots() -> Iterable[int]:
    bodies = SnapshotBody.objects.order_by("?")[:SAMPLE].iterator(chunk_size=20)
    return [body.pk for body in bodies if hashlib.sha256(body.unpack()).hexdigest() != body.sha256]


INVARIANTS = (
    Invariant("A statement worth checking is in a claim.", "mentions", find_ungrouped),
    Invariant("A statement absent from its article's present version is in no claim.", "mentions", find_left_behind),
    Invariant("A quote stands in its article at its offsets.", "mentions", find_misquoted),
    Invariant("An article that was read has a current version.", "articles", find_versionless),
    Invariant("A claim has mentions.", "claims", find_empty_claims),
    Invariant("A retired claim has none.", "claims", find_haunted_claims),
    Invariant("The statement that stands for a claim is one of its own.", "claims", find_strange_canonicals),
    Invariant("What a person called different is not in one claim.", "ledger entries", find_misjoined),
    Invariant("A claim's standing names the decision in force.", "claims", find_wrong_reviews),
    Invariant("A stale decision says why, and is back in the queue.", "claims", find_unexplained),
    Invariant("Frozen evidence is as it was signed.", "proposals", find_altered_evidence),
    Invariant("A snapshot's bytes are as they came.", "snapshots", find_altered_snapshots),
)
