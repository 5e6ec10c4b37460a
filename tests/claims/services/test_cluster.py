"""Grouping in the database: the same claims whatever the order, the ledger respected, identities kept."""

import itertools

import pytest
from django.db import transaction

from claims.domain.lifecycle import State
from claims.models import Article, Claim, Mention, MentionVector, PairDecision
from claims.services.cluster import cluster_article
from claims.services.decide_pair import UnusablePairError, decide_pair
from claims.services.embed import embed_article
from claims.services.run_stage import Outcome
from tests.factories import make_article, make_mention, make_source, make_version

pytestmark = pytest.mark.django_db(transaction=True)

STORKS = [
    "The town of Selm counted forty storks on Monday.",
    "Forty storks were counted in the town of Selm on Monday.",
    "On Monday, the town of Selm counted forty storks.",
]
BRIDGE = "The old bridge at Kestra was closed to lorries last year."


def give_mention(text: str) -> Article:
    article = make_article(text, state=State.EXTRACTED)
    make_mention(article)
    return article


def work_through(article: Article) -> Outcome:
    embed_article(article.pk)
    return cluster_article(article.pk)


def partition() -> set[frozenset[str]]:
    claims: dict[int, set[str]] = {}
    for mention in Mention.objects.live():
        claims.setdefault(mention.claim_id, set()).add(mention.quote)
    return {frozenset(quotes) for quotes in claims.values()}


def test_the_same_statement_in_other_words_is_one_claim():
    for text in STORKS:
        assert work_through(give_mention(text)) is Outcome.DONE
    assert partition() == {frozenset(STORKS)}


def test_another_statement_is_another_claim():
    for text in [*STORKS, BRIDGE]:
        work_through(give_mention(text))
    assert partition() == {frozenset(STORKS), frozenset([BRIDGE])}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_arrival_does_not_matter(order):
    texts = [*STORKS, BRIDGE]
    for position in order:
        work_through(give_mention(texts[position]))
    assert partition() == {frozenset(STORKS), frozenset([BRIDGE])}


def test_a_claim_keeps_its_identity_when_a_member_comes():
    work_through(give_mention(STORKS[0]))
    before = Claim.objects.get()
    work_through(give_mention(STORKS[1]))
    assert Claim.objects.active().get().pk == before.pk


def test_a_claim_that_gains_a_member_needs_assessment():
    work_through(give_mention(STORKS[0]))
    Claim.objects.update(assessed_revision=1)
    work_through(give_mention(STORKS[1]))
    assert Claim.objects.needing_assessment().count() == 1


def test_a_claim_that_gains_nothing_needs_no_assessment():
    work_through(give_mention(STORKS[0]))
    Claim.objects.update(assessed_revision=1)
    work_through(give_mention(BRIDGE))
    assert not Claim.objects.needing_assessment().filter(text=STORKS[0]).exists()


def test_different_in_the_ledger_splits_a_claim(reviewer):
    a, b = (give_mention(text) for text in STORKS[:2])
    work_through(a)
    work_through(b)
    low, high = Mention.objects.values_list("id", flat=True).order_by("id")
    decide_pair(low, high, "different", person=reviewer, reason="two towns of that name")
    assert partition() == {frozenset([STORKS[0]]), frozenset([STORKS[1]])}


def test_same_in_the_ledger_joins_two_claims(reviewer):
    work_through(give_mention(STORKS[0]))
    work_through(give_mention(BRIDGE))
    low, high = Mention.objects.values_list("id", flat=True).order_by("id")
    decide_pair(low, high, "same", person=reviewer)
    assert partition() == {frozenset([STORKS[0], BRIDGE])}
    assert Claim.objects.exclude(merged_into=None).count() == 1


def test_a_withdrawn_decision_restores_what_was_there(reviewer):
    work_through(give_mention(STORKS[0]))
    work_through(give_mention(BRIDGE))
    low, high = Mention.objects.values_list("id", flat=True).order_by("id")
    decide_pair(low, high, "same", person=reviewer)
    decide_pair(low, high, "withdrawn", person=reviewer)
    assert partition() == {frozenset([STORKS[0]]), frozenset([BRIDGE])}


def test_a_rejected_pair_stays_rejected_when_more_mentions_come(reviewer):
    for text in STORKS[:2]:
        work_through(give_mention(text))
    low, high = Mention.objects.values_list("id", flat=True).order_by("id")
    decide_pair(low, high, "different", person=reviewer)
    work_through(give_mention(STORKS[2]))
    together = [quotes for quotes in partition() if {STORKS[0], STORKS[1]} <= quotes]
    assert together == []


def test_the_ledger_keeps_the_score_and_the_model(reviewer):
    for text in STORKS[:2]:
        work_through(give_mention(text))
    low, high = Mention.objects.values_list("id", flat=True).order_by("id")
    entry = decide_pair(low, high, "unsure", person=reviewer).entry
    assert 0.65 < entry.similarity <= 1
    assert "MiniLM" in entry.model


def test_a_ledger_entry_cannot_be_changed(reviewer):
    for text in STORKS[:2]:
        work_through(give_mention(text))
    low, high = Mention.objects.values_list("id", flat=True).order_by("id")
    entry = decide_pair(low, high, "same", person=reviewer).entry
    entry.decision = PairDecision.Decision.DIFFERENT
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        entry.save()


def test_a_mention_cannot_be_paired_with_itself(reviewer):
    work_through(give_mention(BRIDGE))
    only = Mention.objects.get().pk
    with pytest.raises(UnusablePairError):
        decide_pair(only, only, "same", person=reviewer)


def test_mentions_of_a_withdrawn_version_leave_their_claims():
    article = give_mention(STORKS[0])
    work_through(article)
    work_through(give_mention(STORKS[1]))
    make_version(article, BRIDGE)
    make_mention(article)
    Article.objects.filter(pk=article.pk).update(state=State.EXTRACTED)
    work_through(article)
    assert partition() == {frozenset([STORKS[1]]), frozenset([BRIDGE])}


def test_a_claim_without_members_is_retired():
    article = give_mention(STORKS[0])
    work_through(article)
    make_version(article, BRIDGE)
    Article.objects.filter(pk=article.pk).update(state=State.EXTRACTED)
    work_through(article)
    assert Claim.objects.active().count() == 0


def test_a_text_seen_before_is_not_embedded_again():
    source = make_source()
    for number in range(2):
        article = make_article(STORKS[0], state=State.EXTRACTED, source=source, title=str(number))
        make_mention(article)
        embed_article(article.pk)
    first, second = MentionVector.objects.order_by("id")
    assert list(first.vector) == list(second.vector)


def test_vectors_of_another_model_are_never_compared():
    article = give_mention(STORKS[0])
    work_through(article)
    mention = Mention.objects.get()
    MentionVector.objects.create(mention=mention, model="tiny", dimension=2, vector=[1.0, 0.0])
    work_through(give_mention(STORKS[1]))
    assert partition() == {frozenset(STORKS[:2])}
