"""Words and signatures that contradict one another through a third mention are named, not dropped in silence."""

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.services.decide_pair import decide_pair
from claims.services.list_set_aside import list_set_aside
from tests.claims.services.desk import claim_of, tell_all
from tests.factories import make_review
from verification.services.assess import assess_claims

pytestmark = pytest.mark.django_db


@pytest.fixture
def contradicted(reviewer):
    """The first two are signed together; the third is said to be the same as the second, and not as the first."""
    first, second, third = tell_all(0, 10, 80)
    assess_claims(Claim.objects.active().values_list("id", flat=True))
    make_review(Claim.objects.get(pk=claim_of(first)), reviewer)
    decide_pair(second.pk, third.pk, "same", person=reviewer)
    decide_pair(first.pk, third.pk, "different", person=reviewer)
    return first, second, third


def test_the_weakest_word_of_a_contradiction_is_named(contradicted):
    _, second, third = contradicted
    assert list_set_aside(claim_of(second)) == [(second, third)]


def test_the_page_for_corrections_shows_it(contradicted, signed_in):
    first, second, third = contradicted
    page = signed_in.get(reverse("verification:grouping", args=[claim_of(first)])).text
    assert "Held together in vain" in page
    assert f"m{second.pk}" in page
    assert f"m{third.pk}" in page


def test_where_everything_can_be_obeyed_nothing_is_named(reviewer):
    first, second, third = tell_all(0, 10, 80)
    decide_pair(first.pk, third.pk, "different", person=reviewer)
    assert list_set_aside(claim_of(second)) == []
