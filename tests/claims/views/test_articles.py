import re

import pytest

from claims.domain.lifecycle import State
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


def test_it_requires_sign_in(client):
    assert client.get("/articles/").status_code == 302


def test_it_rejects_a_post(signed_in):
    assert signed_in.post("/articles/").status_code == 405


def test_it_says_what_to_do_first_when_there_is_nothing(signed_in):
    assert "No articles yet" in signed_in.get("/articles/").text


def test_it_shows_each_article_with_its_state(signed_in):
    make_article(title="Storks return", state=State.EMBEDDED)
    text = signed_in.get("/articles/").text
    assert "Storks return" in text
    assert "statements compared" in text


def test_it_filters_by_state_and_words(signed_in):
    make_article(title="Storks return", state=State.ASSESSED)
    make_article(title="Bridge sinks", state=State.FAILED, resume_state=State.RECEIVED, failure="Not found.")
    stopped = signed_in.get("/articles/?state=stopped").text
    assert "Bridge sinks" in stopped
    assert "Storks return" not in stopped
    assert "Bridge sinks" not in signed_in.get("/articles/?q=storks").text


def test_pages_follow_one_another_without_gap_or_repeat(signed_in):
    source = make_source()
    articles = {make_article(source=source).pk for _ in range(60)}
    first = signed_in.get("/articles/").text
    following = re.search(r'rel="next" href="\?([^"]+)"', first).group(1)
    shown = [
        re.findall(r'href="/articles/(\d+)/"', text) for text in (first, signed_in.get(f"/articles/?{following}").text)
    ]
    assert len(shown[0]) == 50
    assert {int(number) for page in shown for number in page} == articles
    assert len(shown[0] + shown[1]) == 60


@pytest.mark.parametrize(
    "query", ["after=x", "after=1", "after=²,1", "after=%00", "after=" + "9" * 60, "after=99999999999999999999,1",
              "after=1,99999999999999999999", "state=%00", "state=nonsense", "q=%00", "q=" + "a" * 999],
)  # fmt: skip
def test_no_address_breaks_it(signed_in, query):
    make_article()
    assert signed_in.get(f"/articles/?{query}").status_code == 200
