"""Selecting, giving and hearing of news in the queue, by keyboard, by mouse and without scripts."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from claims.models import SearchVector
from claims.services.choose_model import read_active_model
from tests.browser.conftest import carry_session, wait_for_keys
from tests.browser.test_looks import WIDER_THAN_THE_SCREEN, find_violations
from tests.factories import make_disputed_claim, make_review, make_told_claim
from verification.models import ClaimStanding
from verification.services.assign_claim import assign_claim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASK = "document.dispatchEvent(new Event('workbench:ask'))"


def read_holders():
    return [str(one.assignee) for one in ClaimStanding.objects.order_by("-urgency", "-claim_id")]


def test_claims_are_selected_and_taken_by_keyboard_with_a_preview(at_desk, live_server, complaints):
    for _ in range(4):
        make_told_claim()
    at_desk.goto(live_server.url)
    expect(at_desk.locator(".bulk button").first).to_be_hidden()
    at_desk.keyboard.press("j")
    at_desk.keyboard.press("x")
    at_desk.keyboard.press("j")
    at_desk.keyboard.press("j")
    at_desk.keyboard.press("Shift+X")
    expect(at_desk.locator("[data-pick]:checked")).to_have_count(3)
    expect(at_desk.locator(".bulk-count")).to_have_text("3 selected")
    at_desk.locator(".bulk").get_by_role("button", name="Take", exact=True).press("Enter")
    expect(at_desk.get_by_role("heading", level=1)).to_contain_text("what will change")
    assert read_holders() == ["None"] * 4
    assert find_violations(at_desk) == ""
    at_desk.get_by_role("button", name="Take 3 claims").click()
    expect(at_desk.locator("#messages")).to_contain_text("You have 3 more claims.")
    assert read_holders() == ["rosa", "rosa", "rosa", "None"]
    at_desk.get_by_role("button", name="Undo").click()
    expect(at_desk.locator("#messages")).to_contain_text("as they were before")
    assert read_holders() == ["None"] * 4
    assert complaints == []


def test_a_claim_is_taken_and_put_back_in_its_row_with_one_key(at_desk, live_server, complaints):
    claim = make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.keyboard.press("a")
    expect(at_desk.locator(f"#who-{claim.pk}")).to_contain_text("You have this claim now.")
    expect(at_desk.locator(".row-link")).to_be_focused()
    at_desk.keyboard.press("a")
    expect(at_desk.locator(f"#who-{claim.pk}")).to_contain_text("nobody has this claim now")
    assert read_holders() == ["None"]
    assert complaints == []


def test_a_lead_gives_a_claim_in_its_row(page, live_server, lead, colleague, complaints):
    claim = make_told_claim()
    carry_session(page, live_server.url, lead)
    page.goto(live_server.url)
    page.get_by_role("link", name="Give…").click()
    page.get_by_label("Give to").last.select_option("colm")
    page.locator(f"#who-{claim.pk}").get_by_role("button", name="Give").click()
    expect(page.locator(f"#who-{claim.pk}")).to_contain_text("colm has this claim now.")
    assert read_holders() == ["colm"]
    assert complaints == []


def test_somebody_was_faster_with_a_claim_and_the_row_says_so(at_desk, live_server, colleague):
    claim = make_told_claim()
    at_desk.goto(live_server.url)
    assign_claim(claim.pk, to=colleague, by=colleague, seen=None)
    at_desk.get_by_role("button", name="Take it").click()
    expect(at_desk.get_by_role("alert")).to_contain_text("colm has this claim by now.")


def test_news_are_told_without_moving_a_row_or_the_focus(at_desk, live_server, colleague, complaints):
    first = make_told_claim(check_worthiness=0.5)
    second = make_told_claim(check_worthiness=0.4)
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.locator(".row[data-current] .preview").wait_for()
    make_told_claim(check_worthiness=0.9)
    make_review(second, colleague)
    at_desk.evaluate(ASK)
    expect(at_desk.locator("#live")).to_contain_text("1 new claim on this page.")
    expect(at_desk.locator(f"#news-{second.pk}")).to_contain_text("colm signed: single-source")
    expect(at_desk.locator(f"#claim-{first.pk} .row-link")).to_be_focused()
    expect(at_desk.locator(f"#claim-{first.pk} .preview")).to_be_visible()
    expect(at_desk.locator(".row")).to_have_count(2)
    assert find_violations(at_desk) == ""
    at_desk.get_by_role("link", name="Show", exact=True).click()
    expect(at_desk.locator(".row")).to_have_count(2)
    expect(at_desk.locator(f"#claim-{first.pk}[data-current]")).to_be_visible()
    assert complaints == []


def test_the_urgency_is_explained_on_hover_and_on_focus_until_escape(at_desk, live_server):
    make_disputed_claim()
    at_desk.goto(live_server.url)
    sheet = at_desk.get_by_role("tooltip")
    expect(sheet).to_be_hidden()
    at_desk.locator(".tip-word").hover()
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("25 of 25: accounts of it conflict")
    at_desk.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    at_desk.mouse.move(0, 0)
    at_desk.locator(".tip-word").focus()
    expect(sheet).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_an_old_claim_is_found_by_meaning_from_any_page(at_desk, live_server, complaints, width):
    at_desk.set_viewport_size({"width": width, "height": 844})
    claim = make_told_claim("Flames destroyed a grain works.")
    SearchVector.objects.create(
        model=read_active_model(), text="the mill burnt down", vector=[1.0, 0.0], asked_at=timezone.now()
    )
    at_desk.goto(f"{live_server.url}/claims/{claim.pk}/")
    at_desk.keyboard.press("/")
    expect(at_desk.locator("input[type=search]:focus")).to_be_visible()
    at_desk.keyboard.type("the mill burnt down")
    at_desk.keyboard.press("Enter")
    expect(at_desk.get_by_text("near in meaning")).to_be_visible()
    wait_for_keys(at_desk)
    at_desk.keyboard.press("j")
    at_desk.keyboard.press("o")
    expect(at_desk.get_by_role("heading", level=1)).to_have_text(claim.text)
    assert complaints == []


def test_a_search_that_no_worker_answers_says_so_while_it_waits(at_desk, live_server, complaints):
    make_told_claim("The mill burnt down.")
    at_desk.goto(f"{live_server.url}/search/?q=mill")
    expect(at_desk.locator("#meaning")).to_contain_text("Looking for claims near in meaning")
    SearchVector.objects.update(vector=[1.0, 0.0])
    expect(at_desk.locator("#meaning")).to_contain_text("can be shown now")
    assert complaints == []


def test_selecting_giving_and_searching_work_without_scripts(browser, live_server, reviewer):
    for _ in range(2):
        make_told_claim()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    carry_session(page, live_server.url, reviewer)
    page.goto(live_server.url)
    page.get_by_role("button", name="Take it").first.click()
    expect(page.get_by_role("status").first).to_contain_text("You have this claim now.")
    page.goto(live_server.url)
    page.locator("[data-pick]").last.check()
    page.locator(".bulk").get_by_role("button", name="Take", exact=True).click()
    page.get_by_role("button", name="Take 1 claim").click()
    expect(page.get_by_role("status").first).to_contain_text("You have 1 more claim.")
    assert read_holders() == ["rosa", "rosa"]
    page.goto(f"{live_server.url}/search/?q=storks")
    expect(page.locator(".row")).to_have_count(2)
    context.close()


def test_a_phone_shows_the_preview_and_the_selection_without_scrolling_sideways(at_desk, live_server):
    make_told_claim("A" + "very" * 40 + "longwordnobodywrote stood in one line.")
    at_desk.set_viewport_size({"width": 390, "height": 844})
    at_desk.goto(live_server.url)
    at_desk.locator("[data-pick]").check()
    assert at_desk.evaluate(WIDER_THAN_THE_SCREEN) <= 0
    at_desk.locator(".bulk").get_by_role("button", name="Take", exact=True).click()
    expect(at_desk.get_by_role("heading", level=1)).to_contain_text("what will change")
    assert at_desk.evaluate(WIDER_THAN_THE_SCREEN) <= 0
