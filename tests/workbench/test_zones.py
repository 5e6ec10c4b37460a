"""Times stand in the reader's zone."""

from datetime import UTC, datetime

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def read(signed_in):
    article = make_article(published_at=NOON)
    return lambda: signed_in.get(f"/articles/{article.pk}/").text


def test_it_is_the_servers_when_nothing_else_is_known(read):
    assert "2 Mar 2026, 12:00" in read()


def test_it_is_the_browsers_when_nobody_chose(signed_in, read):
    signed_in.cookies["browser_zone"] = "Asia/Tokyo"
    assert "2 Mar 2026, 21:00" in read()


def test_a_choice_stands_above_the_browsers_and_can_be_taken_back(signed_in, read):
    signed_in.cookies["browser_zone"] = "Asia/Tokyo"
    signed_in.post("/display/zone/", {"zone": "America/New_York"})
    assert "2 Mar 2026, 07:00" in read()
    assert "Times in America/New_York" in read()
    signed_in.post("/display/zone/", {"zone": ""})
    assert "2 Mar 2026, 21:00" in read()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "\x00", "x" * 5000])
def test_what_is_no_zone_is_passed_over(signed_in, read, zone):
    signed_in.cookies["browser_zone"] = zone
    assert "12:00" in read()
    answer = signed_in.post("/display/zone/", {"zone": zone}, follow=True)
    assert "There is no such time zone" in answer.text


def test_the_page_of_choices_says_what_holds(signed_in):
    text = signed_in.get("/display/").text
    assert "in the zone UTC now" in text
    assert "<option>Europe/Madrid</option>" in text
