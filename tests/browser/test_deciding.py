import pytest
from playwright.sync_api import expect

from tests.browser.conftest import carry_session, wait_for_keys
from tests.conftest import PASSWORD
from tests.factories import make_disputed_claim, make_review, make_told_claim
from verification.models import ClaimReview

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The second stroke of a doubled key, as soon as the next claim's quotes are there to be signed.
STRIKE_AGAIN = """() => document.addEventListener("htmx:afterSettle", () => setTimeout(() => {
    if (!document.querySelector(".row[data-fresh] .decide-row")) return;
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "2", bubbles: true }));
}))"""


def list_verdicts() -> list[str]:
    return list(ClaimReview.objects.order_by("id").values_list("verdict", flat=True))


def test_a_reviewer_signs_in_opens_a_claim_and_decides_by_keyboard(page, complaints, live_server, reviewer):
    claim = make_disputed_claim()
    page.goto(live_server.url)
    page.get_by_label("Username").fill("rosa")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".row").wait_for()
    wait_for_keys(page)
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text(claim.text)
    wait_for_keys(page)
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Signed contradicted")
    assert list_verdicts() == ["contradicted"]
    assert complaints == []


def test_the_queue_is_decided_with_one_key_a_claim(at_desk, live_server, complaints):
    for worth, outlets in ((0.9, 1), (0.5, 2), (0.2, 1)):
        make_told_claim(check_worthiness=worth, outlets=outlets)
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    for key, word in (("2", "single-source"), ("1", "corroborated")):
        at_desk.locator(".row[data-current]:not([data-fresh]) .decide-row").wait_for()
        at_desk.keyboard.press(key)
        expect(at_desk.get_by_text(f"Signed {word}.")).to_be_visible()
    expect(at_desk.locator(".row[data-current] .decide-row")).to_be_visible()
    expect(at_desk.locator(".desk-counts .count").first).to_have_text("1")
    assert list_verdicts() == ["single_source", "corroborated"]
    assert complaints == []


def test_a_key_pressed_while_the_claim_opens_signs_nothing(at_desk, live_server):
    claim = make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.locator(".row[data-current] .decide-row").wait_for()
    at_desk.route(f"**/claims/{claim.pk}/", lambda route: (at_desk.wait_for_timeout(300), route.continue_()))
    at_desk.keyboard.press("o")
    at_desk.keyboard.press("3")
    expect(at_desk.get_by_role("heading", level=1)).to_have_text(claim.text)
    assert list_verdicts() == []


def test_u_takes_back_what_was_signed_by_mistake(at_desk, live_server, complaints):
    claim = make_told_claim(check_worthiness=0.9)
    make_told_claim(check_worthiness=0.1)
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.locator(".row[data-current] .decide-row").wait_for()
    at_desk.keyboard.press("2")
    expect(at_desk.get_by_text("Signed single-source.")).to_be_visible()
    at_desk.keyboard.press("u")
    expect(at_desk.locator(f"#claim-{claim.pk}[data-current] .decide-row")).to_be_visible()
    expect(at_desk.locator(".desk-counts .count").first).to_have_text("2")
    assert list_verdicts() == ["single_source", "withdrawn"]
    assert complaints == []


def test_a_key_struck_twice_does_not_sign_the_next_claim_too(at_desk, live_server):
    for worth in (0.9, 0.5):
        make_told_claim(check_worthiness=worth)
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.locator(".row[data-current] .decide-row").wait_for()
    at_desk.evaluate(STRIKE_AGAIN)
    at_desk.keyboard.press("2")
    expect(at_desk.locator("#keys-say")).to_contain_text("This is the next claim already.")
    expect(at_desk.locator(".row[data-fresh]")).to_have_count(0)
    assert list_verdicts() == ["single_source"]


def test_skipping_leaves_a_claim_undecided(at_desk, live_server):
    make_told_claim(check_worthiness=0.9)
    second = make_told_claim(check_worthiness=0.1)
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.keyboard.press("s")
    expect(at_desk.locator(f"#claim-{second.pk}[data-current]")).to_be_visible()
    assert list_verdicts() == []


