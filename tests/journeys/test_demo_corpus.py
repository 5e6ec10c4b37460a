"""The demo corpus through real workers: what docs/demo.md promises a reviewer is what is found, claim by claim."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from claims.adapters.readers import read_path
from claims.domain.lifecycle import State
from claims.models import Article, Claim, Mention
from claims.services.ingest import Defaults
from claims.services.intake import Status, take_items
from tests.conftest import PROJECT, wait_until
from verification.models import ClaimStanding
from verification.services.list_claims import list_claims

CORPUS = PROJECT / "demo" / "articles.jsonl"
EXPECTED = json.loads((PROJECT / "demo" / "expected.json").read_text())
WHOLE = json.loads((Path(__file__).parent / "expectations.json").read_text())

pytestmark = [pytest.mark.processes, pytest.mark.django_db]


def all_assessed() -> bool:
    unfinished = Article.objects.exclude(state=State.ASSESSED).exists()
    return not unfinished and not Claim.objects.active().needing_assessment().exists()


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the corpus once, with two worker processes, and list its claims; leaves the database empty."""
    from tests.conftest import Processes

    with django_db_blocker.unblock():
        workers = Processes(tmp_path_factory.mktemp("workers"))
        for _ in range(2):
            workers.start_worker()
        try:
            results = list(take_items(read_path(CORPUS), Defaults()))
            wait_until(all_assessed, 180)
            again = list(take_items(read_path(CORPUS), Defaults()))
            yield Corpus(results, again)
        finally:
            workers.stop_all()
            call_command("flush", interactive=False, verbosity=0)


class Corpus:
    """What the tests look at, read once."""

    def __init__(self, results, again) -> None:
        self.results, self.again = results, again
        self.claims = list(list_claims())
        self.articles = {article.url or article.title: article for article in Article.objects.select_related("source")}
        self.mentions = list(Mention.objects.live().select_related("article_version__article__source"))
        self.texts = {article.pk: article.versions.get(current=True).text for article in Article.objects.all()}
        self.standings = ClaimStanding.objects.count()

    def find_claim(self, where: dict) -> dict:
        """The claim that has the named quote among its mentions."""
        article = self.articles[where.get("url") or where["title"]]
        holding = [
            (where["quote"] != m["quote"], claim)
            for claim in self.claims
            for m in claim["mentions"]
            if m["article"] == article.pk and where["quote"] in m["quote"]
        ]
        assert holding, f"no claim has {where['quote']!r}"
        # A statement inside a sentence has a mention of its own: the very words come before those around them.
        return min(holding, key=lambda pair: pair[0])[1]

    def quotes_of(self, article: Article) -> list[str]:
        return [m.quote for m in self.mentions if m.article_version.article_id == article.pk]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["about"])
class TestExpectedClaim:
    def test_its_reports_are_one_claim(self, corpus, expected):
        assert len({corpus.find_claim(where)["id"] for where in expected["contains"]}) == 1

    def test_its_proposed_verdict(self, corpus, expected):
        claim = corpus.find_claim(expected["contains"][0])
        assert claim["proposed_verdict"] == expected["verdict"], claim["reasons"]

    def test_its_outlets_and_origins(self, corpus, expected):
        claim = corpus.find_claim(expected["contains"][0])
        assert (claim["outlets"], claim["origins"]) == (expected["outlets"], expected["origins"]), claim["reasons"]

    def test_its_conflicts(self, corpus, expected):
        claim = corpus.find_claim(expected["contains"][0])
        found = {(c["type"], *sorted((c["value_a"], c["value_b"]))) for c in claim["conflicts"]}
        for conflict in expected["conflicts"]:
            of_type = [values for kind, *values in found if kind == conflict["type"]]
            assert any(match_values(values, conflict["values"]) for values in of_type), found
        assert {kind for kind, *_ in found} == {conflict["type"] for conflict in expected["conflicts"]}

    def test_other_facts_stay_out_of_it(self, corpus, expected):
        quotes = " ".join(m["quote"] for m in corpus.find_claim(expected["contains"][0])["mentions"])
        assert [words for words in expected["not_with"] if words in quotes] == []


def match_values(found: list[str], expected: list[str]) -> bool:
    """Each expected value stands in another of the two found ones; no expected values: any pair will do."""
    if not expected:
        return True
    a, b = expected
    first, second = found
    return (a in first and b in second) or (a in second and b in first)


def test_every_article_is_accepted(corpus):
    assert [result.message for result in corpus.results if result.status is not Status.ACCEPTED] == []
    assert len(corpus.results) == WHOLE["articles"]


def test_loading_it_again_stores_nothing(corpus):
    assert {result.status for result in corpus.again} == {Status.DUPLICATE}


def test_every_quote_is_exactly_what_the_article_says(corpus):
    wrong = [
        m["quote"]
        for claim in corpus.claims
        for m in claim["mentions"]
        if corpus.texts[m["article"]][m["start"] : m["end"]] != m["quote"]
    ]
    assert wrong == []


def test_every_claim_has_a_proposal(corpus):
    assert corpus.standings == len(corpus.claims) > 0


@pytest.mark.parametrize("url", WHOLE["without_mentions"])
def test_an_opinion_piece_or_questions_give_no_mention(corpus, url):
    assert corpus.quotes_of(corpus.articles[url]) == []


@pytest.mark.parametrize("debris", WHOLE["never_in_a_quote"])
def test_debris_is_never_in_a_quote(corpus, debris):
    assert [m.quote for m in corpus.mentions if debris in m.quote] == []


@pytest.mark.parametrize("words", WHOLE["never_a_mention"])
def test_opinion_questions_and_commands_are_never_mentions(corpus, words):
    assert [m.quote for m in corpus.mentions if words in m.quote] == []


@pytest.mark.parametrize("report", WHOLE["reports_about_reports"], ids=lambda report: report["url"])
def test_a_report_about_a_report_credits_it(corpus, report):
    article = corpus.articles[report["url"]]
    credited = {
        name
        for m in corpus.mentions
        if m.article_version.article_id == article.pk
        for name in (m.claimant_name, m.claimant_via)
    }
    assert report["claimant"] in credited
