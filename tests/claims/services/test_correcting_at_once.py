"""Two people, one claim, the same moment: each correction is whole, and the later person is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from claims.models import LedgerAct
from claims.services.record_act import OvertakenActError, RefusedActError
from claims.services.regroup import lock_grouping
from claims.services.split_claim import split_claim
from tests.claims.services.desk import claim_of, see, tell_all
from tests.threads import beside_open_transaction

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_splits_at_once_one_is_done_and_the_other_person_is_told(reviewer, colleague):
    mentions = tell_all(0, 2, 4)
    seen, start = see(mentions[0]), Barrier(2)

    def split(ticked, person) -> str:
        start.wait(20)
        try:
            return split_claim(seen, [ticked.pk], person=person).act.kind
        except OvertakenActError:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        said = [people.submit(split, *sent) for sent in ((mentions[1], reviewer), (mentions[2], colleague))]
        assert sorted(one.result(30) for one in said) == ["split", "told"]
    assert LedgerAct.objects.count() == 1
    assert len({claim_of(mention) for mention in mentions}) == 2


def test_who_waits_too_long_for_all_to_be_grouped_anew_is_told_and_nothing_is_recorded(reviewer, monkeypatch):
    monkeypatch.setattr("claims.services.record_act.PATIENCE_SECONDS", 0.2)
    mentions = tell_all(0, 2)
    seen = see(mentions[0])

    def split() -> str:
        with pytest.raises(RefusedActError) as refused:
            split_claim(seen, [mentions[1].pk], person=reviewer)
        return str(refused.value)

    with beside_open_transaction(split) as told:
        lock_grouping()
    assert "Try again in some minutes" in told[0].result()
    assert not LedgerAct.objects.exists()
