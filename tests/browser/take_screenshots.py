"""Pictures of every page that people see, at laptop and phone width, by day and by night.

Run as `python -m tests.browser.take_screenshots BASE_URL USER PASSWORD FOLDER`; it writes `queue-laptop-light.png` etc.
The claim shown is the first in the queue that has a conflict, the article is the first one quoted there. Nothing is
decided; one list of sources, which is shown and not taken over, and one article are left behind. Pages that show
something only after people worked at the desk (notices, opinions, decided and retired claims) are best taken after some
did. The feeds of a site are looked for at `SITE_PORT` of this machine, so the workbench has to be started with
`FETCH_ALLOWED_NETWORKS=127.0.0.1/32 FETCH_ALLOWED_PORTS=80,443,8098`. Not taken: Django's administration, archived
pages, which are shown as plain text, and the pages of errors, of which one stands for all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium
from tests.outlets import Outlet, write_item, write_rss, write_story

WIDTHS = {"laptop": (1280, 800), "phone": (390, 844)}
THEMES = ("light", "dark")
TALLEST = 1800  # pixels of a whole page; the foot of a longer one tells nothing new
PLACES = {
    "queue-stale": "/?show=stale",
    "queue-second-look": "/?show=second",
    "queue-decided": "/?show=decided",
    "queue-filtered": "/?q=dam&verdict=single_source",
    "queue-empty": "/?q=xylophone",
    "dashboard": "/dashboard/",
    "sources": "/sources/",
    "source-add": "/sources/add/",
    "source-import": "/sources/import/",
    "record": "/sources/record/",
    "runs": "/runs/",
    "articles": "/articles/",
    "articles-add": "/articles/add/",
    "search": "/search/?q=dam",
    "notices": "/notices/",
    "notice-choices": "/notices/choices/",
    "display": "/display/",
    "watches": "/watches/",
    "people": "/people/",
    "desk-rule": "/desk/",
    "policy": "/policy/",
    "password": "/accounts/password/change/",
    "confirm-person": "/accounts/reauthenticate/",
    "sign-out": "/accounts/logout/",
    "not-found": "/claims/987654321/",
}
PAPER = {"width": 1280, "height": 800}  # the width at which a printed claim is shown; a phone's paper is as wide
BEFORE_SIGNING_IN = {
    "sign-up": "/accounts/signup/",
    "account-closed": "/accounts/inactive/",
    "sign-in-lost": "/accounts/login/?lost=yes",
    "sign-in": "/accounts/login/",
}
SITE_PORT = 8098
MOST_CLAIMS = 300  # numbers that are tried for a claim that is seldom
GIVEN = "Quay Herald\n\nThe new quay of Selmouth cost 14 million crowns, the harbour office said on 9 March 2026.\n"
LISTED = """name,homepage,feed,kind
Quay Herald,https://quayherald.example/,https://quayherald.example/feed.xml,outlet
Lake Office,https://lakeoffice.example/,,government
Broken Row,,not an address,outlet
"""


def take_screenshots(base: str, user: str, password: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, open_site():
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGUMENTS)
        for device, (width, height) in WIDTHS.items():
            page = open_page(browser, base, width, height)
            for name in visit_pages(page, user, password):
                for theme in THEMES:
                    page.emulate_media(color_scheme=theme)
                    shoot(page, folder / f"{name}-{device}-{theme}.png", whole=name in WHOLE)
            page.context.close()
        browser.close()


WHOLE = {"claim", "claim-refused", "adjudication", "grouping", "source", "merge-preview", "versions"}


@contextmanager
def open_site() -> Iterator[None]:
    """A site with two feeds."""
    site = Outlet(SITE_PORT)
    declared = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml">' for name in ("news", "harbour")
    )
    site.pages["/"] = write_story("the new quay", declared)
    for name, title in (("news", "Quay Herald"), ("harbour", "Quay Herald: harbour")):
        site.pages[f"/{name}.xml"] = write_rss(write_item(site.url("/quay"), "The new quay"), title=title)
    try:
        yield
    finally:
        site.close()


def open_page(browser: Browser, base: str, width: int, height: int) -> Page:
    context = browser.new_context(base_url=base, viewport={"width": width, "height": height}, reduced_motion="reduce")
    return context.new_page()


def visit_pages(page: Page, user: str, password: str) -> Iterator[str]:
    """Brings up one page after the other and names each."""
    for name, address in BEFORE_SIGNING_IN.items():
        page.goto(address)
        yield name
    sign_in(page, user, password)
    yield from visit_queue(page)
    wait_for_meaning(page, PLACES["search"])
    claim = pick_claim(page)
    yield from visit_claim(page, claim)
    yield from visit_odd_claims(page)
    yield from visit_article(page, claim)
    for name, address in PLACES.items():
        page.goto(address)
        yield name
    yield from visit_source(page)
    yield from visit_added(page)
    yield from visit_opinions(page)


def sign_in(page: Page, user: str, password: str) -> None:
    page.fill("[name=login]", user)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.locator(".desk").wait_for()


def wait_for_meaning(page: Page, address: str) -> None:
    """The worker that reads meanings may have to load its model first."""
    for _ in range(4):
        page.goto(address)
        if not page.locator("#meaning[hx-get]").count():
            return
        page.locator("#meaning:not([hx-get])").wait_for(state="attached")


def visit_queue(page: Page) -> Iterator[str]:
    page.locator(".row-open").first.click()
    page.locator(".preview").first.wait_for()
    yield "queue"
    page.keyboard.press("?")
    yield "keys"
    page.keyboard.press("Escape")
    page.locator(".menu summary").click()
    yield "menu"
    page.keyboard.press("Escape")
    for box in page.locator("[data-pick]").all()[:3]:
        box.check()
    page.locator(".bulk").get_by_role("button", name="Take", exact=True).click()
    yield "bulk"
    page.locator("form[action$='/confirm/'] [type=submit]").click()
    page.locator("#messages .undo").wait_for()
    yield "bulk-done"
    page.locator("#messages .undo button").click()


def pick_claim(page: Page) -> str:
    page.goto("/")
    disputed = page.locator(".row:has(.row-conflict):not(:has(.row-waits)) .row-link")
    link = disputed.first if disputed.count() else page.locator(".row-link").first
    return link.get_attribute("href") or "/"


def visit_claim(page: Page, claim: str) -> Iterator[str]:
    page.goto(claim)
    yield "claim"
    if page.viewport_size == PAPER:
        page.emulate_media(media="print")
        yield "claim-print"
        page.emulate_media(media="screen")
    if not page.locator(".claim-standing .mark-corroborated").count():
        page.locator(".decision [value=corroborated]").check(force=True)
        page.locator(".decision [type=submit]").click()
        page.locator("#decision-error").wait_for()
        yield "claim-refused"
    page.goto(f"{claim}grouping/?q=dam")
    yield "grouping"
    if page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Preview").click()
        page.locator("#preview").wait_for()
        yield "merge-preview"


def visit_odd_claims(page: Page) -> Iterator[str]:
    """A claim without mentions, and one without a proposal, where there are such."""
    wanted = {"page-retired": "retired", "page-unassessed": "unassessed"}
    for number in range(1, MOST_CLAIMS):
        if not wanted:
            return
        answer = page.request.get(f"/claims/{number}/?kept=yes").text()
        for mark in [mark for mark in wanted if mark in answer]:
            page.goto(f"/claims/{number}/?kept=yes")
            yield wanted.pop(mark)


def visit_article(page: Page, claim: str) -> Iterator[str]:
    page.goto(claim)
    page.goto(page.locator(".told .quote-facts a").first.get_attribute("href") or "/articles/")
    page.evaluate("scrollTo(0, 0)")
    yield "article"
    page.goto("/articles/")
    page.goto(max(list_versions(page), key=lambda address: page.request.get(address).text().count("?version=")))
    yield "versions"


def list_versions(page: Page) -> list[str]:
    """The pages of versions of the newest articles."""
    return [f"{link.get_attribute('href')}versions/" for link in page.locator("tbody th a").all()[:5]]


def visit_source(page: Page) -> Iterator[str]:
    page.goto("/sources/")
    page.locator("tbody th a").first.click()
    yield "source"
    page.locator("form[action$='/feeds/find/'] [name=site]").fill(f"http://127.0.0.1:{SITE_PORT}/")
    page.locator("form[action$='/feeds/find/'] [type=submit]").click()
    page.locator("form[action$='/feeds/find/']").wait_for()
    yield "feeds-found"
    page.go_back()
    page.get_by_role("link", name="Edit", exact=True).click()
    yield "source-edit"
    page.go_back()
    page.get_by_role("link", name="Merge", exact=True).click()
    yield "source-merge"
    page.goto("/sources/import/")
    listed = {"name": "outlets.csv", "mimeType": "text/csv", "buffer": LISTED.encode()}
    page.locator("[name=document]").set_input_files(listed)
    page.get_by_role("button", name="Read it").click()
    page.locator(".items").wait_for()
    yield "import-preview"


def visit_added(page: Page) -> Iterator[str]:
    """What became of two files: an article, which is here already the second time, and one without words."""
    page.goto("/articles/add/")
    texts = {"quay.txt": GIVEN, "empty.txt": "... !!!"}
    files = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in texts.items()]
    page.locator("[name=documents]").set_input_files(files)
    page.locator("form[action$='/files/'] [type=submit]").click()
    page.locator("#added .item").first.wait_for()
    yield "added"


def visit_opinions(page: Page) -> Iterator[str]:
    """A claim that two people see differently, where there is one for this person to settle."""
    page.goto("/?show=second")
    for address in [link.get_attribute("href") or "/" for link in page.locator(".row-link").all()[:5]]:
        page.goto(address)
        if page.locator(".decision:has(.opinions) [type=radio]").count():
            yield "adjudication"
            return


def shoot(page: Page, path: Path, *, whole: bool = False) -> None:
    """With `whole`, the window grows to the page, so that what sticks to its foot stands at the foot of the picture."""
    page.mouse.move(0, 0)
    window = page.viewport_size
    if whole:
        page.evaluate("scrollTo(0, 0)")
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size({**window, "height": height})
    page.screenshot(path=path)
    page.set_viewport_size(window)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit("Give the address, a user, the password and a folder.")
    take_screenshots(*sys.argv[1:4], Path(sys.argv[4]))
