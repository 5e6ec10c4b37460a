"""A desk of any size to measure pages on: claims with mentions, proposals, decisions and vectors, all generated.

Loaded by COPY as the pipeline and a busy desk would have left it: nine claims in ten are told once, one in ten is
decided, some are stale, given to somebody, or wait for a second look. What the claim's page needs in full is computed
by the real assessment for `ASSESSED` claims, those with most mentions first; the others carry a proposal without its
evidence, which no list reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from claims.domain.access import Role
from claims.domain.lifecycle import State
from claims.models import Article, ArticleVersion, Claim, MatchSuggestion, Mention, Source
from claims.services.choose_model import read_active_model
from claims.services.give_role import give_role
from evaluation.generator import generate_claims, generate_texts, generate_wordings
from verification.domain.four_eyes import SecondLook
from verification.domain.types import Verdict
from verification.domain.urgency import compute_urgency
from verification.models import ClaimReview, ClaimStanding, Conflict, ProposedVerdict
from verification.services.assess import assess_claims
from workbench.scale import (
    ARTICLE,
    NotEmpty,
    Row,
    copy_like,
    copy_vectors,
    describe_mentions,
    describe_versions,
    reserve_ids,
)

MENTIONS_A_CLAIM = 1.7  # about; it follows from SINGLE
SINGLE = 0.9  # claims told once
SOURCES = 200
ASSESSED = 150
STEP = 20  # between two claims that are drawn: a hundred of them reach as far as the two thousandth
LEAD = "lead"
DECIDED, STALE, WAITING, GIVEN, ALIKE = 0.10, 0.01, 0.01, 0.05, 0.10  # shares of the claims
VERDICTS = (Verdict.SINGLE_SOURCE, Verdict.CORROBORATED, Verdict.CONTRADICTED)
DISPUTED = VERDICTS.index(Verdict.CONTRADICTED)


@dataclass(frozen=True, slots=True)
class Desk:
    """`assessed` are the claims whose pages can be opened, those with most mentions first; `viewer` is a lead."""

    viewer: Any
    assessed: list[int]
    claims: int
    mentions: int

    @property
    def opened(self) -> list[int]:
        """What reviewers open: drawn evenly from the claims that are told most, which is where the queue begins."""
        return self.assessed[count_largest(len(self.assessed)) :]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Of each claim: its id, how many mentions it has, the first of them, and its text."""

    ids: np.ndarray
    sizes: np.ndarray
    first: np.ndarray
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Lots:
    """What chance gives each claim, and the ids of its rows; `places` are those of the claims that get rows."""

    places: np.ndarray
    verdicts: np.ndarray  # positions in VERDICTS
    decided: np.ndarray
    stale: np.ndarray
    waits: np.ndarray
    given: np.ndarray
    worth: np.ndarray
    proposals: np.ndarray
    conflicts: np.ndarray
    reviews: np.ndarray


def load_desk(claims: int, tell: Callable[[str], None], assessed: int = ASSESSED) -> Desk:
    """About so many claims. Raises NotEmpty when this instance holds mentions already."""
    if Mention.objects.exists():
        raise NotEmpty
    random = np.random.default_rng(0)
    people = [make_person(f"reviewer{number}", Role.REVIEWER) for number in range(10)]
    viewer = make_person(LEAD, Role.LEAD)
    with transaction.atomic():
        grouped = load_told(claims, tell)
        chosen = choose_assessed(grouped.sizes, assessed)
        load_standings(grouped, chosen, people, random)
        load_suggestions(grouped, random)
    refresh_statistics()
    tell(f"loaded {len(grouped.ids)} claims")
    whole = grouped.ids[chosen].tolist()
    assess_claims(whole)
    refresh_statistics()
    tell(f"assessed {len(whole)} of them")
    return Desk(viewer, whole, len(grouped.ids), int(grouped.sizes.sum()))


def count_largest(assessed: int) -> int:
    return assessed // 3


