import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, Mention
from tests.factories import (
    make_article,
    make_assessed_claim,
    make_claim,
    make_disputed_claim,
    make_mention,
    make_review,
    make_told_claim,
)
from verification.models import ClaimStanding
from verification.services.assess import assess_claim

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def read(client, claim, **asked) -> str:
    response = client.get(f"/claims/{claim.pk}/", asked)
    assert response.status_code == 200
    return response.text


def test_it_requires_sign_in(client):
    assert client.get("/claims/1/").status_code == 302


def test_it_rejects_a_post(signed_in):
    assert signed_in.post(f"/claims/{make_told_claim().pk}/").status_code == 405


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "9" * 30])
def test_a_claim_that_does_not_exist_is_not_found(signed_in, number):
    assert signed_in.get(f"/claims/{number}/").status_code == 404


def test_it_shows_the_quote_inside_its_context(signed_in):
    article = make_article(
        "Birds sang. The bell fell from the tower.\n\nAnother day. The mayor resigned. Nobody clapped."
    )
    text = read(signed_in, make_assessed_claim(make_mention(article, "The mayor resigned.")))
    assert "Another day. <mark>The mayor resigned.</mark> Nobody clapped." in text
    assert "The bell fell" not in text


def test_it_gives_the_reasons_of_the_proposal_in_words(signed_in):
    claim = make_told_claim(outlets=2)
    text = read(signed_in, claim)
    for reason in ClaimStanding.objects.get(claim=claim).proposal.reasons:
        assert reason in text


def test_each_quote_leads_to_its_place_in_the_article(signed_in):
    claim = make_told_claim()
    mention = claim.canonical_mention
    article = mention.article_version.article_id
    assert f'href="/articles/{article}/#m{mention.pk}"' in read(signed_in, claim)


def test_it_shows_claimant_and_hedges(signed_in):
    mention = make_mention(
        make_article("The bridge reportedly sank, the harbour master said."),
        claimant_name="harbour master",
        claimant_kind="person",
        hedges=["reportedly"],
    )
    text = read(signed_in, make_assessed_claim(mention))
    assert "harbour master</bdi> (person)" in text
    assert "“reportedly”" in text


def test_it_marks_the_values_in_conflict_in_both_quotes(signed_in):
    text = read(signed_in, make_disputed_claim())
    assert '<mark class="value">120</mark>' in text
    assert '<mark class="value">450</mark>' in text
    assert "proposed: contradicted" in text


def test_a_conflict_is_shown_with_the_words_of_a_mention_that_left_since(signed_in):
    claim = make_disputed_claim()
    other = Mention.objects.filter(claim=claim).exclude(pk=claim.canonical_mention_id)
    other.update(claim=None)
    text = read(signed_in, claim)
    assert 'class="value">120<' in text
    assert 'class="value">450<' in text


def test_the_form_carries_the_proposal_and_the_number_of_decisions_seen(signed_in, reviewer):
    claim = make_told_claim()
    make_review(claim, reviewer, note="read both")
    text = read(signed_in, claim)
    assert f'name="proposal" value="{ClaimStanding.objects.get(claim=claim).proposal_id}"' in text
    assert 'name="expected_version" value="1"' in text


def test_history_tells_who_decided_what(signed_in, colleague):
    claim = make_told_claim()
    make_review(claim, colleague, note="called the harbour")
    text = read(signed_in, claim)
    assert "colm signed single-source, seeing proposal 1." in text
    assert "called the harbour" in text
    assert "Proposal 1: single-source" in text


def test_a_link_to_a_merged_claim_leads_to_where_it_went_with_a_notice(signed_in):
    heir = make_told_claim("The pier burnt.")
    between = make_claim("The pier is burning.", retired_at=timezone.now(), merged_into=heir)
    gone = make_claim("A <b>pier</b> burnt.", retired_at=timezone.now(), merged_into=between)
    response = signed_in.get(f"/claims/{gone.pk}/", follow=True)
    assert response.redirect_chain == [(f"/claims/{heir.pk}/", 302)]
    assert "The claim “A &lt;b&gt;pier&lt;/b&gt; burnt.” was merged into this one on" in response.text
    assert f'<a href="/claims/{gone.pk}/?kept=yes">' in response.text


