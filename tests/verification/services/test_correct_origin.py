"""People's words on origins: written for good, at once in force, undone by a further entry."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.models import Mention
from tests.factories import list_mentions, make_review, make_told_claim, read_proposal
from verification.models import ClaimStanding, OriginEntry, ProposedVerdict
from verification.services.assess import assess_claim
from verification.services.correct_origin import say_origin, turn_origin_entry
from verification.services.record_word import RefusedWordError

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_told_claim(outlets=3)


@pytest.fixture
def mentions(claim):
    return list_mentions(claim)


def test_a_word_changes_the_next_proposal(claim, mentions, reviewer):
    assert read_proposal(claim).origins == 3
    say_origin(claim.pk, "share", mentions[0], other_id=mentions[1], person=reviewer)
    assert assess_claim(claim.pk)
    assert read_proposal(claim).origins == 2


def test_the_proposal_freezes_it_and_says_what_changed(claim, mentions, reviewer):
    say_origin(claim.pk, "from", mentions[2], name="EFE", person=reviewer, note="called them")
    assess_claim(claim.pk)
    (frozen,) = read_proposal(claim).evidence["corrections"]
    assert (frozen["relation"], frozen["name"], frozen["by"]) == ("from", "EFE", "rosa")
    assert any(change.startswith("correction: rosa says that") for change in read_proposal(claim).changes)


def test_a_signed_decision_goes_stale_and_says_why(claim, mentions, reviewer, colleague):
    make_review(claim, colleague, "corroborated")
    say_origin(claim.pk, "share", mentions[0], other_id=mentions[1], person=reviewer)
    assess_claim(claim.pk)
    standing = ClaimStanding.objects.get(claim=claim)
    assert standing.stale
    assert any("rosa says that" in because for because in standing.stale_because)


def test_undoing_it_brings_the_earlier_evidence_back(claim, mentions, reviewer, colleague):
    before = read_proposal(claim).evidence_digest
    entry = say_origin(claim.pk, "share", mentions[0], other_id=mentions[1], person=reviewer)
    assess_claim(claim.pk)
    turn_origin_entry(entry.pk, "undo", person=colleague)
    assess_claim(claim.pk)
    assert read_proposal(claim).evidence_digest == before
    turn_origin_entry(entry.pk, "redo", person=colleague)
    assess_claim(claim.pk)
    assert read_proposal(claim).origins == 2


def test_undoing_twice_is_refused(claim, mentions, reviewer):
    entry = say_origin(claim.pk, "from", mentions[0], name="EFE", person=reviewer)
    turn_origin_entry(entry.pk, "undo", person=reviewer)
    with pytest.raises(RefusedWordError, match="undone already"):
        turn_origin_entry(entry.pk, "undo", person=reviewer)


def test_a_contradiction_is_refused_and_names_who_said_what(claim, mentions, reviewer, colleague):
    a, b, c = mentions
    say_origin(claim.pk, "share", a, other_id=b, person=reviewer)
    say_origin(claim.pk, "share", b, other_id=c, person=reviewer)
    with pytest.raises(RefusedWordError, match=rf"rosa said that m{a} \(.+\) and m{b} \(.+\) share an origin"):
        say_origin(claim.pk, "apart", c, other_id=a, person=colleague)
    assert OriginEntry.objects.count() == 2


def test_a_mention_of_another_claim_is_refused(claim, mentions, reviewer):
    stranger = Mention.objects.get(claim=make_told_claim())
    with pytest.raises(RefusedWordError, match=f"m{stranger.pk} is no mention of this claim"):
        say_origin(claim.pk, "share", mentions[0], other_id=stranger.pk, person=reviewer)


@pytest.mark.parametrize(
    ("kind", "other", "name", "sentence"),
    [
        ("share", None, "", "Name the other mention"),
        ("from", None, " ?! ", "Say where the mention comes from"),
        ("undo", None, "", "Say whether the two"),
        ("from", None, "x" * 201, "longer than 200"),
    ],
)
def test_half_a_word_is_one_sentence(claim, mentions, reviewer, kind, other, name, sentence):
    with pytest.raises(RefusedWordError, match=sentence):
        say_origin(claim.pk, kind, mentions[0], other_id=other, name=name, person=reviewer)


def test_a_mention_is_not_compared_with_itself(claim, mentions, reviewer):
    with pytest.raises(RefusedWordError, match="with itself"):
        say_origin(claim.pk, "apart", mentions[0], other_id=mentions[0], person=reviewer)


def test_the_database_keeps_what_was_said(claim, mentions, reviewer):
    entry = say_origin(claim.pk, "from", mentions[0], name="EFE", person=reviewer)
    with pytest.raises(ProgrammingError), transaction.atomic():
        OriginEntry.objects.filter(pk=entry.pk).update(name="AP")
    with pytest.raises(ProgrammingError), transaction.atomic():
        entry.delete()


def test_an_assessment_that_has_not_read_the_word_cannot_write_any_more(claim, mentions, reviewer):
    claim.refresh_from_db()
    before = claim.revision
    say_origin(claim.pk, "from", mentions[0], name="EFE", person=reviewer)
    claim.refresh_from_db()
    assert claim.revision > before >= claim.assessed_revision


def test_nothing_new_is_proposed_when_nothing_changed(claim):
    assert not assess_claim(claim.pk)
    assert ProposedVerdict.objects.filter(claim=claim).count() == 1


def test_assessing_takes_as_many_queries_for_many_mentions_as_for_few():
    def count_queries(claim) -> int:
        with CaptureQueriesContext(connection) as captured:
            assess_claim(claim.pk)
        return len(captured)

    few, many = make_told_claim(outlets=2), make_told_claim(outlets=8)
    assert count_queries(few) == count_queries(many)
