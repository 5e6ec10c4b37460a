"""Place, actor, attribution and modality conflicts, and opposites: one plain case each, and its look-alikes."""

from __future__ import annotations

import time
from datetime import date

import pytest

from evaluation.conflicts import find_types, make_statements
from tests.verification.domain.making import make_statement
from verification.domain.conflicts import find_conflicts

LATER, EARLIER = date(2024, 3, 9), date(2024, 3, 2)


def find(a, b, day_a=None, day_b=None):
    return find_types(make_statements(a, day_a, 1), make_statements(b, day_b, 2))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The tram derailed in Lisbon.", "The tram derailed in Porto.", "place"),
        ("The tram was built by Rosa Lind.", "Otto Kern built the tram.", "actor"),
        ("Ada Robson built the tram.", "Otto Robert built the tram.", "actor"),
        ("The mayor adopted his son.", "The mayor adopted his daughter.", "actor"),
        ("The council approved the tram line.", "The council rejected the tram line.", "negation"),
        ("The council has built a tram line.", "The council is considering building a tram line.", "modality"),
        ("Mayor Lind blamed the driver.", "Governor Kern blamed the driver.", "attribution"),
        ("The tram hit 12 parked cars.", "The tram hit 21 parked cars.", "number"),
        ("The tram line opened on 3 May.", "The tram line opened on 9 May.", "date"),
    ],
)
def test_it_tells_the_type(a, b, expected):
    assert find(a, b) == {expected}
    assert find(b, a) == {expected}


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("The tram derailed in Lisbon.", "The tram derailed in Portugal.", "one lies in the other"),
        ("The mayor built the tram.", "Otto Kern built the tram.", "a role and a name may be one person"),
        ("Otto Kirchhner built the tram.", "Kirchner built the tram.", "one name, spelt twice"),
        ("The Coastal Guard built the tower.", "CG built the tower.", "initials"),
        ("The mayor adopted the baby.", "The mayor adopted the boy.", "a baby may be a boy"),
        ("Flight attendants found the snake.", "The crew found the snake.", "attendants are crew"),
        ("The council did not reject the line.", "The council approved the line.", "a negated opposite agrees"),
        ("The council may build the line.", "The council could build the line.", "both are unsure"),
        ("Police said six cars burned.", "Residents said six cars burned.", "two witnesses agree"),
        ("The line is 3 km long.", "The line is 3,000 metres long.", "one length in two units"),
    ],
)
def test_it_sees_no_conflict_where_both_can_be_true(a, b, why):
    assert find(a, b) == frozenset(), why


def test_a_state_that_ended_by_the_later_article_is_superseded():
    assert find("The harbour is closed.", "The harbour has reopened.", EARLIER, LATER) == {"superseded"}


def test_what_was_weighed_and_is_done_by_the_later_article_is_superseded():
    a, b = "The bank is considering a merger with Corvan.", "The bank approved a merger with Corvan."
    assert find(a, b, EARLIER, LATER) == {"superseded"}


@pytest.mark.parametrize("words", ["no not ", "could by ", "Xy, ", "(((", "on Monday "])
def test_a_million_characters_cost_no_more_than_a_moment(words):
    started = time.process_time()
    find_conflicts([make_statement(1, words * (1_000_000 // len(words)), negated=True), make_statement(2)])
    assert time.process_time() - started < 2
