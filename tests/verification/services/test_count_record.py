"""The earned record: counts with their n, from what people decided."""

import pytest

from claims.models import SourceRecord
from tests.factories import make_article, make_assessed_claim, make_mention, make_review, make_source
from verification.domain.source_record import Tally, Told, tally_records
from verification.domain.types import Verdict
from verification.services.count_record import count_records

pytestmark = pytest.mark.django_db


def test_each_statement_counts_once_in_n_and_in_what_became_of_it():
    told = [
        Told(1, Verdict.CORROBORATED, withdrawn=False, copied=True),
        Told(1, Verdict.CONTRADICTED, withdrawn=True, copied=False),
        Told(1, None, withdrawn=False, copied=False),
        Told(2, Verdict.SINGLE_SOURCE, withdrawn=False, copied=False),
    ]
    assert tally_records(told) == {1: Tally(3, 2, 1, 1, 1, 1), 2: Tally(1, 1, 0, 0, 0, 0)}


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
