"""The whole desk in Spanish: no English of ours on any page, and no page wider than a phone."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from claims.domain.lifecycle import State
from tests.browser.conftest import carry_session
from tests.factories import make_article, make_disputed_claim, make_review, make_told_claim
from verification.models import Notice, Preference
from workbench.catalogues import list_forms, read_catalogue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FEWEST_WORDS = 3  # of a message with placeholders; one of fewer words fits what it does not mean
# What somebody wrote or a source is called belongs to no language.
WRITTEN_BY_PEOPLE = "blockquote, q, code, kbd, cite, bdi, .row-title, h1, .talk-text, .edits b, [lang=en], option"
READ_TEXTS = """(skipped) => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.closest("script, style, #sentences, " + skipped)) found.push(walker.currentNode.textContent);
  }
  for (const name of ["aria-label", "title", "alt", "placeholder", "data-label"])
    for (const holder of document.querySelectorAll(`[${name}]`)) found.push(holder.getAttribute(name));
  found.push(document.title);
  return [...new Set(found.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean))];
}"""


def list_english() -> tuple[set[str], list[re.Pattern[str]]]:
    """What the Spanish catalogue says otherwise: whole messages, and patterns of those with placeholders."""
    whole, patterns = set(), []
    for message in read_catalogue(settings.BASE_DIR, "es"):
        texts = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        for text in filter(None, texts):
            if text in list_forms(message) or "<" in text:
                continue
            parts = re.split(r"%\(\w+\)[sd]|\{\w*\}", text)
            if len(parts) == 1:
                whole.add(" ".join(text.split()))
            elif len(re.findall(r"[^\W\d_]+", " ".join(parts))) >= FEWEST_WORDS:
                patterns.append(re.compile(".{1,300}?".join(re.escape(part) for part in parts)))
    return whole, patterns


@pytest.fixture(scope="module")
def english():
    return list_english()


@pytest.fixture
def desk(page, live_server, admin_person, colleague, reviewer):
    Preference.objects.create(person=admin_person, language="es")
    carry_session(page, live_server.url, admin_person)
    claim = make_disputed_claim()
    make_review(claim, colleague, "contradicted", note="both counts stand")
    make_told_claim("A" + "very" * 40 + "longwordnobodywrote stood in one line.", outlets=3)
    make_article(state=State.FAILED, resume_state=State.RECEIVED, failure="503")
    Notice.objects.create(person=admin_person, kind="assigned", claim=claim, actor=reviewer)
    article = claim.canonical_mention.article_version.article
    return {
        "queue": "/?show=all",
        "empty": "/?show=stale",
        "claim": f"/claims/{claim.pk}/",
        "grouping": f"/claims/{claim.pk}/grouping/",
        "article": f"/articles/{article.pk}/",
        "versions": f"/articles/{article.pk}/versions/",
        "articles": "/articles/",
        "add": "/articles/add/",
        "sources": "/sources/",
        "source": f"/sources/{article.source_id}/",
        "edit": f"/sources/{article.source_id}/edit/",
        "record": "/sources/record/",
        "import": "/sources/import/",
        "runs": "/runs/",
        "dashboard": "/dashboard/",
        "notices": "/notices/",
        "choices": "/notices/choices/",
        "watches": "/watches/",
        "people": "/people/",
        "rules": "/desk/",
        "policy": "/policy/",
        "password": "/accounts/password/change/",
        "lost": "/nowhere/",
    }


def open_preview(page) -> None:
    page.locator(".row-open").first.click()
    page.locator(".preview").first.wait_for()


def find_english(page, english) -> list[str]:
    whole, patterns = english
    texts = page.evaluate(READ_TEXTS, WRITTEN_BY_PEOPLE)
    return [text for text in texts if text in whole or any(pattern.fullmatch(text) for pattern in patterns)]


def test_no_page_shows_english_and_none_is_wider_than_a_phone(page, desk, english, live_server):
    """One walk: each page is read at the width of a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    found: dict[str, object] = {}
    for name, address in desk.items():
        page.goto(live_server.url + address)
        if name == "queue":
            open_preview(page)
        left = find_english(page, english)
        wider = page.evaluate(WIDER_THAN_THE_SCREEN)
        if left or wider > 0 or page.locator("html").get_attribute("lang") != "es":
            found[name] = (left, wider)
    assert found == {}


def test_the_language_is_chosen_without_scripts_before_and_after_sign_in(browser, live_server, reviewer):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("heading", name="Iniciar sesión")).to_be_visible()
    carry_session(page, live_server.url, reviewer)
    page.goto(live_server.url + "/notices/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Notices")).to_be_visible()
    context.close()
