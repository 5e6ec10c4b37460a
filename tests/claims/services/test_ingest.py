"""Which source an article gets, and that the same article is stored once."""

import pytest

from claims.adapters.readers import Document
from claims.models import Article, ArticleVersion, Source
from claims.services.ingest import Defaults, ingest_document, ingest_url
from tests.factories import make_source
from tests.threads import beside_open_transaction

pytestmark = pytest.mark.django_db(transaction=True)

STORKS = "The town of Selm counted forty storks on Monday."


def ingest(source: str = "", text: str = STORKS, **fields):
    return ingest_document(Document(text=text, source=source, **fields)).article


@pytest.mark.parametrize("name", ["Unknown source", "unknown source", " UNKNOWN SOURCE "])
def test_the_name_of_the_unknown_source_is_no_name(name):
    unknown = ingest()
    assert ingest(name, STORKS + " It rained.").source == unknown.source
    assert not unknown.source.is_known


@pytest.mark.parametrize("name", ["Unknown source", "unknown source"])
def test_whoever_types_the_name_of_the_unknown_source_first_makes_no_outlet_of_it(name):
    assert not ingest(name).source.is_known
    assert ingest(text=STORKS + " It rained.").source == Source.objects.get()


def test_the_unknown_source_may_have_another_name():
    make_source("Nobody knows", kind=Source.Kind.UNKNOWN)
    assert ingest().source.name == "Nobody knows"


def test_a_named_source_is_known_whatever_kind_its_article_says():
    assert ingest("Selm Post", kind="unknown").source.is_known


def test_a_source_is_found_in_another_case():
    assert ingest("Selm Post").source == ingest("SELM POST", STORKS + " It rained.").source


def test_a_source_is_found_under_its_name_with_other_spaces():
    assert ingest("Selm Post").source == ingest(" Selm\u00a0 Post", STORKS + " It rained.").source


def test_a_letter_that_only_the_database_folds_finds_its_source():
    assert ingest("Kestra Post").source == ingest("\u212aestra Post", STORKS + " It rained.").source


@pytest.mark.parametrize(("ours", "theirs"), [("Selm Post", "SELM POST"), ("", "")])
def test_two_who_name_a_new_source_at_once_get_the_same_one(ours, theirs):
    with beside_open_transaction(lambda: ingest(theirs, STORKS + " It rained.")) as others:
        mine = ingest(ours)
    assert others[0].result().source == mine.source


def test_two_who_bring_the_same_text_at_once_store_it_once():
    make_source("Selm Post")
    with beside_open_transaction(lambda: ingest("Selm Post")) as others:
        mine = ingest("Selm Post")
    assert others[0].result() == mine
    assert ArticleVersion.objects.count() == 1


def test_two_who_bring_the_same_address_at_once_store_it_once():
    make_source("Selm Post")
    url = "https://selm.example/storks"
    with beside_open_transaction(lambda: ingest("Selm Post", STORKS + " It rained.", url=url)) as others:
        mine = ingest("Selm Post", url=url)
    assert others[0].result() == mine
    assert Article.objects.count() == 1


@pytest.mark.parametrize("first", [0, 1])
def test_an_outlet_and_its_site_are_one_source_whichever_comes_first(first):
    steps = [
        lambda: ingest("El Faro de Selm"),
        lambda: ingest_url("https://www.elfarodeselm.com/news/1", Defaults()).article,
    ]
    assert steps[first]().source == steps[1 - first]().source


def test_two_sources_that_could_both_be_meant_leave_the_site_a_source_of_its_own():
    make_source("El Faro")
    make_source("elfaro")
    assert ingest_url("https://elfaro.com/1").article.source.name == "elfaro.com"


def test_a_site_keeps_its_source_when_that_gets_its_proper_name():
    source = ingest_url("https://selm.example/1").article.source
    Source.objects.filter(pk=source.pk).update(name="The Selm Post and Courier")
    assert ingest_url("https://selm.example/2").article.source == source
