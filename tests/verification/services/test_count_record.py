"""The earned record: counts with their n, from what people decided."""

import pytest

from claims.models import Feed, FeedEntry, Reanchoring, SourceRecord
from claims.services.find_duplicate import hash_url
from tests.factories import (
    make_article,
    make_assessed_claim,
    make_mention,
    make_review,
    make_source,
    make_version,
)
from verification.domain.source_record import Tally, Told, tally_records
from verification.domain.types import Verdict
from verification.services.count_record import count_records, find_tellers

pytestmark = pytest.mark.django_db


def test_each_statement_counts_once_in_n_and_in_what_became_of_it():
    told = [
        Told(1, Verdict.CORROBORATED, withdrawn=False, copied=True),
        Told(1, Verdict.CONTRADICTED, withdrawn=True, copied=False),
        Told(1, None, withdrawn=False, copied=False),
        Told(2, Verdict.SINGLE_SOURCE, withdrawn=False, copied=False),
    ]
    assert tally_records(told) == {(1, ""): Tally(3, 2, 1, 1, 1, 1), (2, ""): Tally(1, 1, 0, 0, 0, 0)}


def test_a_statement_counts_under_each_of_its_topics_and_once_in_the_whole():
    told = [
        Told(1, Verdict.CORROBORATED, withdrawn=False, copied=False, topics=("harbour", "health")),
        Told(1, Verdict.CONTRADICTED, withdrawn=False, copied=False, topics=("health",)),
        Told(1, None, withdrawn=False, copied=True),
    ]
    assert tally_records(told) == {
        (1, ""): Tally(3, 2, 1, 1, 0, 1),
        (1, "harbour"): Tally(1, 1, 1, 0, 0, 0),
        (1, "health"): Tally(2, 2, 1, 1, 0, 0),
    }


def list_article(article, topics):
    """A feed on these topics lists it."""
    url = f"https://selm.example/{article.pk}/{'-'.join(topics)}"
    feed = Feed.objects.create(source=make_source(), url=url, url_hash=hash_url(url), topics=topics)
    FeedEntry.objects.create(feed=feed, key_hash=str(article.pk), url="https://selm.example/a", article=article)


def list_topics_of(source):
    return list(SourceRecord.objects.filter(source=source).order_by("tag").values_list("tag", "mentions", "withdrawn"))


def test_an_article_has_the_topics_of_its_feeds_else_those_of_its_source():
    post, gazette = make_source("The Selm Post", tags=["regional"]), make_source("Health Gazette", tags=["health"])
    ferry, clinic = (
        make_article("The ferry of Selm sank.", source=post),
        make_article("Selm has a clinic.", source=post),
    )
    list_article(clinic, ["health"])
    list_article(clinic, ["health", "north"])
    list_article(clinic, [])
    doctors = make_article("The clinic has nine doctors.", source=gazette)
    for article in (ferry, clinic, doctors):
        make_assessed_claim(make_mention(article))
    count_records()
    assert list_topics_of(post) == [("", 2, 0), ("health", 1, 0), ("north", 1, 0), ("regional", 1, 0)]
    assert list_topics_of(gazette) == [("", 1, 0), ("health", 1, 0)]


def test_what_is_absent_from_its_article_counts_as_withdrawn_under_its_topics():
    article = make_article("The ferry of Selm sank.", source=make_source(tags=["harbour"]))
    mention = make_mention(article)
    version = make_version(article, "There is nothing to read here.")
    Reanchoring.objects.create(version=version, mention=mention, fate="absent")
    count_records()
    assert list_topics_of(article.source) == [("", 1, 1), ("harbour", 1, 1)]


def test_the_tellers_of_more_mentions_than_a_query_has_parameters_are_found():
    mention = make_mention(make_article("The ferry of Selm sank.", source=make_source(tags=["harbour"])))
    told = find_tellers(range(mention.pk, mention.pk + 70_000))
    assert told == {mention.pk: (mention.article_version.article.source_id, ("harbour",))}


def test_a_decision_counts_for_every_source_that_told_it(reviewer):
    sources = [make_source("The Selm Post"), make_source("Fennick Radio")]
    texts = ["The town of Selm counted forty storks.", "Forty storks were counted in the town of Selm."]
    mentions = [make_mention(make_article(text, source=s)) for text, s in zip(texts, sources, strict=True)]
    make_review(make_assessed_claim(*mentions), reviewer, "corroborated")
    count_records()
    assert list(SourceRecord.objects.values_list("source__name", "mentions", "corroborated")) == [
        ("Fennick Radio", 1, 1),
        ("The Selm Post", 1, 1),
    ]


def test_a_proposal_alone_decides_nothing():
    make_assessed_claim(make_mention(make_article("The town of Selm counted forty storks.")))
    count_records()
    assert SourceRecord.objects.get().decided == 0


def test_counting_anew_replaces_what_was_counted(reviewer):
    make_assessed_claim(make_mention(make_article("The town of Selm counted forty storks.")))
    count_records()
    count_records()
    assert SourceRecord.objects.count() == 1
