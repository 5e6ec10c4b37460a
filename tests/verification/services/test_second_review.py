"""Two people decide: blind, counted by the database, settled by a third where they differ."""

import pytest

from claims.models import Claim
from tests.conftest import make_person
from tests.factories import make_mention, make_review, make_told_claim
from verification.models import ClaimReview, ClaimStanding
from verification.services.assess import assess_claim
from verification.services.change_desk_rule import change_desk_rule
from verification.services.list_claims import list_claims
from verification.services.review import MissingNoteError, ReviewRefusedError, record_review, withdraw_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(lead):
    change_desk_rule(True, person=lead)
    return make_told_claim("The town of Selm sold its lighthouse for 40,000 crowns.")


def stand(claim):
    return ClaimStanding.objects.get(claim=claim)


def test_a_first_opinion_waits_for_a_second(claim, reviewer):
    review = make_review(claim, reviewer)
    now = stand(claim)
    assert (review.stage, review.settles, now.review, now.second_look) == ("first", False, None, "wanted")
    assert now.needs_review
    assert next(list_claims())["reviewed_verdict"] is None


def test_an_equal_second_opinion_makes_the_verdict_stand(claim, reviewer, colleague):
    make_review(claim, reviewer)
    review = make_review(claim, colleague)
    now = stand(claim)
    assert (now.review, now.second_look, now.needs_review) == (review, "", False)


def test_a_differing_second_opinion_goes_to_a_lead_who_settles_it(claim, reviewer, colleague, lead):
    make_review(claim, reviewer)
    make_review(claim, colleague, "contradicted")
    assert stand(claim).second_look == "disputed"
    make_review(claim, lead, "single_source", "I called the mayor; there is no second account.")
    now = stand(claim)
    assert (now.review.stage, now.review.verdict, now.second_look) == ("adjudication", "single_source", "")


def test_what_settles_a_dispute_needs_a_note(claim, reviewer, colleague, lead):
    make_review(claim, reviewer)
    make_review(claim, colleague, "contradicted")
    with pytest.raises(MissingNoteError, match="two reviewers disagreed"):
        make_review(claim, lead, "single_source", "")


def test_nobody_approves_their_own_not_even_a_lead(claim, lead, reviewer, admin_person):
    make_review(claim, lead)
    with pytest.raises(ReviewRefusedError, match="Somebody else gives the second"):
        make_review(claim, lead)
    make_review(claim, reviewer, "contradicted")
    with pytest.raises(ReviewRefusedError, match="Another lead settles"):
        make_review(claim, lead, note="mine is right")
    assert make_review(claim, admin_person, note="read both").settles


def test_a_third_reviewer_does_not_settle_a_dispute(claim, reviewer, colleague):
    make_review(claim, reviewer)
    make_review(claim, colleague, "contradicted")
    with pytest.raises(ReviewRefusedError, match="A lead settles it"):
        make_review(claim, make_person("ivo"))


def test_new_evidence_lets_a_first_opinion_lapse(claim, reviewer):
    make_review(claim, reviewer)
    make_mention(quote=claim.text, claim=claim)
    Claim.objects.filter(pk=claim.pk).update(revision=claim.revision + 1)
    assess_claim(claim.pk)
    assert (stand(claim).second_look, stand(claim).first_by) == ("", None)
    assert make_review(claim, reviewer, "corroborated").stage == "first"


def test_taking_a_first_opinion_back_leaves_nothing_open(claim, reviewer, colleague):
    make_review(claim, reviewer)
    withdraw_review(claim.pk, reviewer=reviewer, expected_version=1)
    assert stand(claim).second_look == ""
    assert make_review(claim, colleague).stage == "first"


def test_who_took_a_second_opinion_back_gives_no_other(claim, reviewer, colleague, lead):
    make_review(claim, reviewer)
    make_review(claim, colleague)
    withdraw_review(claim.pk, reviewer=colleague, expected_version=2)
    assert (stand(claim).review, stand(claim).second_look) == (None, "wanted")
    with pytest.raises(ReviewRefusedError, match="took a second opinion back"):
        make_review(claim, colleague, "contradicted")
    assert make_review(claim, lead).stage == "second"


def test_a_settled_verdict_goes_stale_and_comes_back_for_two_new_opinions(claim, reviewer, colleague):
    make_review(claim, reviewer)
    make_review(claim, colleague)
    make_mention(quote=claim.text, claim=claim)
    Claim.objects.filter(pk=claim.pk).update(revision=claim.revision + 1)
    assess_claim(claim.pk)
    assert stand(claim).stale
    make_review(claim, reviewer, "corroborated")
    assert stand(claim).stale and stand(claim).second_look == "wanted"
    make_review(claim, colleague, "corroborated")
    assert not stand(claim).stale


def test_where_one_person_decides_again_open_opinions_wait_for_nobody(claim, reviewer, lead):
    make_review(claim, reviewer)
    change_desk_rule(False, person=lead)
    assert stand(claim).second_look == ""
    assert make_review(claim, reviewer).settles


def test_an_open_opinion_is_visible_to_its_author_alone(claim, reviewer, colleague, lead, admin_person):
    make_review(claim, reviewer)
    seen = {
        p.username: ClaimReview.objects.visible_to(p.pk, adjudicates=p in (lead, admin_person)).count()
        for p in (reviewer, colleague, lead, admin_person)
    }
    assert seen == {"rosa": 1, "colm": 0, "lena": 0, "ada": 0}


def test_two_that_differ_are_visible_to_who_settles_them_and_all_are_once_the_verdict_stands(
    claim, reviewer, colleague, lead
):
    make_review(claim, reviewer)
    make_review(claim, colleague, "contradicted")
    assert ClaimReview.objects.visible_to(lead.pk, adjudicates=True).count() == 2
    assert ClaimReview.objects.visible_to(colleague.pk, adjudicates=False).count() == 1
    make_review(claim, lead, note="read both")
    assert ClaimReview.objects.visible_to(make_person("ivo").pk, adjudicates=False).count() == 3


def test_a_decision_against_the_proposal_needs_a_note(claim, reviewer):
    now = stand(claim)
    with pytest.raises(MissingNoteError, match="You sign contradicted where single-source was proposed"):
        record_review(
            claim.pk, reviewer=reviewer, verdict="contradicted", proposal_id=now.proposal_id, expected_version=0
        )
    assert not ClaimReview.objects.exists()
