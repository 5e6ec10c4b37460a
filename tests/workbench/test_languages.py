"""Pages and mail in the reader's language."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from claims.models import Claim
from tests.factories import make_mention, make_review, make_told_claim
from verification.models import ClaimStanding, Preference
from verification.services.assess import assess_claim
from verification.services.assign_claim import assign_claim
from verification.services.send_mail import send_due_mail

pytestmark = pytest.mark.django_db
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9,en;q=0.5"}
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de"}


def test_the_browsers_language_is_the_default(client):
    page = client.get(reverse("account_login"), **SPANISH)
    assert '<html lang="es"' in page.text and "Iniciar sesión" in page.text
    assert page["Content-Language"] == "es"


def test_a_language_that_we_do_not_have_gives_english(client):
    page = client.get(reverse("account_login"), **GERMAN)
    assert '<html lang="en"' in page.text and "Sign in" in page.text


def test_caches_are_told_that_pages_differ_by_language_and_cookie(client):
    varies = client.get(reverse("account_login"))["Vary"]
    assert "Accept-Language" in varies and "Cookie" in varies


def test_a_chosen_language_stands_above_the_browsers(client):
    client.post(reverse("verification:language"), {"language": "es", "next": "/accounts/login/"})
    assert '<html lang="es"' in client.get(reverse("account_login"), **GERMAN).text


def test_a_choice_is_kept_with_the_person_and_holds_on_another_machine(client_of, reviewer):
    client_of(reviewer).post(reverse("verification:language"), {"language": "es"})
    assert Preference.objects.get(person=reviewer).language == "es"
    assert '<html lang="es"' in client_of(reviewer).get(reverse("verification:notices")).text


def test_reading_the_choice_costs_no_query(client_of, reviewer, django_assert_num_queries):
    browser = client_of(reviewer)
    browser.post(reverse("verification:language"), {"language": "es"})
    with django_assert_num_queries(3):  # session, person, notices
        browser.get(reverse("verification:notices"))


@pytest.mark.parametrize("sent", ["de", "", "es'--", "x" * 500])
def test_anything_else_goes_back_to_the_browsers_language(signed_in, sent):
    client = signed_in
    client.post(reverse("verification:language"), {"language": "es"})
    client.post(reverse("verification:language"), {"language": sent})
    assert '<html lang="en"' in client.get(reverse("verification:notices")).text


def test_the_form_leads_nowhere_else(client):
    answer = client.post(reverse("verification:language"), {"language": "es", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_an_error_page_is_in_the_readers_language(client):
    page = client.get("/no-such-page", **SPANISH)
    assert page.status_code == 404 and '<html lang="es"' in page.text and "No existe tal página" in page.text


def test_a_refusal_is_in_the_readers_language(client_of, reader):
    page = client_of(reader).get(reverse("verification:people"), **SPANISH)
    assert page.status_code == 403 and "se necesita uno de estos roles: Administración" in page.text


def test_djangos_own_errors_are_in_the_readers_language(client):
    page = client.post(reverse("account_login"), {"login": "", "password": ""}, **SPANISH)
    assert "Este campo es obligatorio" in page.text


@pytest.fixture
def claim():
    return make_told_claim("The town of Selm sold its lighthouse for 40,000 crowns.")


def test_mail_is_written_in_the_language_that_its_reader_chose(client_of, claim, lead, reviewer):
    client_of(reviewer).post(reverse("verification:language"), {"language": "es"})
    assign_claim(claim.pk, to=reviewer, by=lead, seen=None)
    send_due_mail()
    assert mail.outbox[0].subject.startswith("lena le dio la afirmación «The town of Selm")
    assert "Usted elige de qué se le avisa" in mail.outbox[0].body


def test_why_a_verdict_is_stale_is_told_in_the_language_of_whoever_reads_it(signed_in, claim, reviewer):
    make_review(claim, reviewer)
    make_mention(quote=claim.text, claim=claim)
    Claim.objects.filter(pk=claim.pk).update(revision=Claim.objects.get().revision + 1)
    assess_claim(claim.pk)
    assert "is stale: +1 origin" in signed_in.get("/notices/").text
    assert "está desactualizado: +1 origen" in signed_in.get("/notices/", **SPANISH).text


def test_what_a_reader_of_spanish_does_is_recorded_in_english(client_of, claim, reviewer, lead):
    """The record is one for everybody, whatever language its author reads."""
    browser = client_of(reviewer)
    browser.post(reverse("verification:language"), {"language": "es"})
    make_review(claim, lead)
    make_mention(quote=claim.text, claim=claim)
    Claim.objects.filter(pk=claim.pk).update(revision=Claim.objects.get().revision + 1)
    browser.get(reverse("verification:notices"))  # leaves Spanish active where a request would
    assess_claim(claim.pk)
    assert ClaimStanding.objects.get().stale_because[0].startswith("+1 origin: ")
