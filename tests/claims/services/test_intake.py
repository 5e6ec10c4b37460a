"""What one item does wrong never hurts the others."""

import pytest

from claims.adapters.readers import Document
from claims.models import Article, Source
from claims.services.ingest import Defaults
from claims.services.intake import Status, take_items, take_url

pytestmark = pytest.mark.django_db

LONG_HOST = "https://" + ".".join(["selm" * 10] * 5 + ["example"]) + "/"  # 212 characters of host
STORKS = "The town of Selm counted forty storks on Monday."


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (LONG_HOST, "host name in this address has 212 characters, and may have at most 200"),
        ("https://selm.example/" + "x" * 2_000, "address has 2,021 characters, and may have at most 2,000"),
    ],
)
def test_an_address_that_is_too_long_is_refused_in_words(url, sentence):
    result = take_url(url, Defaults())
    assert result.status is Status.REJECTED
    assert sentence in result.message
    assert len(result.label) <= 200


def test_an_address_that_the_database_refuses_is_rejected_in_words():
    result = take_url("https://selm.example/", Defaults(source="S" * 201))
    assert result.status is Status.REJECTED
    assert result.message.startswith("The database cannot store this")


def test_an_item_that_the_database_refuses_does_not_stop_the_others():
    documents = [Document(text=STORKS, source="S" * 201, label="bad"), Document(text=STORKS, label="good")]
    results = list(take_items(documents, Defaults()))
    assert [result.status for result in results] == [Status.REJECTED, Status.ACCEPTED]
    assert Article.objects.count() == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1/a", "http://localhost:80/a", "http://169.254.169.254/latest"])
def test_an_address_of_ones_own_network_leaves_no_article_and_no_source(url):
    assert take_url(url, Defaults()).status is Status.REJECTED
    assert not Article.objects.exists()
    assert not Source.objects.exists()