def choose_assessed(sizes: np.ndarray, assessed: int) -> np.ndarray:
    """Places of the claims with most mentions, and of as many again twice over, drawn evenly from those that follow."""
    order, largest = np.argsort(-sizes, kind="stable"), count_largest(assessed)
    step = max(1, min(STEP, (len(order) - largest) // (assessed - largest)))
    return np.concatenate([order[:largest], order[largest::step][: assessed - largest]])


def find_desk() -> Desk:
    """What `load_desk` has loaded here before. Raises NotEmpty where it did not."""
    viewer = get_user_model().objects.filter(username=LEAD).first()
    whole = ClaimStanding.objects.exclude(proposal__evidence={}).order_by("-proposal__outlets", "claim_id")
    if viewer is None or not whole.exists():
        raise NotEmpty
    return Desk(
        viewer,
        list(whole.values_list("claim_id", flat=True)[:ASSESSED]),
        Claim.objects.count(),
        Mention.objects.count(),
    )


def make_person(name: str, role: Role) -> Any:
    person = get_user_model().objects.create_user(name, email=f"{name}@desk.example")
    give_role(person, role)
    return person


def load_told(claims: int, tell: Callable[[str], None]) -> Grouped:
    """Articles, their mentions and vectors, and the claims that these make."""
    made = generate_claims(round(claims * MENTIONS_A_CLAIM), single=SINGLE)
    sentences, words = generate_texts(len(made.claims)), generate_wordings(made.claims)
    texts = [f"{sentence[:-1]}, {said[0].lower()}{said[1:]}" for sentence, said in zip(sentences, words, strict=True)]
    labels, first, home, sizes = np.unique(made.claims, return_index=True, return_inverse=True, return_counts=True)
    claim_ids = reserve_ids("claims_claim", len(labels))
    mention_ids = reserve_ids("claims_mention", len(texts))
    count = -(-len(texts) // ARTICLE)
    articles, versions = reserve_ids("claims_article", count), reserve_ids("claims_articleversion", count)
    grouped = Grouped(claim_ids, sizes, mention_ids[first], [texts[position] for position in first])
    sources = Source.objects.bulk_create(Source(name=f"Outlet {number}") for number in range(SOURCES))
    copy_like(Article(source=sources[0]), describe_articles(articles, sources))
    copy_like(ArticleVersion(number=1), describe_versions(articles, versions, texts))
    copy_like(Claim(check_worthiness=0.5, assessed_revision=1), describe_claims(grouped))
    rows = describe_mentions(mention_ids, versions, texts)
    placed = ({**row, "claim_id": int(claim_ids[home[number]])} for number, row in enumerate(rows))
    copy_like(Mention(check_worthiness=0.5), placed)
    tell(f"wrote {len(texts)} mentions")
    copy_vectors(mention_ids, made.vectors, read_active_model())
    return grouped


def describe_articles(ids: np.ndarray, sources: list[Source]) -> Iterator[Row]:
    for number, article in enumerate(ids.tolist()):
        source = sources[number % len(sources)]
        yield {"id": article, "source_id": source.pk, "title": f"Article {number}", "state": State.ASSESSED}


def describe_claims(grouped: Grouped) -> Iterator[Row]:
    now = timezone.now()
    for number, (claim, text, first) in enumerate(
        zip(grouped.ids.tolist(), grouped.texts, grouped.first.tolist(), strict=True)
    ):
        seen = now - timedelta(minutes=number % 100_000)
        yield {"id": claim, "text": text, "canonical_mention_id": first, "first_seen": seen}


def load_standings(grouped: Grouped, chosen: np.ndarray, people: list[Any], random: np.random.Generator) -> None:
    """Of all but the chosen claims, which the real assessment looks at."""
    lots = draw_lots(len(grouped.ids), chosen, random)
    digest = {"evidence": {}, "evidence_digest": "0" * 64}
    copy_like(ProposedVerdict(number=1, outlets=1, origins=1, **digest), describe_proposals(grouped, lots))
    sides = {"start_a": 0, "end_a": 3, "start_b": 4, "end_b": 8, "value_a": "120", "value_b": "450"}
    copy_like(Conflict(type="number", rule="generated", strength=1.0, **sides), describe_conflicts(grouped, lots))
    copy_like(ClaimReview(version=1), describe_reviews(grouped, lots, people))
    copy_like(ClaimStanding(), describe_standings(grouped, lots, people))


def draw_lots(n: int, largest: np.ndarray, random: np.random.Generator) -> Lots:
    verdicts, state = random.choice(3, size=n, p=(0.7, 0.2, 0.1)), random.random(n)
    return Lots(
        places=np.setdiff1d(np.arange(n), largest),
        verdicts=verdicts,
        decided=state < DECIDED,
        stale=state < STALE,
        waits=(state >= DECIDED) & (state < DECIDED + WAITING),
        given=random.random(n) < GIVEN,
        worth=random.random(n),
        proposals=reserve_ids("verification_proposedverdict", n),
        conflicts=reserve_ids("verification_conflict", n),
        reviews=reserve_ids("verification_claimreview", n),
    )


def describe_proposals(grouped: Grouped, lots: Lots) -> Iterator[Row]:
    for at in lots.places.tolist():
        yield {
            "id": int(lots.proposals[at]),
            "claim_id": int(grouped.ids[at]),
            "verdict": VERDICTS[lots.verdicts[at]],
            "outlets": int(grouped.sizes[at]),
            "origins": int(min(grouped.sizes[at], 3)),
        }


def describe_conflicts(grouped: Grouped, lots: Lots) -> Iterator[Row]:
    for at in lots.places[lots.verdicts[lots.places] == DISPUTED].tolist():
        first = int(grouped.first[at])
        yield {
            "id": int(lots.conflicts[at]),
            "proposal_id": int(lots.proposals[at]),
            "mention_a_id": first,
            "mention_b_id": first,
        }


def describe_reviews(grouped: Grouped, lots: Lots, people: list[Any]) -> Iterator[Row]:
    for at in lots.places[(lots.decided | lots.waits)[lots.places]].tolist():
        yield {
            "id": int(lots.reviews[at]),
            "claim_id": int(grouped.ids[at]),
            "proposal_id": int(lots.proposals[at]),
            "verdict": VERDICTS[lots.verdicts[at]],
            "stage": "first" if lots.waits[at] else "sole",
            "settles": not lots.waits[at],
            "reviewer_id": people[at % len(people)].pk,
        }


def describe_standings(grouped: Grouped, lots: Lots, people: list[Any]) -> Iterator[Row]:
    for at in lots.places.tolist():
        decided, stale, waits = bool(lots.decided[at]), bool(lots.stale[at]), bool(lots.waits[at])
        urgency = compute_urgency(
            check_worthiness=float(lots.worth[at]),
            outlets=int(grouped.sizes[at]),
            disputed=bool(lots.verdicts[at] == DISPUTED),
            stale=stale,
        )
        person = people[at % len(people)].pk
        yield {
            "claim_id": int(grouped.ids[at]),
            "proposal_id": int(lots.proposals[at]),
            "review_id": int(lots.reviews[at]) if decided else None,
            "review_version": int(decided or waits),
            "needs_review": not decided or stale,
            "stale": stale,
            "second_look": SecondLook.WANTED if waits else SecondLook.NONE,
            "first_by_id": person if waits else None,
            "assignee_id": person if lots.given[at] and not decided else None,
            "urgency": urgency.score,
        }


def load_suggestions(grouped: Grouped, random: np.random.Generator) -> None:
    """Claims beside one another are of one subject; some were found alike and not joined."""
    n = len(grouped.ids) - 1
    numbers = np.flatnonzero(random.random(n) < ALIKE)
    ids = reserve_ids("claims_matchsuggestion", len(numbers))

    def describe() -> Iterator[Row]:
        for row, at in zip(ids.tolist(), numbers.tolist(), strict=True):
            yield {
                "id": row,
                "claim_low_id": int(grouped.ids[at]),
                "claim_high_id": int(grouped.ids[at + 1]),
                "mention_low_id": int(grouped.first[at]),
                "mention_high_id": int(grouped.first[at + 1]),
            }

    copy_like(MatchSuggestion(score=0.6, why=MatchSuggestion.Why.CLOSE), describe())


def refresh_statistics() -> None:
    """And the visibility of rows, which a server that runs for longer than a minute keeps by itself."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
