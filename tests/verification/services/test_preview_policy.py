import json

import pytest
from django.core.management import CommandError, call_command

from claims.adapters.labelled_pairs import LabelledPairs
from claims.domain.clustering import GroupingPolicy
from claims.models import Claim, ThresholdChange
from claims.services.change_policy import change_policy
from claims.services.decide_pair import decide_pair
from claims.services.read_policy import read_policy
from tests.claims.services.desk import claim_of, photograph, tell_all
from tests.factories import make_review
from verification.services.assess import assess_claim
from verification.services.preview_policy import preview_policy

pytestmark = pytest.mark.django_db
LOOSER = GroupingPolicy(strong_link=0.3, cut=0.2, wording=0.0)
STRICTER = GroupingPolicy(strong_link=0.99, cut=0.98, wording=0.0)


@pytest.fixture
def told(settings):
    """Two claims, 60 degrees apart (similarity 0.5), and one far from both."""
    settings.STRONG_LINK, settings.CUT, settings.WORDING = 0.65, 0.48, 0.0
    mentions = tell_all(0, 20, 70, 75, 200)
    return mentions[:2], mentions[2:4], mentions[4:]


def test_lower_thresholds_would_merge(told):
    report = preview_policy(LOOSER)
    assert (report["mentions"], report["claims_now"], report["claims_then"]) == (5, 3, 2)
    assert (report["merges"], report["splits"], report["claims_touched"]) == (1, 0, 2)
    assert {one["claim"] for one in report["merge_examples"][0]} == {claim_of(told[0][0]), claim_of(told[1][0])}


def test_higher_thresholds_would_split(told):
    report = preview_policy(STRICTER)
    assert (report["claims_then"], report["merges"], report["splits"]) == (4, 0, 1)
    assert report["split_examples"][0]["claim"] == claim_of(told[0][0])


def test_the_thresholds_in_force_would_change_nothing(told):
    report = preview_policy(read_policy())
    assert (report["merges"], report["splits"], report["claims_touched"]) == (0, 0, 0)


@pytest.mark.parametrize("policy", [LOOSER, STRICTER])
def test_it_foretells_what_changing_does_and_writes_nothing_itself(told, reviewer, policy):
    before = photograph()
    report = preview_policy(policy)
    assert photograph() == before
    change_policy(policy, person=reviewer)
    assert Claim.objects.active().count() == report["claims_then"]


def test_reviewed_claims_that_would_be_touched_are_counted(told, reviewer):
    claim = Claim.objects.get(pk=claim_of(told[0][0]))
    assess_claim(claim.pk)
    make_review(claim, reviewer)
    assert preview_policy(LOOSER)["reviewed_touched"] == 1


def test_no_thresholds_would_override_the_ledger(told, reviewer):
    (a, b), (c, d), (e,) = told
    decide_pair(a.pk, e.pk, "same", person=reviewer)
    decide_pair(a.pk, c.pk, "different", person=reviewer)
    for policy in (LOOSER, STRICTER):
        change_policy(policy, person=reviewer)
        assert claim_of(a) == claim_of(e) != claim_of(c)


def test_agreement_with_the_ledger_is_that_of_the_machine_alone(told, reviewer):
    (a, _), (c, _), _ = told
    decide_pair(a.pk, c.pk, "same", person=reviewer)
    ledger = preview_policy(LOOSER)["ledger"]
    assert (ledger["now"]["same_together"], ledger["then"]["same_together"]) == (0, 1)


def test_agreement_with_labelled_mentions_is_counted_now_and_then(told):
    (a, b), (c, _), (e,) = told
    pairs = LabelledPairs(mentions=[((a.pk, b.pk), True), ((a.pk, c.pk), True), ((a.pk, e.pk), False)])
    labelled = preview_policy(LOOSER, pairs)["labelled_mentions"]
    assert (labelled["now"]["same_together"], labelled["then"]["same_together"]) == (1, 2)
    assert (labelled["now"]["different_apart"], labelled["then"]["different_apart"]) == (1, 1)


def test_a_change_is_recorded_with_who_and_why_and_holds_from_then_on(told, admin_person):
    call_command("change_policy", "--strong-link=0.3", "--cut=0.2", "--by=ada", "--note=fewer doubles")
    change = ThresholdChange.objects.get()
    assert (change.changed_by, change.note, read_policy()) == (admin_person, "fewer doubles", LOOSER)


def test_only_an_administrator_changes_thresholds(told, reviewer):
    with pytest.raises(CommandError, match="no administrator"):
        call_command("change_policy", "--strong-link=0.3", "--cut=0.2", "--by=rosa")
    assert not ThresholdChange.objects.exists()


def test_the_command_prints_the_report(told, capsys, tmp_path):
    call_command("preview_policy", "--strong-link=0.3", "--cut=0.2", "--format=json")
    assert json.loads(capsys.readouterr().out)["merges"] == 1
    call_command("preview_policy", "--strong-link=0.3", "--cut=0.2")
    assert "would merge" in capsys.readouterr().out


@pytest.mark.parametrize(("strong", "cut"), [("0.3", "0.5"), ("1", "0.5"), ("nan", "0.1"), ("0.5", "-1")])
def test_thresholds_out_of_order_are_one_sentence(db, strong, cut):
    with pytest.raises(CommandError, match="cut must lie"):
        call_command("preview_policy", f"--strong-link={strong}", f"--cut={cut}")


def test_an_empty_store_has_nothing_to_change():
    assert preview_policy(LOOSER)["mentions"] == 0
