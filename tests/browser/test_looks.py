import pytest
from axe_playwright_python.sync_playwright import Axe

from claims.domain.lifecycle import State
from tests.factories import make_article, make_disputed_claim, make_review, make_told_claim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["queue", "claim", "article", "articles", "add", "sources", "search"]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def addresses(at_desk, live_server, colleague) -> dict[str, str]:
    claim = make_disputed_claim()
    make_review(claim, colleague, "contradicted", note="both counts stand")
    make_told_claim("A" + "very" * 40 + "longwordnobodywrote stood in one line.", outlets=3)
    make_article(state=State.FAILED, resume_state=State.RECEIVED, failure="The site did not answer in 20 s.")
    article = claim.canonical_mention.article_version.article_id
    places = {"queue": "/?show=all", "claim": f"/claims/{claim.pk}/", "article": f"/articles/{article}/"}
    places |= {"articles": "/articles/", "add": "/articles/add/", "sources": "/sources/", "search": "/search/?q=boats"}
    return {name: live_server.url + place for name, place in places.items()}


def find_violations(page, *, rules: list[str] | None = None) -> str:
    """What axe has to say of the page, "" when nothing; by these rules alone where some are named."""
    results = Axe().run(page, options={"runOnly": {"type": "rule", "values": rules}} if rules else AXE)
    return results.generate_report() if results.violations_count else ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_opened_preview_is_accessible(at_desk, addresses, complaints, theme):
    at_desk.emulate_media(color_scheme=theme)
    at_desk.goto(addresses["queue"])
    at_desk.locator(".row-open").first.click()
    at_desk.locator(".preview").wait_for()
    assert find_violations(at_desk) == ""
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sign_in_page_is_accessible(page, complaints, live_server, theme):
    page.emulate_media(color_scheme=theme)
    page.goto(live_server.url)
    assert find_violations(page) == ""
    assert complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_never_scrolls_sideways(at_desk, addresses, name):
    at_desk.set_viewport_size({"width": 390, "height": 844})
    at_desk.goto(addresses[name])
    if name == "queue":
        at_desk.locator(".row-open").first.click()
        at_desk.locator(".preview").wait_for()
    assert at_desk.evaluate(WIDER_THAN_THE_SCREEN) <= 0


@pytest.mark.parametrize("name", ["articles", "sources"])
def test_a_phone_shows_a_tables_last_column(at_desk, addresses, name):
    at_desk.set_viewport_size({"width": 390, "height": 844})
    at_desk.goto(addresses[name])
    cell = at_desk.locator(".table tbody tr td:last-child").first.bounding_box()
    assert cell["x"] >= 0 and cell["x"] + cell["width"] <= 390


def test_the_decision_card_never_covers_the_history(at_desk, addresses):
    at_desk.goto(addresses["claim"])
    at_desk.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    card, history = (at_desk.locator(place).bounding_box() for place in (".decision", ".history"))
    assert card["y"] + card["height"] <= history["y"]


def test_the_decision_bar_of_a_phone_never_covers_what_has_focus(at_desk, addresses):
    at_desk.set_viewport_size({"width": 390, "height": 844})
    at_desk.goto(addresses["claim"])
    covered = """() => {
        const box = document.activeElement.getBoundingClientRect();
        const bar = document.querySelector(".decision");
        if (document.activeElement === document.body || bar.contains(document.activeElement)) return "";
        return box.bottom > bar.getBoundingClientRect().top + 1 && box.top < bar.getBoundingClientRect().bottom
            ? document.activeElement.outerHTML : "";
    }"""
    for _ in range(40):
        at_desk.keyboard.press("Tab")
        assert at_desk.evaluate(covered) == ""


def test_the_chosen_theme_outlives_the_page(at_desk, addresses):
    at_desk.goto(addresses["sources"])
    at_desk.locator(".menu summary").click()
    at_desk.get_by_role("button", name="Night").click()
    assert at_desk.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
