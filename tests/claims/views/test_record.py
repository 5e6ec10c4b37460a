"""The record of the sources as a page and as files."""

import csv
import json
from datetime import date

import pytest

from claims.models import SourceRecord
from tests.factories import make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(db):
    source = make_source('=HYPERLINK("https://x.example")')
    days = {"since": date(2026, 5, 3), "until": date(2027, 5, 3)}
    return SourceRecord.objects.create(source=source, mentions=40, decided=9, corroborated=7, contradicted=2, **days)


def test_it_requires_sign_in(client):
    assert client.get("/sources/record/").status_code == 302
    assert client.get("/sources/record/export/").status_code == 302


def test_before_anything_was_counted_it_says_so(signed_in):
    assert "Nothing was counted yet" in signed_in.get("/sources/record/").text


def test_it_shows_counts_with_their_n_and_their_period(signed_in, record):
    text = signed_in.get("/sources/record/").text
    assert '<td data-label="n" class="figure">40</td>' in text and "3 May 2026 to 3 May 2027" in text


def test_a_cell_of_the_csv_is_no_formula(signed_in, record):
    (row,) = csv.DictReader(signed_in.get("/sources/record/export/").text.splitlines())
    assert row["source"].startswith("'=") and row["corroborated"] == "7"


def test_the_json_has_the_same_figures_unescaped(signed_in, record):
    (row,) = json.loads(signed_in.get("/sources/record/export/?format=json").content)
    assert row["source"].startswith("=") and row["mentions"] == 40


def test_a_strange_page_is_the_first_one(signed_in, record):
    assert signed_in.get("/sources/record/?after=%00").status_code == 200


def test_a_topic_can_be_chosen_and_the_files_hold_all_of_them(signed_in, record):
    days = {"since": record.since, "until": record.until}
    SourceRecord.objects.create(source=record.source, tag="health", mentions=7, **days)
    SourceRecord.objects.create(source=make_source("Quay Herald"), tag="harbour", mentions=3, **days)
    whole, health = (signed_in.get("/sources/record/", {"topic": topic}).text for topic in ("", "health"))
    assert '<td data-label="n" class="figure">40</td>' in whole and "<option selected>health</option>" in health
    assert '<td data-label="n" class="figure">7</td>' in health and "Quay Herald" not in health
    rows = list(csv.DictReader(signed_in.get("/sources/record/export/").text.splitlines()))
    assert [(row["topic"], row["mentions"]) for row in rows] == [("", "40"), ("health", "7"), ("harbour", "3")]


def test_a_topic_that_nobody_gave_shows_all(signed_in, record):
    assert '<td data-label="n" class="figure">40</td>' in signed_in.get("/sources/record/?topic=%00x").text


def test_the_page_of_a_source_shows_its_own_record(signed_in, record):
    SourceRecord.objects.create(source=record.source, tag="health", mentions=7, since=record.since, until=record.until)
    text = signed_in.get(record.source.get_absolute_url()).text
    assert "What became of what it told" in text and "3 May 2026 to 3 May 2027" in text
    assert '<th scope="row">health</th>' in text and "all topics together" in text
