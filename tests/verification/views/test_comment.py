import pytest

from tests.factories import make_told_claim
from verification.models import Comment, CommentWithdrawal, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_told_claim()


def comment(browser, claim, text):
    return browser.post(f"/claims/{claim.pk}/comment/", {"text": text}, follow=True)


def test_a_comment_is_shown_with_its_author(signed_in, claim):
    text = comment(signed_in, claim, "The ferry log has it too.").text
    assert "The ferry log has it too." in text
    assert Comment.objects.get().author.username == "rosa"


def test_who_is_addressed_is_marked_and_told(signed_in, claim, colleague, client_of):
    text = comment(signed_in, claim, "@colm have you seen the log? @rosa @ghost").text
    assert '<b class="addressed">@colm</b>' in text
    assert "@ghost</b>" not in text
    assert [notice.person for notice in Notice.objects.all()] == [colleague]  # nobody is told of their own words
    assert "rosa mentioned you on" in client_of(colleague).get("/notices/").text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  \n", "Write something first."), ("x" * 5_001, "at most 5000"), ("a\0b", "Null characters")],
)
def test_what_cannot_be_recorded_is_refused_and_kept(signed_in, claim, text, sentence):
    response = signed_in.post(f"/claims/{claim.pk}/comment/", {"text": text})
    assert response.status_code == 422
    assert sentence in response.text
    assert not Comment.objects.exists()


def test_its_author_withdraws_a_comment_and_the_record_keeps_it(signed_in, claim):
    comment(signed_in, claim, "The ferry sank.")
    address = f"/comments/{Comment.objects.get().pk}/withdraw/"
    for _ in range(2):
        text = signed_in.post(address, follow=True).text
    assert "The ferry sank." not in text
    assert "Withdrawn by its author." in text
    assert (Comment.objects.count(), CommentWithdrawal.objects.count()) == (1, 1)


def test_nobody_withdraws_the_words_of_others(signed_in, client_of, claim, lead):
    comment(signed_in, claim, "The ferry sank.")
    said = client_of(lead).post(f"/comments/{Comment.objects.get().pk}/withdraw/", follow=True).text
    assert "Only the author" in said and "The ferry sank." in said


def test_a_reader_sees_comments_and_no_form(signed_in, client_of, claim, reader):
    comment(signed_in, claim, "The ferry sank.")
    text = client_of(reader).get(f"/claims/{claim.pk}/").text
    assert "The ferry sank." in text
    assert "comment-text" not in text


def test_what_a_comment_says_stays_inert(signed_in, claim):
    assert "<script>alert" not in comment(signed_in, claim, "<script>alert(1)</script> @<b>").text


def test_old_comments_are_shown_when_asked_for(signed_in, claim, reviewer):
    Comment.objects.bulk_create(Comment(claim=claim, author=reviewer, text=f"remark {n}.") for n in range(60))
    text = signed_in.get(f"/claims/{claim.pk}/").text
    assert "remark 59." in text and "remark 5." not in text
    assert "remark 5." in signed_in.get(f"/claims/{claim.pk}/?comments=all").text
