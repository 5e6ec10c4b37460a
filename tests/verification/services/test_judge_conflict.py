"""People's words on conflicts: above the machine, kept by what was seen, undone by a further entry."""

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, transaction

from claims.models import Claim
from tests.factories import (
    list_mentions,
    make_article,
    make_claim,
    make_count,
    make_disputed_claim,
    make_mention,
    make_review,
    read_proposal,
)
from verification.models import ClaimStanding, ConflictEntry
from verification.services.assess import assess_claim
from verification.services.judge_conflict import say_of_conflict, turn_conflict_entry
from verification.services.record_word import RefusedWordError

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_disputed_claim()


@pytest.fixture
def pair(claim):
    return list_mentions(claim)


def say(claim, pair, what, person, kind="number"):
    entry = say_of_conflict(claim.pk, what, *pair, kind, person=person)
    assess_claim(claim.pk)
    return entry


def test_nothing_is_said_of_a_claim_without_a_proposal(pair, reviewer):
    with pytest.raises(RefusedWordError, match="this conflict is not there any more"):
        say_of_conflict(make_claim().pk, "none", *pair, "number", person=reviewer)


@pytest.mark.parametrize("what", ["none", "time"])
def test_what_is_said_to_be_none_or_explained_by_time_contradicts_no_longer(claim, pair, reviewer, what):
    assert read_proposal(claim).verdict == "contradicted"
    say(claim, pair, what, reviewer)
    assert read_proposal(claim).verdict != "contradicted"
    assert any("rosa says" in reason for reason in read_proposal(claim).reasons)
    assert any("rosa says that 120 / 450" in change for change in read_proposal(claim).changes)
    assert not any("conflict:" in change for change in read_proposal(claim).changes)


def test_it_survives_when_the_claim_is_assessed_anew(claim, pair, reviewer):
    say(claim, pair, "none", reviewer)
    before = read_proposal(claim)
    Claim.objects.filter(pk=claim.pk).update(revision=99)
    assess_claim(claim.pk)
    assert read_proposal(claim) == before
    assert [one["said"]["say"] for one in read_proposal(claim).evidence["dismissed"]] == ["none"]


def test_new_words_of_another_outlet_are_a_conflict_of_their_own(claim, pair, reviewer):
    say(claim, pair, "none", reviewer)
    quote = "In the end the mayor sent 450 boats to Selm."
    other = make_mention(make_article(quote), claim=claim, quantities=[make_count(quote.index("450"), 29, 450)])
    Claim.objects.filter(pk=claim.pk).update(revision=99)
    assess_claim(claim.pk)
    assert read_proposal(claim).verdict == "contradicted"
    assert {c.mention_b_id for c in read_proposal(claim).conflicts.all()} == {other.pk}


def test_undoing_it_brings_the_earlier_evidence_back(claim, pair, reviewer, colleague):
    before = read_proposal(claim).evidence_digest
    entry = say(claim, pair, "none", reviewer)
    turn_conflict_entry(entry.pk, "undo", person=colleague)
    assess_claim(claim.pk)
    assert read_proposal(claim).evidence_digest == before
    turn_conflict_entry(entry.pk, "redo", person=colleague)
    assess_claim(claim.pk)
    assert read_proposal(claim).verdict != "contradicted"


def test_a_later_word_replaces_the_earlier_also_where_none_is_shown_any_more(claim, pair, reviewer, colleague):
    say(claim, pair, "none", reviewer)
    say(claim, pair, "time", colleague)
    (conflict,) = read_proposal(claim).evidence["conflicts"]
    assert conflict["type"] == "superseded"
    say(claim, pair, "real", reviewer, "superseded")
    assert read_proposal(claim).verdict == "contradicted"


def test_a_signed_decision_goes_stale_when_the_conflict_falls_away(claim, pair, reviewer, colleague):
    make_review(claim, colleague, "contradicted")
    say(claim, pair, "none", reviewer)
    standing = ClaimStanding.objects.get(claim=claim)
    assert standing.stale
    assert any("is no conflict" in because for because in standing.stale_because)
    assert not any("no longer found" in because for because in standing.stale_because)


def test_confirming_what_was_signed_makes_nothing_stale(claim, pair, reviewer, colleague):
    make_review(claim, colleague, "contradicted")
    say(claim, pair, "real", reviewer)
    assert read_proposal(claim).evidence["corrections"]
    assert not ClaimStanding.objects.get(claim=claim).stale


def test_explain_tells_it(claim, pair, reviewer, capsys):
    say(claim, pair, "none", reviewer)
    call_command("explain", str(claim.pk))
    told = capsys.readouterr().out
    assert "rosa says that it is no conflict" in told
    assert "Correction: rosa says that 120 / 450" in told


@pytest.mark.parametrize(
    ("what", "kind", "sentence"), [("maybe", "number", "Say whether"), ("none", "date", "is not there any more")]
)
def test_half_a_word_is_one_sentence(claim, pair, reviewer, what, kind, sentence):
    with pytest.raises(RefusedWordError, match=sentence):
        say_of_conflict(claim.pk, what, *pair, kind, person=reviewer)


def test_the_database_keeps_what_was_said(claim, pair, reviewer):
    entry = say(claim, pair, "none", reviewer)
    with pytest.raises(ProgrammingError), transaction.atomic():
        ConflictEntry.objects.filter(pk=entry.pk).update(kind="real")
