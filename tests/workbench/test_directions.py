"""Words of others may be of a script that runs from right to left: every page lets them run their own way."""

import re
from html.parser import HTMLParser

import pytest

from claims.domain.lifecycle import State
from tests.factories import make_article, make_assessed_claim, make_mention, make_review, make_source, make_version
from verification.services.comment import add_comment

pytestmark = pytest.mark.django_db
CLAIM = "أعلنت بلدية سلم أن 120 قاربا وصلت يوم الاثنين"
NOTE, OUTLET, TITLE, SAYING = "سجل الميناء يؤكد ذلك", "جريدة سلم", "قوارب في سلم", "انظروا إلى السجل"
RIGHT_TO_LEFT = re.compile("[\u0600-\u06ff]")
BARE = {"option", "title", "script", "style"}  # hold text only; the browser finds its direction, or nobody reads it
OWN = {("dir", "auto"), ("class", "unseen")}  # what is only heard has no direction
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Directions(HTMLParser):
    """Collects right-to-left words that stand in nothing that takes its direction from them."""

    def __init__(self):
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.shown = 0
        self.astray: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, tag in ("bdi", "q") or not OWN.isdisjoint(attrs)))

    def handle_endtag(self, tag):
        while tag in [name for name, _ in self.open] and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if RIGHT_TO_LEFT.search(data) and not {tag for tag, _ in self.open} & BARE:
            self.shown += 1
            bare = "".join(part.partition("\u2069")[2] for part in f"\u2069{data}".split("\u2068"))
            if not any(own for _, own in self.open) and RIGHT_TO_LEFT.search(bare):
                self.astray.append(" ".join(tag for tag, _ in self.open[-3:]) + f": {data.strip()[:60]}")


@pytest.fixture
def claim(reviewer):
    source = make_source(OUTLET, owner=OUTLET)
    article = make_article(f"{CLAIM}\n\nA band played.", source=source, title=TITLE, state=State.ASSESSED, author=TITLE)
    found = make_assessed_claim(make_mention(article, CLAIM))
    add_comment(found.pk, author=reviewer, text=SAYING)
    return found


@pytest.fixture
def pages(claim, colleague):
    article = claim.canonical_mention.article_version.article
    asked = ["/", f"/claims/{claim.pk}/preview/", f"/claims/{claim.pk}/", f"/claims/{claim.pk}/grouping/"]
    asked += [f"/articles/{article.pk}/", "/articles/", "/sources/", f"/sources/{article.source_id}/"]
    return [*asked, "/search/?q=بلدية", f"/articles/{article.pk}/versions/"]


def read(client, address: str) -> str:
    return client.get(address, headers={"HX-Request": "true"} if "preview" in address else {}).text


def find_astray(text: str) -> list[str]:
    parser = Directions()
    parser.feed(text)
    assert parser.shown, "nothing of another script on the page"
    return parser.astray


def test_each_page_lets_words_of_other_scripts_run_their_own_way(signed_in, pages):
    assert {address: find_astray(read(signed_in, address)) for address in pages} == dict.fromkeys(pages, [])


def test_a_signed_claim_and_its_note_run_their_own_way(signed_in, claim, reviewer):
    make_review(claim, reviewer, note=NOTE)
    for address in (f"/claims/{claim.pk}/", "/?show=decided"):
        assert find_astray(read(signed_in, address)) == []


def test_two_versions_are_compared_each_in_its_own_direction(signed_in, claim):
    article = claim.canonical_mention.article_version.article
    make_version(article, f"{CLAIM} {SAYING}\n\nA band played.")
    assert find_astray(signed_in.get(f"/articles/{article.pk}/versions/?version=2").text) == []
