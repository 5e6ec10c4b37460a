"""A claim that people have something to say about."""

import pytest

from tests.factories import list_mentions, make_told_claim


@pytest.fixture
def told_claim():
    return make_told_claim(outlets=3)


@pytest.fixture
def mentions(told_claim):
    return list_mentions(told_claim)
