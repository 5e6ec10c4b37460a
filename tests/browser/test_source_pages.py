"""How the pages of sources look and read to those who may change them, in both themes and on a phone."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from claims.adapters.source_lists import ListedSource
from claims.models import Article, Feed, SourceImport, SourceRecord
from claims.services.find_duplicate import hash_url
from tests.browser.conftest import carry_session
from tests.browser.test_looks import AXE, WIDER_THAN_THE_SCREEN
from tests.factories import make_article, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["sources", "source", "edit", "refused", "merge", "import", "preview", "record"]
PICTURES = os.environ.get("PICTURES", "")  # a folder: each page is photographed into it


@pytest.fixture
def addresses(page, complaints, live_server, admin_person) -> dict[str, str]:
    source = make_source("Selm Post", owner="Quay Group", grade="B", tags=["harbour", "north"], country="DE")
    source.domains.create(host="selmpost.example")
    other = make_source("The Selm Post", homepage="https://selm.example/")
    make_source("Retired Herald", active=False)
    for number in range(14):
        article = make_article(source=source, host="selmpost.example", state="assessed")
        Article.objects.filter(pk=article.pk).update(received_at=timezone.now() - timedelta(days=number // 3))
    for path, fields in {
        "all.rss": {"condition": "working", "kind": "rss", "title": "All of Selm", "last_success_at": timezone.now()}
        | {"topics": ["harbour", "health"]},
        "sport": {
            "condition": "blocked",
            "failures": 3,
            "failing_since": timezone.now(),
            "last_error_at": timezone.now(),
        }
        | {"last_error": "Selmpost.example answered 403 Forbidden: it refuses access to us."},
        "old": {"condition": "off", "off": "The site says that the feed was taken down for good."},
        "gone": {"condition": "off", "off": "Removed by ada.", "removed_at": timezone.now(), "title": "Gone"},
    }.items():
        url = f"https://selmpost.example/{path}"
        Feed.objects.create(source=source, url=url, url_hash=hash_url(url), **fields)
    days = {"since": date(2026, 5, 3), "until": date(2027, 5, 3)}
    for topic, mentions in (("", 1_240), ("health", 40)):
        SourceRecord.objects.create(source=source, tag=topic, mentions=mentions, decided=9, corroborated=7, **days)
    rows = [ListedSource("line 3", "Quay Herald", "https://quay.example/feed", tags=["north"])]
    rows += [ListedSource("line 4", "Broken", error="It gives no address (xmlUrl).")]
    listed = SourceImport.objects.create(name="feeds.opml", form="opml", rows=[row.dump() for row in rows])
    carry_session(page, live_server.url, admin_person)
    places = {"sources": "", "source": f"{source.pk}/", "edit": f"{source.pk}/edit/", "refused": "add/"}
    places |= {
        "merge": f"{source.pk}/merge/?other={other.pk}",
        "record": "record/?topic=health",
        "import": "import/",
        "preview": f"import/{listed.pk}/",
    }
    return {name: f"{live_server.url}/sources/{place}" for name, place in places.items()}


def visit(page, addresses, name: str) -> None:
    page.goto(addresses[name])
    if name == "refused":
        page.get_by_label("Name", exact=True).fill("selm post")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("There is a source of that name: Selm Post.").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_phone(page, addresses, complaints, theme):
    page.emulate_media(color_scheme=theme)
    for name in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        visit(page, addresses, name)
        photograph(page, f"{name}-{theme}")
        results = Axe().run(page, options=AXE)
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"
        page.set_viewport_size({"width": 390, "height": 844})
        photograph(page, f"{name}-{theme}-phone")
        assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, name
    assert [one for one in complaints if "422" not in one] == []


def photograph(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