def test_a_merged_claim_keeps_a_page_of_its_own(signed_in):
    heir = make_told_claim("The pier burnt.")
    gone = make_claim("A pier burnt.", retired_at=timezone.now(), merged_into=heir)
    text = read(signed_in, gone, kept="yes")
    assert "retired" in text
    assert f'href="/claims/{heir.pk}/"' in text


def test_a_claim_whose_mentions_all_vanished_says_so_and_keeps_its_decision(signed_in, colleague):
    claim = make_told_claim()
    make_review(claim, colleague, note="called the harbour")
    Claim.objects.filter(pk=claim.pk).update(retired_at=timezone.now(), canonical_mention=None, revision=9)
    assess_claim(claim.pk)
    text = read(signed_in, claim)
    assert "Its mentions are gone from the articles’ present versions." in text
    assert "called the harbour" in text
    assert signed_in.get(f"/claims/{claim.pk}/grouping/").status_code == 302


def test_a_claim_that_lost_its_mentions_a_moment_ago_is_still_a_page(signed_in):
    claim = make_told_claim(outlets=2)
    Mention.objects.filter(claim=claim).update(claim=None)
    text = read(signed_in, claim)
    assert "Who says it" in text and 'id="timeline"' in text


def test_a_merge_hides_no_signed_decision(signed_in, colleague):
    heir, between, gone = (make_told_claim() for _ in range(3))
    make_review(gone, colleague, "contradicted", note="asked the lock keeper")
    for claim, other in ((gone, between), (between, heir)):
        Claim.objects.filter(pk=claim.pk).update(retired_at=timezone.now(), merged_into=other)
    text = read(signed_in, heir)
    assert f"“{gone.text}” was signed contradicted by colm before it was merged into this claim." in text
    assert "asked the lock keeper" in text
    kept = read(signed_in, gone, kept="yes")
    assert "colm signed contradicted, seeing proposal 1." in kept
    assert "asked the lock keeper" in kept


def test_a_claim_without_a_proposal_says_so(signed_in):
    assert "no proposal yet" in read(signed_in, make_claim("Brand new."))


def test_a_mention_that_is_newer_than_the_proposal_is_shown_as_such(signed_in):
    claim = make_told_claim()
    make_mention(make_article("Late news came in."), claim=claim)
    assert "not folded into an origin yet" in read(signed_in, claim)


def test_neighbours_in_the_queue_are_linked(signed_in):
    first, second, third = (make_told_claim(check_worthiness=worth) for worth in (0.9, 0.6, 0.3))
    text = read(signed_in, second)
    assert f'rel="prev" href="/claims/{first.pk}/"' in text
    assert f'rel="next" href="/claims/{third.pk}/"' in text


def test_the_page_takes_a_constant_number_of_queries(signed_in):
    small, large = make_told_claim(outlets=1), make_told_claim(outlets=8)
    read(signed_in, small)

    def count_queries(claim: Claim) -> int:
        with CaptureQueriesContext(connection) as captured:
            read(signed_in, claim)
        return len(captured)

    assert count_queries(large) == count_queries(small) <= MOST_QUERIES
    assert count_queries(make_disputed_claim()) <= MOST_QUERIES


def test_a_conflict_says_in_words_what_was_compared_and_its_rule_stands_in_how_it_was_worked_out(signed_in):
    before, _, after = read(signed_in, make_disputed_claim()).partition('id="conflicts"')
    conflict = after.partition('id="origins"')[0]
    assert "Both count the same thing, and the numbers differ. Sure." in conflict
    assert "strength" not in conflict and "by the rule “different count”, strength 1.00" in before
