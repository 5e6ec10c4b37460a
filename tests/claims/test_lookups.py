"""Words that are written into SQL find the texts that hold them, and nothing else."""

import pytest

from claims.models import Claim
from tests.factories import make_claim

pytestmark = pytest.mark.django_db
SIGNS = [
    "%",
    "%%",
    "%s",
    "%(x)s",
    "100%",
    "'",
    "''",
    "o'clock",
    "\\",
    "a\\b",
    "\\%",
    "$1",
    "{}",
    "a_b",
    "E'x",
    "[x]",
    "(?i)",
    "--",
    ";",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_that_mean_something_to_a_database_are_words_like_others(sign):
    claim = make_claim(f"Odd {sign} here")
    make_claim("Odd things here, aXb in 1000 rows")
    assert list(Claim.objects.filter(text__holds=sign)) == [claim]
    assert list(Claim.objects.filter(text__holds_whole=sign, pk__gt=0)) == [claim]


def test_many_searches_in_one_query_keep_their_order_among_its_parameters():
    claim = make_claim("Odd 100% here")
    found = Claim.objects.filter(pk__in=[claim.pk], text__holds="100%", retired_at=None).exclude(text__holds="%s")
    assert list(found.filter(text__holds_whole="odd")) == [claim]
