"""Another text of an article: what is found again goes on, what is not stays for the record."""

import pytest
from django.utils.html import escape

from claims.domain.anchoring import Fate
from claims.models import Claim, Mention, PairDecision, Reanchoring
from claims.services.decide_pair import decide_pair
from claims.services.extract import extract_article
from tests.claims.services.revising import arrive, find_mention, find_standing, revise, tell
from tests.factories import make_review
from verification.models import ClaimReview, StaleChange
from verification.services.assess import assess_claims

pytestmark = pytest.mark.django_db(transaction=True)

BOATS = "The mayor of Selm sent 120 boats to the flooded harbour on 4 March 2024."
BOATS_TOO = "On 4 March 2024 the mayor of Selm sent 120 boats to the flooded harbour."
MORE_BOATS = "The mayor of Selm sent 450 boats to the flooded harbour on 4 March 2024."
BRIDGE = "Engineers closed the old bridge at Kestra to lorries in January 2023."
STORKS = "Forty storks were counted in the town of Tarn on 9 May 2022."


@pytest.fixture
def article():
    return tell(f"{BOATS}\n\n{BRIDGE}")


def sign(article, person, words="boats", verdict="single_source"):
    claim = find_mention(article, words).claim
    return make_review(claim, person, verdict)


def test_a_quote_that_moved_goes_on_as_the_same_mention_in_the_same_claim(article):
    before = find_mention(article, "120 boats")
    version = revise(article, f"{STORKS}\n\n{BOATS}\n\n{BRIDGE}")
    after = find_mention(article, "120 boats")
    assert (after.pk, after.claim_id, after.article_version_id) == (before.pk, before.claim_id, version.pk)
    assert version.text[after.start : after.end] == BOATS


def test_what_was_there_stays_in_the_old_version_word_by_word(article):
    old = article.versions.get()
    quotes = list(old.mentions.values_list("start", "quote"))
    revise(article, BRIDGE)
    assert list(old.mentions.values_list("start", "quote")) == quotes


def test_only_a_text_above_and_below_makes_no_decision_stale(article, reviewer):
    sign(article, reviewer)
    revise(article, f"Updated at noon.\n\n{BOATS}\n\n{BRIDGE}\n\n{STORKS}")
    assert not find_standing(article, "120 boats").stale


def test_an_edited_quote_makes_the_decision_stale_and_shows_both_wordings(article, reviewer):
    review = sign(article, reviewer)
    revise(article, f"{MORE_BOATS}\n\n{BRIDGE}")
    standing = find_standing(article, "450 boats")
    assert standing.review == review and standing.stale and standing.needs_review
    assert StaleChange.objects.filter(review=review, kind="edited quote", words__contains="→ “" + MORE_BOATS).exists()
    assert standing.claim.text == find_mention(article, "450 boats").text


def test_an_absent_quote_makes_the_decision_stale_and_says_since_when(reviewer):
    first, _ = tell(BOATS), tell(BOATS_TOO)
    review = sign(first, reviewer)
    revise(first, BRIDGE)
    change = StaleChange.objects.get(review=review, kind="withdrawn mention")
    assert "was absent on" in change.words and "without a note" in change.words
    assert Reanchoring.objects.get(fate=Fate.ABSENT).claim_id == review.claim_id


def test_no_edit_ever_touches_a_decision(article, reviewer):
    review = sign(article, reviewer, verdict="corroborated")
    revise(article, f"{MORE_BOATS}\n\n{BRIDGE}")
    revise(article, STORKS)
    assert list(ClaimReview.objects.values_list("pk", "verdict", "proposal")) == [
        (review.pk, "corroborated", review.proposal_id)
    ]


def test_what_people_said_of_two_quotes_outlives_edits_of_both(reviewer):
    one, other = tell(BOATS), tell(BOATS_TOO)
    decide_pair(find_mention(one, "boats").pk, find_mention(other, "boats").pk, "different", person=reviewer)
    assert find_mention(one, "boats").claim != find_mention(other, "boats").claim
    revise(one, MORE_BOATS)
    revise(other, f"{BRIDGE}\n\n{BOATS_TOO}")
    assert find_mention(one, "boats").claim != find_mention(other, "boats").claim
    assert PairDecision.objects.standing().count() == 1


def test_an_edited_member_of_a_signed_claim_stays_in_it(reviewer):
    one, _ = tell(BOATS), tell(BOATS_TOO)
    review = sign(one, reviewer)
    revise(one, "The mayor of Selm sent no boats at all to the flooded harbour on 4 March 2024.")
    assert find_mention(one, "no boats").claim_id == review.claim_id


def test_a_quote_that_comes_back_is_the_mention_it_was(article):
    before = find_mention(article, "120 boats")
    revise(article, BRIDGE)
    assert not Mention.objects.live().filter(pk=before.pk).exists()
    version = revise(article, f"{BOATS}\n\n{BRIDGE}")
    assert find_mention(article, "120 boats").pk == before.pk
    assert version.change == "addition" and "back again" in version.change_words


def test_the_old_version_counts_until_the_new_one_is_read(article, reviewer):
    sign(article, reviewer)
    arrive(article, BRIDGE)
    assess_claims(Claim.objects.values_list("id", flat=True))
    assert not find_standing(article, "120 boats").stale
    extract_article(article.pk)  # read, and not grouped yet: nothing is told that grouping may mend
    assess_claims(Claim.objects.values_list("id", flat=True))
    assert StaleChange.objects.count() == 0


def test_other_quotation_marks_are_no_edit(reviewer):
    text = "Selm's mayor sent 120 boats to the flooded harbour on 4 March 2024."
    article = tell(f"{text}\n\n{BRIDGE}")
    sign(article, reviewer)
    revise(article, f"{text.replace(chr(39), '’')}\n\n{STORKS}")
    assert not find_standing(article, "120 boats").stale


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (f"Correction: the number of boats was wrong.\n\n{MORE_BOATS}\n\n{BRIDGE}", "correction"),
        (f"{MORE_BOATS}\n\n{BRIDGE}", "silent edit"),
        (f"RETRACTED: {BOATS}\n\n{BRIDGE}", "retraction"),
        ("This article has been removed.", "removal"),
        (f"{BOATS}\n\n{BRIDGE}\n\n{STORKS}", "addition"),
    ],
)
def test_a_change_is_named_for_what_it_is(article, text, change):
    assert revise(article, text).change == change


def test_a_retraction_note_over_the_same_words_withdraws_them(article, reviewer):
    review = sign(article, reviewer)
    revise(article, f"This article has been retracted.\n\n{BOATS}\n\n{BRIDGE}")
    assert find_standing(article, "120 boats").stale
    assert StaleChange.objects.filter(review=review, kind="withdrawn mention").exists()


def test_the_claims_history_keeps_what_made_a_decision_stale_after_it_was_signed_anew(article, reviewer, signed_in):
    review = sign(article, reviewer)
    revise(article, f"{MORE_BOATS}\n\n{BRIDGE}")
    change = StaleChange.objects.get(review=review, kind="edited quote")
    claim = find_mention(article, "450 boats").claim
    make_review(claim, reviewer, "single_source")
    text = signed_in.get(claim.get_absolute_url()).text
    assert "The decision is stale" not in text
    assert "The decision single-source by rosa went stale." in text.lower().replace("the decision", "The decision")
    assert f"<li>{escape(change.words)}</li>" in text
