"""Looking at a page again: a real server on the loopback address, and what is made of its answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from claims.domain.lifecycle import State
from claims.models import Article, ArticleStanding, ArticleVersion, Claim, Snapshot
from claims.services.fetch import fetch_article
from claims.services.ingest import Defaults, ingest_url
from claims.services.recheck import recheck_article
from tests.conftest import redis
from tests.factories import make_claim, make_mention
from tests.journeys.little_internet import Answer, Internet, serve
from tests.outlets import Answer as Page
from tests.outlets import open_outlets, write_story
from verification.services.load_statements import is_retracted

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "The wall of the Perrin dam has 14 cracks, engineers of the Ulmen water board said on Monday."


@pytest.fixture
def net(settings):
    with serve(Internet({"dam": Answer([TEXT], "Cracks")})) as net:
        settings.FETCH_ALLOWED_NETWORKS, settings.FETCH_ALLOWED_PORTS = ["127.0.0.1/32"], [net.port]
        settings.HOST_SPACING_SECONDS = 0.0
        yield net


@pytest.fixture
def article(net) -> Article:
    article = ingest_url(net.address("dam"), Defaults(source="The Ulmen Post")).article
    fetch_article(article.pk)
    Article.objects.filter(pk=article.pk).update(state=State.ASSESSED)
    return article


def look(article, hours=0):
    """At once, or so many hours later."""
    ArticleStanding.objects.update(next_check_at=None)
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=True):
        return recheck_article(article.pk)


def test_the_first_fetch_is_kept_byte_for_byte(net, article):
    snapshot = Snapshot.objects.get()
    assert snapshot.body.unpack() == net.answers["dam"].render()
    assert (snapshot.status, snapshot.look) == (200, "read")
    assert ["Content-Type", "text/plain; charset=utf-8"] in snapshot.headers
    assert article.versions.get().snapshot == snapshot


def test_an_unchanged_page_makes_no_version_and_its_bytes_are_kept_once(article):
    assert not look(article).changed
    assert (Snapshot.objects.count(), ArticleVersion.objects.count()) == (2, 1)
    assert len(set(Snapshot.objects.values_list("body", flat=True))) == 1


def test_other_bytes_with_the_same_text_make_no_version(net, article):
    net.answers["dam"].paragraphs = [TEXT.replace(" ", "  ")]
    assert not look(article).changed
    assert len(set(Snapshot.objects.values_list("body", flat=True))) == 2


def test_another_text_waits_for_its_statements_and_goes_to_the_pipeline(net, article):
    net.replace_words("dam", "14", "41")
    redis().flushall()
    assert look(article).changed
    newest = article.versions.latest("number")
    assert (newest.number, newest.current, article.versions.get(number=1).current) == (2, False, True)
    assert Article.objects.get().state == State.FETCHED and redis().llen("extract") == 1


def test_an_article_on_its_way_through_the_pipeline_is_left_alone(net, article):
    Article.objects.update(state=State.EMBEDDED)
    asked = net.asked
    assert look(article) is None and net.asked == asked


def test_what_is_not_due_is_not_looked_at(net, article):
    ArticleStanding.objects.create(article=article, next_check_at=timezone.now() + timedelta(hours=1))
    asked = net.asked
    assert recheck_article(article.pk) is None and net.asked == asked


def test_a_text_that_was_given_is_never_compared_with_a_page(net):
    from tests.factories import make_article

    given = make_article(url=net.address("dam"), state=State.ASSESSED)
    asked = net.asked
    assert recheck_article(given.pk) is None and net.asked == asked


def test_gone_withdraws_at_once_and_asks_for_its_claims_to_be_assessed(net, article):
    claim = make_claim()
    make_mention(article, claim=claim)
    net.answers["dam"].status = 410
    assert look(article).withdrawn
    assert is_retracted(ArticleVersion.objects.select_related("article__standing").get())
    assert Claim.objects.get().revision == claim.revision + 1


def test_not_found_withdraws_after_a_second_look(net, article):
    net.answers["dam"].status = 404
    assert not look(article).withdrawn
    assert not look(article, hours=1).withdrawn
    assert look(article, hours=8).withdrawn
    assert "absent" in ArticleStanding.objects.get().words
    net.answers["dam"].status = 200
    assert look(article, hours=9).withdrawn  # that is, it counts again
    assert ArticleStanding.objects.get().words == ""


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_no_answer_and_no_admittance_withdraw_nothing(net, article, status):
    net.answers["dam"].status = status
    assert not look(article).withdrawn and not look(article, hours=8).withdrawn
    assert "nobody knows" in ArticleStanding.objects.get().words


def test_a_wall_makes_no_version_however_often_it_stands_there(net, article):
    net.answers["dam"].paragraphs = ["Please accept our cookies to read on."]
    for hours in (0, 8, 16):
        assert not look(article, hours).changed
    assert ArticleStanding.objects.get().availability == "obscured"


def test_a_notice_of_removal_is_no_wall(net, article):
    net.answers["dam"] = Answer([], "This article has been removed.")
    assert look(article).changed


def test_another_article_at_the_address_is_believed_at_the_second_look(net, article):
    net.answers["dam"].paragraphs = [f"Sentence {n} tells of another thing and its own number." for n in range(40)]
    assert not look(article).changed
    assert look(article, hours=8).changed


def test_a_redirect_to_a_forbidden_address_is_refused_and_kept_as_such(settings, article):
    settings.FETCH_ALLOWED_NETWORKS = []
    assert not look(article).changed
    newest = Snapshot.objects.first()
    assert (newest.look, newest.status, newest.body) == ("refused", None, None)
    assert "not allowed" in newest.detail or "not public" in newest.detail


class CarefulSite:
    """A page with validators, and a server that honours them, or says that nothing changed whatever it is asked."""

    def __init__(self, outlet) -> None:
        self.outlet, self.subject, self.lies = outlet, "the pier", False
        outlet.pages["/pier"] = self.answer

    def answer(self, request) -> Page:
        story = write_story(self.subject)
        etag = f'"{self.subject}"'
        if self.lies or request.headers.get("If-None-Match") == etag:
            return Page("", 304)
        return Page(story.body, headers={"ETag": etag, "Last-Modified": "Mon, 03 May 2027 08:00:00 GMT"})

    def list_conditions(self) -> list[str]:
        return [headers.get("If-None-Match", "") for headers in self.outlet.asked("/pier")]


@pytest.fixture
def site(settings):
    settings.HOST_SPACING_SECONDS = 0.0
    with open_outlets(settings) as (outlet,):
        yield CarefulSite(outlet)


@pytest.fixture
def careful(site) -> Article:
    article = ingest_url(site.outlet.url("/pier")).article
    fetch_article(article.pk)
    Article.objects.filter(pk=article.pk).update(state=State.ASSESSED)
    return article


def test_a_page_is_asked_for_by_its_validators_and_not_modified_is_a_recorded_look(site, careful):
    assert not look(careful, hours=2).changed
    assert site.list_conditions() == ["", '"the pier"']
    assert site.outlet.asked("/pier")[1]["If-Modified-Since"] == "Mon, 03 May 2027 08:00:00 GMT"
    newest = Snapshot.objects.first()
    assert (newest.look, newest.status, newest.body) == ("read", 304, None)
    assert newest.detail.startswith("The site says that its page is unchanged since ")
    assert ArticleVersion.objects.count() == 1 and ArticleStanding.objects.get().last_checked_at


def test_an_edit_is_found_though_validators_are_sent(site, careful):
    site.subject = "the ferry"
    assert look(careful, hours=2).changed
    assert site.list_conditions() == ["", '"the pier"']


def test_a_site_that_always_says_unchanged_is_read_whole_within_a_day(site, careful):
    look(careful, hours=2)
    site.subject, site.lies = "the ferry", True
    assert not look(careful, hours=4).changed
    site.lies = False
    look(careful, hours=22)
    assert site.list_conditions()[-1] == ""
    assert careful.versions.count() == 2


def test_validators_of_a_page_that_did_not_hold_the_article_are_not_sent(site, careful):
    site.outlet.pages["/pier"] = Page("<p>Please accept our cookies.</p>", headers={"ETag": '"wall"'})
    look(careful, hours=1)
    assert ArticleStanding.objects.get().suspected == "obscured"
    site.outlet.pages["/pier"] = site.answer
    look(careful, hours=2)
    assert site.list_conditions() == ["", '"the pier"', '"the pier"']


def test_not_modified_that_nobody_asked_for_says_nothing(site, careful):
    site.lies = True
    assert not look(careful, hours=30).changed
    newest = Snapshot.objects.first()
    assert (newest.look, newest.status) == ("unreachable", 304)
    assert "that is no page" in newest.detail