def decide_last(page, live_server, *, skip=0):
    page.goto(live_server.url)
    for _ in range(skip + 1):
        page.keyboard.press("j")
    page.locator(".row[data-current] .decide-row").wait_for()
    page.keyboard.press("2")
    page.locator(".row-done").wait_for()


@pytest.mark.parametrize(("claims", "told"), [(1, "u takes your decision back"), (2, "you skipped are above")])
def test_after_the_last_claim_the_focus_stays_at_it_and_that_is_said(at_desk, live_server, claims, told):
    for _ in range(claims):
        make_told_claim()
    decide_last(at_desk, live_server, skip=claims - 1)
    expect(at_desk.locator(".row-done .row-link")).to_be_focused()
    expect(at_desk.locator("#keys-say")).to_contain_text(told)
    at_desk.keyboard.press("u")
    expect(at_desk.locator(".row[data-current] .decide-row")).to_be_visible()
    assert list_verdicts() == ["single_source", "withdrawn"]


def test_after_the_last_claim_of_a_page_enter_opens_the_next_page(at_desk, live_server, monkeypatch):
    monkeypatch.setattr("verification.views.queue.PAGE", 1)
    for _ in range(2):
        make_told_claim()
    decide_last(at_desk, live_server)
    expect(at_desk.locator("#keys-say")).to_contain_text("Enter opens the next page")
    at_desk.keyboard.press("Enter")
    expect(at_desk.get_by_role("link", name="Back to the first page")).to_be_visible()


def test_keys_rest_while_one_types(at_desk, live_server):
    make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    note = at_desk.get_by_label("Note")
    note.fill("")
    note.press_sequentially("123 jk")
    expect(note).to_have_value("123 jk")
    assert list_verdicts() == []


def test_keys_can_be_switched_off_and_stay_off(at_desk, live_server):
    make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("?")
    at_desk.get_by_label("Use single keys").uncheck()
    at_desk.reload()
    at_desk.keyboard.press("j")
    at_desk.keyboard.press("?")
    expect(at_desk.locator(".keys details[open]")).to_have_count(0)
    expect(at_desk.locator(".row[data-current]")).to_have_count(0)


def test_a_decision_that_came_too_late_keeps_the_note_and_says_who_was_faster(at_desk, live_server, colleague):
    claim = make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.get_by_label("Note").fill("I called the mayor")
    make_review(claim, colleague, "contradicted")
    at_desk.get_by_role("button", name="single-source").click()
    expect(at_desk.get_by_role("alert")).to_contain_text("colm decided “contradicted” meanwhile")
    expect(at_desk.get_by_label("Note")).to_have_value("I called the mayor")
    assert list_verdicts() == ["contradicted"]


def test_a_broken_connection_leaves_open_whether_the_decision_was_recorded(at_desk, live_server):
    make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.route("**/decide/", lambda route: route.abort())
    at_desk.get_by_role("button", name="single-source").click()
    expect(at_desk.locator("#messages")).to_contain_text("not known whether your decision was recorded")


def test_hints_and_the_legend_are_seen_without_scrolling(at_desk, live_server):
    for _ in range(12):
        make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("1")
    expect(at_desk.get_by_text("Choose a claim first, with j.")).to_be_in_viewport()
    at_desk.keyboard.press("?")
    expect(at_desk.get_by_text("undo what you signed")).to_be_in_viewport()
    at_desk.keyboard.press("Escape")
    expect(at_desk.get_by_text("undo what you signed")).to_be_hidden()


def test_an_ended_session_leads_to_sign_in_instead_of_into_a_row(at_desk, live_server):
    make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.context.clear_cookies()
    at_desk.locator(".row-open").click()
    expect(at_desk.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_everything_works_without_scripts(browser, live_server, reviewer):
    claim = make_told_claim()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    carry_session(page, live_server.url, reviewer)
    page.goto(live_server.url)
    page.get_by_role("link", name=f"Preview: {claim.text}").click()
    page.get_by_role("radio", name="single-source").check()
    page.get_by_label("Note").fill("one outlet only")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Signed single-source")
    assert ClaimReview.objects.get().note == "one outlet only"
    context.close()
