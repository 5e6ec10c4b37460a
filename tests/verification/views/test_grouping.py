import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, MatchSuggestion
from tests.factories import make_claim, make_review
from tests.verification.views.regrouping import address, claim_of, seen, tell_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentions():
    return tell_claim(0, 5)


def test_it_rejects_a_post(signed_in, mentions):
    assert signed_in.post(address(mentions[0], "grouping")).status_code == 405


def test_it_requires_sign_in(client, mentions):
    assert client.get(address(mentions[0], "grouping")).status_code == 302


def test_the_claim_leads_to_it(signed_in, mentions):
    here = address(mentions[0], "grouping")
    assert f'href="{here}"' in signed_in.get(f"/claims/{claim_of(mentions[0])}/").text


def test_it_offers_every_mention_to_be_ticked(signed_in, mentions):
    text = signed_in.get(address(mentions[0], "grouping")).text
    for mention in mentions:
        assert f'<input type="checkbox" name="mentions" value="{mention.pk}">' in text


def test_it_finds_the_other_claim_by_words_in_any_order(signed_in, mentions):
    other = make_claim("The harbour of Selm froze in March.")
    make_claim("The harbour of Kestra froze.")
    text = signed_in.get(address(mentions[0], "grouping"), {"q": "froze selm"}).text
    assert f'value="{other.pk}@1"' in text
    assert "Kestra" not in text


def test_it_finds_the_other_claim_by_its_number(signed_in, mentions):
    other = make_claim("The harbour of Selm froze in March.")
    assert other.text in signed_in.get(address(mentions[0], "grouping"), {"q": str(other.pk)}).text


def test_it_never_offers_the_claim_itself(signed_in, mentions):
    text = signed_in.get(address(mentions[0], "grouping"), {"q": str(claim_of(mentions[0]))}).text
    assert "No other claim has these words" in text


@pytest.mark.parametrize("q", ["9" * 60, "%_\\", "a " * 99, "\0"])
def test_odd_searches_do_no_harm(signed_in, mentions, q):
    assert signed_in.get(address(mentions[0], "grouping"), {"q": q}).status_code in (200, 422)


def test_a_retired_claim_has_no_grouping_to_correct(signed_in, mentions):
    gone = make_claim(retired_at="2026-01-01T00:00Z")
    assert signed_in.get(f"/claims/{gone.pk}/grouping/").url == f"/claims/{gone.pk}/"


def test_it_takes_a_constant_number_of_queries(signed_in, mentions):
    def count_queries(mention) -> int:
        with CaptureQueriesContext(connection) as captured:
            signed_in.get(address(mention, "grouping"))
        return len(captured)

    # Four of them look for words of people that could not be obeyed.
    assert count_queries(mentions[0]) == count_queries(tell_claim(90, 91, 92, 93)[0]) <= 14


def test_the_form_carries_the_revision_that_the_page_showed(signed_in, mentions):
    text = signed_in.get(address(mentions[0], "grouping")).text
    assert f'name="seen" value="{seen(mentions[0])}"' in text


def suggest(one, other) -> MatchSuggestion:
    low, high = sorted((one, other), key=claim_of)
    return MatchSuggestion.objects.create(
        claim_low_id=claim_of(low),
        claim_high_id=claim_of(high),
        mention_low=low,
        mention_high=high,
        score=0.61,
        why=MatchSuggestion.Why.CLOSE,
    )


def test_it_lists_suggested_claims_first_without_a_search(signed_in, mentions):
    other = tell_claim(90)[0]
    suggest(mentions[0], other)
    named = make_claim("The storks of Selm are gone.")
    text = signed_in.get(address(mentions[0], "grouping"), {"q": "storks"}).text
    assert "score 0.61" in text
    assert text.index(f'value="{seen(other)}"') < text.index(f'value="{named.pk}@1"')
    assert text.count(f'value="{seen(other)}"') == 1


def test_a_picked_claim_is_previewed_before_anything_happens(signed_in, colleague, mentions):
    other = tell_claim(90, 92)[0]
    make_review(Claim.objects.get(pk=claim_of(other)), colleague)
    text = signed_in.get(address(mentions[0], "grouping"), {"other": seen(other)}).text
    assert "2 mentions would join this claim" in text
    assert "colm signed the other claim single-source" in text
    assert other.quote in text
    assert "Merge it into this claim" in text
    assert claim_of(other) != claim_of(mentions[0])


@pytest.mark.parametrize("other", ["x", "999999999@1", "9" * 40, "@"])
def test_what_names_no_claim_previews_nothing(signed_in, mentions, other):
    text = signed_in.get(address(mentions[0], "grouping"), {"other": other}).text
    assert "Merge it into this claim" not in text
