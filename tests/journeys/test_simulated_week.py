"""A week of edits, retractions, absences and traps: exactly the decisions that something happened to are flagged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from claims.adapters.pages import extract_page
from claims.domain.lifecycle import State
from claims.models import Article, Claim, Feed, Mention
from claims.services.add_feed import add_feed
from claims.services.cluster import cluster_article
from claims.services.embed import embed_article
from claims.services.extract import extract_article
from claims.services.fetch import fetch_article
from claims.services.poll_feed import poll_feed
from claims.services.poll_feeds import lease_due_feeds
from tests.factories import make_review, make_source
from tests.journeys.little_internet import ADDED, STORIES, Answer, Internet, publish_all, serve
from verification.models import ClaimReview, ClaimStanding, StaleChange
from verification.services.assess import assess_claims
from verification.services.check_invariants import check_invariants
from verification.services.propose import propose_for_article
from verification.services.recheck_evidence import choose_articles, recheck_evidence
from verification.services.sweep import take_claims_to_assess

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

MONDAY = datetime(2027, 5, 3, 8, 0, tzinfo=UTC)

# (day, story): the kind of change that has to be told of the decision on that story. Nothing else may be flagged.
EXPECTED = {
    (1, "ferry"): "edited quote",  # a silent edit: 312 passengers become 391
    (1, "dam"): "edited quote",  # a correction that says so
    (2, "school"): "withdrawn mention",  # a retraction over the same words
    (2, "bank"): "withdrawn mention",  # taken down: 410
    (3, "strike"): "withdrawn mention",  # not found on Wednesday, and again on Thursday
    (3, "hospital"): "withdrawn mention",  # the sentence is gone without a note
    (4, "vaccine"): "new origin",  # a third outlet has it from its own reporting
    (5, "bridge"): "new conflict",  # the second outlet now tells it otherwise
}


def do_monday_night(net: Internet) -> None:
    net.replace_words("ferry/b", "312", "391")
    net.replace_words("dam/b", "14 cracks", "41 cracks")
    net.answers["dam/b"].paragraphs.append("Correction: an earlier version of this article gave another number.")
    # Traps: another head and foot, other quotation marks, one more paragraph.
    net.answers["museum/a"].chrome = "<nav>Most read at 08:01</nav><div class=ad>Buy two, get one</div>"
    net.replace_words("museum/b", "Aldova's", "Aldova’s")
    net.answers["wolves/a"].paragraphs.append(ADDED)


def do_tuesday_night(net: Internet) -> None:
    net.answers["school/b"].paragraphs.insert(0, "This article has been retracted.")
    net.answers["bank/b"].status = 410
    net.answers["strike/b"].status = 404
    net.answers["wolves/b"].status = 404  # a trap: back on Thursday
    net.answers["museum/c"].status = 503  # a trap: the site is down for a day


def do_wednesday_night(net: Internet) -> None:
    hospital = net.answers["hospital/b"]
    hospital.paragraphs = [hospital.paragraphs[1], ADDED]
    net.answers["wolves/b"].status = 200
    net.answers["museum/c"].status = 200
    # A trap: a wall in place of the article, for a day.
    net.answers["wolves/c"] = Answer(
        ["Please accept our cookies to read on. We value your choices."], "Choices", is_page=True
    )


def do_thursday_night(net: Internet) -> None:
    ministry = "Measles vaccine: 2 million doses were ordered by the health ministry of Kestria in April 2027."
    net.answers["vaccine/new"] = Answer([ministry, "A freight clerk showed us the papers of the order."], "Ordered")
    net.answers["wolves/c"] = publish_all().answers["wolves/c"]
    # A trap: one more copy of a text that others have copied already.
    net.answers["museum/copy"] = publish_all().answers["museum/a"]


def do_friday_night(net: Internet) -> None:
    net.replace_words("bridge/b", "was closed to freight trains", "was not closed to freight trains")
    net.answers["museum/d"].paragraphs.reverse()  # a trap: nothing but the order changed


NIGHTS = [do_monday_night, do_tuesday_night, do_wednesday_night, do_thursday_night, do_friday_night]
ARRIVALS = {4: ["vaccine/new", "museum/copy"]}


class Week:
    """The newsroom's side: what comes in, what was signed, and what is flagged."""

    def __init__(self, net: Internet) -> None:
        self.net = net
        self.articles: dict[str, int] = {}
        self.claims: dict[str, int] = {}

    def follow(self, path: str) -> None:
        """What a source admin does for an outlet: a source, and its feed."""
        source = make_source(f"The {path.replace('/', ' ').title()} Post")
        add_feed(source, self.net.address(f"feeds/{path}"))

    def take_in(self) -> None:
        """Every feed that is due is read, and what it lists is fetched."""
        while leased := lease_due_feeds(10):
            for feed_id, token in leased:
                assert poll_feed(feed_id, token), Feed.objects.get(pk=feed_id).last_error
        for article in Article.objects.filter(state=State.RECEIVED).order_by("id"):
            fetch_article(article.pk)
            self.articles[article.url.partition(f"{self.net.port}/")[2]] = article.pk

    def work(self) -> None:
        """What workers and the sweeper do until nothing is left."""
        for stage in (extract_article, embed_article, cluster_article, propose_for_article):
            for article in Article.objects.in_progress().order_by("id"):
                stage(article.pk)
        while claims := take_claims_to_assess(1000):
            assess_claims(claims)
        assert not Article.objects.exclude(state=State.ASSESSED).exists(), list(Article.objects.values("failure"))

    def sign_all(self, person) -> None:
        for story in STORIES:
            mention = Mention.objects.live().get(
                article_version__article=self.articles[f"{story}/a"], quote=STORIES[story][0]
            )
            self.claims[story] = mention.claim_id
            assert mention.claim.mentions.count() == 4, (story, list(mention.claim.mentions.values("quote")))
            make_review(mention.claim, person, ClaimStanding.objects.get(claim=mention.claim).proposal.verdict)

    def look_again(self) -> None:
        for article in choose_articles(500):
            recheck_evidence(article)

    def list_told(self) -> dict[str, set[str]]:
        stories = {claim: story for story, claim in self.claims.items()}
        told: dict[str, set[str]] = {}
        for claim, kind in StaleChange.objects.values_list("claim", "kind"):
            told.setdefault(stories.get(claim, f"claim {claim}"), set()).add(kind)
        return told

    def list_stale(self) -> set[str]:
        stale = set(ClaimStanding.objects.filter(stale=True).values_list("claim", flat=True))
        return {story for story, claim in self.claims.items() if claim in stale}


