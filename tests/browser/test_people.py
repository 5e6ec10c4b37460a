"""Several people at one desk, each in a browser of their own."""

import pytest
from playwright.sync_api import expect

from claims.domain.access import Role
from tests.browser.conftest import carry_session
from tests.browser.test_looks import WIDER_THAN_THE_SCREEN, find_violations
from tests.conftest import make_person
from tests.factories import make_review, make_told_claim
from verification.models import ClaimReview, ClaimStanding
from verification.services.assign_claim import assign_claim
from verification.services.change_desk_rule import change_desk_rule
from verification.services.comment import add_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/dashboard/", "/people/", "/desk/", "/notices/", "/notices/choices/"]


SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def size(request):
    return SIZES[getattr(request, "param", "desk")]


@pytest.fixture
def browse_as(browser, live_server, size):
    """Opens a page of another person's own browser."""
    contexts = []

    def open_page(person):
        context = browser.new_context(base_url=live_server.url, viewport=size, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        carry_session(page, live_server.url, person)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign(page, verdict, note=""):
    page.get_by_role("radio", name=verdict).check()
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, page.url
    if note:
        page.get_by_label("Note", exact=True).fill(note)
    page.get_by_role("button", name="Sign", exact=True).click()


@pytest.mark.parametrize("size", SIZES, indirect=True)
def test_two_reviewers_collide_and_the_later_one_loses_nothing(browse_as, reviewer, colleague):
    claim = make_told_claim()
    rosa, colm = browse_as(reviewer), browse_as(colleague)
    for page in (rosa, colm):
        page.goto(f"/claims/{claim.pk}/")
    sign(rosa, "single-source")
    expect(rosa.get_by_role("status").first).to_contain_text("Signed single-source")
    sign(colm, "contradicted", "the harbour office says otherwise")
    expect(colm.get_by_role("alert")).to_contain_text("rosa decided “single-source” meanwhile")
    expect(colm.get_by_label("Note", exact=True)).to_have_value("the harbour office says otherwise")
    assert ClaimReview.objects.get().verdict == "single_source"


@pytest.mark.parametrize("size", SIZES, indirect=True)
def test_a_blind_second_review_goes_to_adjudication(browse_as, reviewer, colleague, lead):
    claim = make_told_claim()
    leading = browse_as(lead)
    leading.goto("/desk/")
    leading.get_by_label("two people").check()
    leading.get_by_role("button", name="Save").click()
    expect(leading.get_by_role("status").first).to_contain_text("two people decide")

    rosa = browse_as(reviewer)
    rosa.goto(f"/claims/{claim.pk}/")
    sign(rosa, "single-source", "one boat, one skipper")
    expect(rosa.get_by_role("status").first).to_contain_text("Somebody else decides next")

    colm = browse_as(colleague)
    colm.goto("/?show=second")
    colm.get_by_role("link", name=claim.text, exact=True).click()
    expect(colm.get_by_text("Yours is the second")).to_be_visible()
    assert "rosa" not in colm.content() and "skipper" not in colm.content()
    sign(colm, "contradicted", "the log shows two boats")
    expect(colm.get_by_role("status").first).to_contain_text("a lead settles it")

    leading.goto("/notices/")
    leading.get_by_role("link", name="it is for a lead to settle").click()
    opinions = leading.get_by_label("Opinions so far").get_by_role("listitem")
    expect(opinions).to_contain_text(["one boat, one skipper", "the log shows two boats"])
    first, second = opinions.all()
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    sign(leading, "contradicted", "the log was checked at the port")
    expect(leading.get_by_role("status").first).to_contain_text("Signed contradicted")
    assert ClaimStanding.objects.get().review.stage == "adjudication"


def test_a_key_against_the_proposal_asks_for_a_note_and_enter_then_signs_that_verdict(at_desk, live_server, complaints):
    make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.locator(".row[data-current] .decide-row").wait_for()
    at_desk.keyboard.press("3")
    expect(at_desk.get_by_role("alert")).to_contain_text("Say in the note why.")
    expect(at_desk.locator(".row .note")).to_be_focused()
    at_desk.keyboard.type("the mayor denies it")
    at_desk.keyboard.press("Enter")
    expect(at_desk.get_by_text("Signed contradicted.")).to_be_visible()
    assert ClaimReview.objects.get().note == "the mayor denies it"
    assert [text for text in complaints if "422" not in text] == []


@pytest.fixture
def busy_desk(reviewer, colleague, lead):
    """Something on every page: notices, comments, verdicts, agreement, an open opinion."""
    change_desk_rule(True, person=lead)
    boss = make_person("ada", Role.ADMINISTRATOR)
    for verdict in ("single_source", "contradicted"):
        claim = make_told_claim()
        make_review(claim, reviewer)
        make_review(claim, colleague, verdict)
    opened = make_told_claim()
    assign_claim(opened.pk, to=boss, by=lead, seen=None)
    add_comment(opened.pk, author=lead, text="@ada the ferry log has it too")
    return boss, opened


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_people_are_accessible_and_fit_a_phone(browse_as, busy_desk, theme):
    boss, opened = busy_desk
    page = browse_as(boss)
    page.emulate_media(color_scheme=theme)
    for address in [*PAGES, f"/claims/{opened.pk}/", "/?show=mine"]:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        assert find_violations(page) == "", address
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, address


def test_a_claim_is_taken_and_commented_on_without_scripts(browser, live_server, reviewer, colleague):
    claim = make_told_claim()
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    carry_session(page, live_server.url, reviewer)
    page.goto(f"/claims/{claim.pk}/")
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_text("You have this claim.")).to_be_visible()
    page.get_by_label("Say something to the others").fill("@colm see the log")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator(".addressed")).to_have_text("@colm")
    context.close()
