"""Every page that there is, looked at by axe in all themes and at phone width: a new one without being named here."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.adapters.fetch_policy import FetchedPage
from claims.adapters.source_lists import ListedSource
from claims.models import Article, SourceImport
from claims.services.keep_snapshot import keep_page
from tests.browser.conftest import carry_session
from tests.browser.test_looks import WIDER_THAN_THE_SCREEN, find_violations
from tests.factories import make_article, make_disputed_claim, make_review, make_source, make_version
from tests.workbench.test_every_page_and_role import PAGES
from verification.services.comment import add_comment
from verification.services.correct_stance import say_stance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHARES = 4  # the pages are looked at in so many tests
# What one can do something at, but for links inside a sentence, which may be as high as its line.
TARGETS = "a, button, input:not([type=hidden]), select, textarea, summary"
SMALL = """selector => [...document.querySelectorAll(selector)].filter((one) => {
    const box = one.getBoundingClientRect(), inline = getComputedStyle(one).display === "inline";
    const label = one.closest("label")?.getBoundingClientRect();
    const height = Math.max(box.height, label?.height ?? 0), width = Math.max(box.width, label?.width ?? 0);
    return box.width && box.height && !inline && one.checkVisibility() && !one.closest(".unseen, .skip")
        && !one.matches(".unseen, .skip") && (height < 23.5 || width < 23.5);
}).map((one) => one.outerHTML.slice(0, 120))"""
FADED = """() => {
    const one = document.activeElement, frame = one.closest("label, .row") ?? one;
    const seen = (e) => ["outlineStyle", "boxShadow"].some((name) => getComputedStyle(e)[name] !== "none");
    return one === document.body || seen(one) || seen(frame) ? "" : one.outerHTML.slice(0, 120);
}"""


@pytest.fixture
def numbers(admin_person, colleague) -> dict[str, int]:
    """One of each thing that an address may name, with something to show."""
    claim = make_disputed_claim()
    make_review(claim, colleague, "contradicted", note="both counts stand")
    add_comment(claim.pk, author=colleague, text="@ada see the log")
    say_stance(claim.pk, "neutral", claim.canonical_mention_id, person=colleague)
    source = make_source("Selm Post", homepage="https://selm.example/")
    address = "https://selm.example/dam"
    article = make_article("The dam failed at night.", source=source, url=address, state="assessed")
    page = FetchedPage(address, address, 200, "text/html", b"<p>The dam failed at night.</p>", headers=())
    snapshot = keep_page(article, page)
    article.versions.update(snapshot=snapshot)
    make_version(article, "The dam held at night.")
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(days=2))
    listed = SourceImport.objects.create(
        name="feeds.opml", form="opml", rows=[ListedSource("line 3", "Quay Herald", "https://quay.example/feed").dump()]
    )
    found = {"claim_id": claim.pk, "article_id": article.pk, "source_id": source.pk, "import_id": listed.pk}
    return found | {"snapshot_id": snapshot.pk}


def list_rendered(person, numbers: dict[str, int]) -> list[str]:
    """The addresses that answer a GET with a whole page; what needs a thing that the fixture lacks is an error."""
    client, found = Client(), []
    client.force_login(person)
    for name, (_, converters) in sorted(PAGES.items()):
        address = reverse(name, kwargs={key: numbers.get(key, 987_654_321) for key in converters})
        answer = client.get(address)
        assert answer.status_code != 404 or not set(converters) <= set(numbers), f"{name} shows nothing at {address}"
        html = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and html and "<html" in answer.text:
            found.append(address)
    return found


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible_in_every_theme_and_fits_a_phone(
    page, live_server, admin_person, numbers, complaints, share
):
    carry_session(page, live_server.url, admin_person)
    page.set_default_timeout(20_000)
    addresses = list_rendered(admin_person, numbers)
    assert len(addresses) >= 25
    for address in addresses[share::SHARES]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert find_violations(page) == "", (address, theme)
        assert page.title().strip(" ·") not in ("", "Claim Workbench"), address
        assert page.locator("#messages[role=status]").count() == 1, address
        assert page.locator("[draggable=true]").count() == 0, address
        assert page.evaluate(SMALL, TARGETS) == [], address
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, address
        assert page.evaluate(SMALL, TARGETS) == [], (address, "phone")
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_high_contrast_is_seven_to_one_on_the_main_pages(page, live_server, admin_person, numbers, theme):
    carry_session(page, live_server.url, admin_person)
    page.context.add_cookies([{"name": "theme", "value": "contrast", "url": live_server.url}])
    page.emulate_media(color_scheme=theme)
    for address in ("/?show=all", f"/claims/{numbers['claim_id']}/", f"/articles/{numbers['article_id']}/"):
        page.goto(live_server.url + address)
        assert find_violations(page, rules=["color-contrast-enhanced"]) == "", address


def test_what_has_focus_is_seen(page, live_server, admin_person, numbers):
    carry_session(page, live_server.url, admin_person)
    for address in (f"/claims/{numbers['claim_id']}/", "/?show=all"):
        page.goto(live_server.url + address)
        for _ in range(45):
            page.keyboard.press("Tab")
            assert page.evaluate(FADED) == "", address


def test_a_claim_on_paper_has_its_evidence_and_no_navigation(page, live_server, admin_person, numbers):
    carry_session(page, live_server.url, admin_person)
    page.goto(f"{live_server.url}/claims/{numbers['claim_id']}/")
    page.emulate_media(media="print", color_scheme="dark")
    shown = page.evaluate("document.body.innerText")
    for words in ("The mayor sent 120 boats to Selm.", "colm signed contradicted", "both counts stand", "/claims/"):
        assert words in shown
    for words in ("Skip to content", "Add articles", "Sign", "Correct the grouping", "Preview", "Undo"):
        assert words not in shown.replace("Signed", "").replace("signed", "")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
