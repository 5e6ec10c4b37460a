"""What people are told of, in the app and by mail; the rows are what counts, and no message is ever needed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from claims.models import Claim
from tests.factories import make_mention, make_review, make_told_claim
from verification.domain.notices import NoticeKind
from verification.models import Notice
from verification.services.assess import assess_claim
from verification.services.assign_claim import assign_claim
from verification.services.change_desk_rule import change_desk_rule
from verification.services.send_mail import MOST_ATTEMPTS, mail_is_due, send_due_mail, take_due
from workbench.tasks import sweep_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_told_claim("The town of Selm sold its lighthouse for 40,000 crowns.")


@pytest.fixture
def given(claim, lead, reviewer):
    assign_claim(claim.pk, to=reviewer, by=lead, seen=None)
    return Notice.objects.get()


def turn_off(browser, kind, *, app=False, by_mail=False):
    wanted = {f"{other}-{door}": "yes" for other in NoticeKind for door in ("app", "mail")}
    for door, on in (("app", app), ("mail", by_mail)):
        if not on:
            del wanted[f"{kind}-{door}"]
    assert browser.post("/notices/choices/", wanted, follow=True).status_code == 200


def test_who_is_given_a_claim_is_told(signed_in, given):
    assert "lena gave you the claim “The town of Selm sold its lighthouse" in signed_in.get("/notices/").text
    assert '<span class="bell-count">1' in signed_in.get("/").text


def test_who_takes_a_claim_is_not_told_of_it(claim, reviewer):
    assign_claim(claim.pk, to=reviewer, by=reviewer, seen=None)
    assert not Notice.objects.exists()


def test_who_signed_is_told_when_the_verdict_goes_stale_and_once(signed_in, claim, reviewer):
    make_review(claim, reviewer)
    for _ in range(2):
        make_mention(quote=claim.text, claim=claim)
        Claim.objects.filter(pk=claim.pk).update(revision=Claim.objects.get().revision + 1)
        assess_claim(claim.pk)
    assert Notice.objects.get().kind == "stale"
    assert "is stale: " in signed_in.get("/notices/").text


def test_a_second_opinion_is_asked_for_without_naming_the_first(client_of, claim, reviewer, colleague, lead, reader):
    change_desk_rule(True, person=lead)
    make_review(claim, reviewer)
    assert {notice.person.username for notice in Notice.objects.all()} == {"colm", "lena"}
    assert "rosa" not in client_of(colleague).get("/notices/").text
    send_due_mail()
    assert all("rosa" not in one.body for one in mail.outbox)


def test_a_lead_is_asked_to_settle(client_of, claim, reviewer, colleague, lead):
    change_desk_rule(True, person=lead)
    make_review(claim, reviewer)
    make_review(claim, colleague, "contradicted")
    assert "it is for a lead to settle" in client_of(lead).get("/notices/").text


def test_reading_marks_what_was_shown_and_leaves_what_came_since(signed_in, given):
    later = Notice.objects.create(person=given.person, kind="assigned", claim=given.claim, actor=given.actor)
    signed_in.post("/notices/read/", {"newest": given.pk})
    assert list(Notice.objects.unread()) == [later]


def test_notices_are_ones_own(client_of, given, colleague):
    browser = client_of(colleague)
    assert "Nothing yet." in browser.get("/notices/").text
    browser.post("/notices/read/", {"newest": given.pk})
    assert Notice.objects.unread().exists()


@pytest.mark.parametrize(("app", "by_mail"), [(False, True), (True, False), (False, False)])
def test_each_door_can_be_closed(signed_in, claim, lead, reviewer, app, by_mail):
    turn_off(signed_in, "assigned", app=app, by_mail=by_mail)
    assign_claim(claim.pk, to=reviewer, by=lead, seen=None)
    assert ("gave you the claim" in signed_in.get("/notices/").text) == app
    assert send_due_mail() == by_mail


def test_mail_is_sent_by_a_worker_with_a_link(given, settings):
    assert mail.outbox == []
    assert send_due_mail() == 1
    assert mail.outbox[0].to == ["rosa@desk.example"]
    assert f"{settings.SITE_ADDRESS}/claims/{given.claim_id}/" in mail.outbox[0].body
    assert send_due_mail() == 0


def test_one_person_gets_one_mail_of_several_notices(given, lead, reviewer):
    assign_claim(make_told_claim().pk, to=reviewer, by=lead, seen=None)
    send_due_mail()
    assert [one.subject for one in mail.outbox] == ["2 notices from Claim Workbench"]


def test_a_line_break_in_a_claim_makes_no_header(given):
    Claim.objects.update(text="A lighthouse\r\nBcc: all@desk.example")
    send_due_mail()
    assert "\n" not in mail.outbox[0].subject


def test_a_worker_that_died_while_sending_loses_nothing(given):
    assert take_due() == [given]
    assert not mail_is_due()
    Notice.objects.update(mail_taken_until=timezone.now() - timedelta(seconds=1))
    assert send_due_mail() == 1


def test_a_mail_server_that_refuses_is_tried_again_and_not_for_ever(given, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens
    for _ in range(MOST_ATTEMPTS):
        assert send_due_mail() == 0
        Notice.objects.update(mail_taken_until=None)
    assert Notice.objects.get().mail == "failed"


def test_a_disabled_account_gets_no_mail(given, reviewer):
    reviewer.is_active = False
    reviewer.save()
    assert send_due_mail() == 0
    assert not mail_is_due()


def test_the_sweep_sends_what_lost_its_message(given):
    from workbench.celery import app

    app.conf.task_always_eager = True
    try:
        sweep_task()
    finally:
        app.conf.task_always_eager = False
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("newest", ["", "x", "9" * 30, "-1", "²"])
def test_no_number_breaks_it(signed_in, given, newest):
    assert signed_in.post("/notices/read/", {"newest": newest}).status_code == 302
    assert signed_in.get("/notices/", {"after": newest}).status_code == 200
