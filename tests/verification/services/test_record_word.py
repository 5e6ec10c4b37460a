"""What every word of a person shares: it reaches the claims that its mentions are in, whoever moves them meanwhile."""

import pytest
from django.db.models import F

from claims.models import Claim, Mention
from tests.factories import list_mentions, make_told_claim
from tests.threads import beside_open_transaction
from verification.services.correct_stance import say_stance, turn_stance_entry

pytestmark = pytest.mark.django_db(transaction=True)


def test_undoing_a_word_reaches_the_claim_that_its_mention_moves_to_at_that_moment(reviewer):
    claim, other = make_told_claim(outlets=3), make_told_claim()
    mention = list_mentions(claim)[1]
    entry = say_stance(claim.pk, "refutes", mention, person=reviewer)
    before = Claim.objects.get(pk=other.pk).revision
    with beside_open_transaction(lambda: turn_stance_entry(entry.pk, "undo", person=reviewer)):
        Mention.objects.filter(pk=mention).update(claim=other)
        Claim.objects.filter(pk__in=[claim.pk, other.pk]).update(revision=F("revision") + 1)
    assert Claim.objects.get(pk=other.pk).revision == before + 2