def record_decisions() -> list[tuple]:
    return list(ClaimReview.objects.order_by("id").values_list("id", "claim", "verdict", "proposal", "note"))


def test_a_week_flags_what_happened_and_nothing_else(reviewer, settings, monkeypatch):
    monkeypatch.setitem(extract_page.__kwdefaults__, "seconds", 120)  # this is no test of patience
    with serve(publish_all()) as net, time_machine.travel(MONDAY, tick=True) as clock:
        settings.FETCH_ALLOWED_NETWORKS, settings.FETCH_ALLOWED_PORTS = ["127.0.0.1/32"], [net.port]
        settings.HOST_SPACING_SECONDS = 0.0  # all forty outlets live on one host here
        week = Week(net)
        for path in list(net.answers):
            week.follow(path)
        week.take_in()
        assert len(week.articles) == 40
        week.work()
        week.sign_all(reviewer)
        decided = record_decisions()
        for day, night in enumerate([*NIGHTS, None, None], start=1):
            if night:
                night(net)
            clock.move_to(MONDAY + day * timedelta(hours=25))  # a daily look has to be due again
            for path in ARRIVALS.get(day, []):
                week.follow(path)
            week.take_in()
            week.look_again()
            week.work()
            due = {story: kind for (on, story), kind in EXPECTED.items() if on <= day}
            told = week.list_told()
            assert week.list_stale() == set(due) == set(told), f"day {day}: {told}"
            assert all(kind in told[story] for story, kind in due.items()), f"day {day}: {told}"
        assert record_decisions() == decided
        assert len(week.articles) == Article.objects.count() == 42
        assert check_invariants().detail == ""
        assert Claim.objects.filter(pk__in=week.claims.values(), retired_at__isnull=False).count() == 0
