"""A real Chromium on a real server, signed in, with everything it complains about collected."""

from __future__ import annotations

import os
import threading
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium
from tests.conftest import wait_until

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread; nothing awaits


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": LAUNCH_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


@pytest.fixture(autouse=True)
def _answered_requests(transactional_db, live_server, browser):
    """The database is emptied after the last answer: Postgres ends one of a query and an emptying that cross, and then
    the next test finds this one's people. A page asks for news by itself, and no request is taken back by closing it.
    """
    yield
    for context in browser.contexts:
        context.close()
    wait_for_answers(live_server.url)


def wait_for_answers(url: str) -> None:
    """Until the live server has nothing to do. No browser may ask it meanwhile."""
    with urlopen(f"{url}/static/workbench/workbench.css") as answer:  # noqa: S310 -- of our own server
        answer.read()  # it takes requests in turn, so whatever was sent before has a thread by now
    wait_until(is_idle)


def is_idle() -> bool:
    return not any("process_request_thread" in thread.name for thread in threading.enumerate())


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Errors of the console, which include every violation of the content security policy, and of scripts."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def at_desk(page: Page, complaints, live_server, reviewer) -> Page:
    """The reviewer's browser, signed in."""
    carry_session(page, live_server.url, reviewer)
    return page


def wait_for_keys(page: Page) -> None:
    """Until the page that is coming takes keys: it shows its rows before its scripts run."""
    page.wait_for_load_state("domcontentloaded")


def carry_session(page: Page, url: str, person) -> None:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
