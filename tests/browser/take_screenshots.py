"""Pictures of the main pages at laptop and phone width, by day and by night.

Run as `python -m tests.browser.take_screenshots BASE_URL USER PASSWORD FOLDER`; it writes `queue-laptop-light.png` etc.
The claim shown is the first in the queue that has a conflict, the article is the first one quoted there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium

WIDTHS = {"laptop": (1280, 800), "phone": (390, 844)}
THEMES = ("light", "dark")
PLACES = {
    "dashboard": "/dashboard/",
    "sources": "/sources/",
    "record": "/sources/record/",
    "runs": "/runs/",
    "articles": "/articles/",
    "search": "/search/?q=dam",
    "notices": "/notices/",
    "watches": "/watches/",
    "people": "/people/",
    "policy": "/policy/",
}


def take_screenshots(base: str, user: str, password: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGUMENTS)
        for device, (width, height) in WIDTHS.items():
            for theme in THEMES:
                page = open_page(browser, base, width, height, theme)
                sign_in(page, user, password)
                visit_pages(page, base, folder, f"{device}-{theme}")
                page.context.close()
        browser.close()


def open_page(browser: Browser, base: str, width: int, height: int, theme: str) -> Page:
    context = browser.new_context(
        base_url=base, viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
    )
    return context.new_page()


def sign_in(page: Page, user: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", user)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.locator(".desk").wait_for()


def visit_pages(page: Page, base: str, folder: Path, suffix: str) -> None:
    open_first_preview(page)
    shoot(page, folder, f"queue-{suffix}")
    page.goto(pick_claim(page))
    shoot(page, folder, f"claim-{suffix}", whole=True)
    page.goto(page.locator(".told .quote-facts a").first.get_attribute("href") or "/articles/")
    page.evaluate("scrollTo(0, 0)")
    shoot(page, folder, f"article-{suffix}")
    for name, address in PLACES.items():
        page.goto(address)
        shoot(page, folder, f"{name}-{suffix}")


def open_first_preview(page: Page) -> None:
    page.locator(".row-open").first.click()
    page.locator(".preview").first.wait_for()


def pick_claim(page: Page) -> str:
    disputed = page.locator(".row:has(.row-conflict) .row-link")
    link = disputed.first if disputed.count() else page.locator(".row-link").first
    return link.get_attribute("href") or "/"


def shoot(page: Page, folder: Path, name: str, *, whole: bool = False) -> None:
    """With `whole`, the window grows to the page, so that what sticks to its foot stands at the foot of the picture."""
    page.mouse.move(0, 0)
    window = page.viewport_size
    if whole:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**window, "height": height})
    page.screenshot(path=folder / f"{name}.png")
    page.set_viewport_size(window)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit("Give the address, a user, the password and a folder.")
    take_screenshots(*sys.argv[1:4], Path(sys.argv[4]))
