"""Whole pieces of a reviewer's day, at a desk and on a phone, with scripts and without."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from claims.models import Article, Claim, Mention
from claims.services.cluster import cluster_article
from claims.services.embed import embed_article
from claims.services.extract import extract_article
from claims.services.run_stage import Outcome
from tests.browser.conftest import carry_session, wait_for_keys
from tests.browser.test_looks import WIDER_THAN_THE_SCREEN
from tests.claims.services.desk import claim_of
from tests.conftest import PASSWORD, wait_until
from tests.factories import make_disputed_claim, make_told_claim
from tests.verification.views.regrouping import tell_claim
from verification.models import ClaimReview, ClaimStanding
from verification.services.propose import propose_for_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 10_000  # milliseconds
SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=SIZES)
def desk(request, at_desk, live_server):
    """A signed-in reviewer's page, at both widths; in the end no page was wider than the screen."""
    at_desk.set_viewport_size(SIZES[request.param])
    at_desk.set_default_timeout(PATIENCE)
    wide: list[str] = []
    at_desk.on("load", lambda page: wide.append(page.url) if page.evaluate(WIDER_THAN_THE_SCREEN) > 0 else None)
    yield at_desk
    assert wide == []


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def phone_without(request, browser, live_server, reviewer):
    """A phone, with scripts and without."""
    context = browser.new_context(java_script_enabled=request.param, viewport=SIZES["phone"], base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    carry_session(page, live_server.url, reviewer)
    yield page
    context.close()


def expect_said(place, words):
    """What was recorded is told there, before one's eyes, and has the focus, so that it is read out."""
    said = place.locator("#said")
    expect(said).to_contain_text(words)
    expect(said).to_be_focused()
    expect(said).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", SIZES)
def test_a_reviewer_signs_in_and_decides_ten_claims_by_keyboard_alone(page, complaints, live_server, reviewer, size):
    for worth in range(10):
        make_told_claim(check_worthiness=0.9 - worth / 20)
    page.set_viewport_size(SIZES[size])
    page.goto(live_server.url)
    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("rosa")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".row").first.wait_for()
    wait_for_keys(page)
    page.keyboard.press("j")
    for done in range(1, 11):
        page.locator(".row[data-current]:not([data-fresh]) .decide-row").wait_for()
        page.keyboard.press("2")
        expect(page.locator(".row-done")).to_have_count(done)
    assert list(ClaimReview.objects.values_list("verdict", flat=True)) == ["single_source"] * 10
    assert complaints == []


def test_claims_are_merged_split_and_put_back(desk, live_server):
    here, there = tell_claim(0, 5), tell_claim(90, 95)
    kept, gone = claim_of(here[0]), claim_of(there[0])
    desk.goto(f"{live_server.url}/claims/{kept}/")
    desk.get_by_label("Merge with a claim of these words").fill(str(gone))
    desk.get_by_role("search", name="Find a claim to merge with").get_by_role("button", name="Find").click()
    desk.get_by_role("radio", name="The town of Selm").check()
    desk.get_by_role("button", name="Preview").click()
    expect(desk.get_by_text("The other claim’s 2 mentions would join this claim:")).to_be_visible()
    desk.get_by_role("button", name="Merge it into this claim").click()
    expect_said(desk, "merged")
    assert {claim_of(mention) for mention in (*here, *there)} == {kept}
    desk.goto(f"{live_server.url}/claims/{gone}/")
    expect(desk.get_by_role("status").first).to_contain_text("was merged into this one")
    desk.get_by_role("button", name=re.compile("Undo.*rosa merged")).click()
    wait_until(lambda: claim_of(there[0]) != kept)
    desk.goto(f"{live_server.url}/claims/{kept}/grouping/")
    desk.get_by_role("checkbox", name=f"m{here[1].pk}").check()
    desk.get_by_role("button", name="Split off the ticked").click()
    wait_until(lambda: claim_of(here[0]) != claim_of(here[1]))
    desk.get_by_role("button", name=re.compile("Undo.*rosa")).first.click()
    expect_said(desk, "Claims and ledger are as they were")
    assert claim_of(here[0]) == claim_of(here[1])


def test_a_conflict_is_judged_and_a_stance_corrected_before_ones_eyes(phone_without):
    claim, page = make_disputed_claim(), phone_without
    page.goto(f"/claims/{claim.pk}/")
    expect(page.locator(".claim-standing")).to_contain_text("proposed: contradicted")
    page.get_by_label("Your say, because").first.fill("one counts the crews")
    page.get_by_role("button", name="No conflict").click()
    expect_said(page, "Recorded:")
    expect(page.get_by_text("rosa says that this is no conflict.")).to_be_visible()
    assert ClaimStanding.objects.get().proposal.verdict != "contradicted"
    other = Mention.objects.filter(claim=claim).exclude(pk=claim.canonical_mention_id).get()
    told = page.locator(f"#m{other.pk}")
    told.get_by_role("link", name=f"Correct m{other.pk}").click()
    told.get_by_role("button", name="It refutes the claim").click()
    expect_said(told, "Recorded:")
    expect(page.locator(f"#m{other.pk} .stance")).to_have_text("refutes")
    expect(page.locator(".claim-standing")).to_contain_text("proposed: contradicted")
    page.get_by_role("button", name=re.compile("Undo.*rosa said that")).first.click()
    expect_said(page.get_by_role("region", name="History"), "Taken back")
    page.get_by_label("Say something to the others").fill("asked the harbour master")
    page.get_by_role("button", name="Comment").click()
    expect_said(page.get_by_role("region", name="Comments"), "Your comment is there.")


def test_a_quote_leads_to_its_place_in_the_article(desk, live_server):
    claim = make_told_claim()
    version = claim.canonical_mention.article_version
    text = "\n\n".join(["Nothing happened in this paragraph."] * 60) + "\n\n" + version.text
    start = text.index(claim.canonical_mention.quote)
    type(version).objects.filter(pk=version.pk).update(text=text)
    Mention.objects.filter(pk=claim.canonical_mention_id).update(
        start=start, end=start + len(claim.canonical_mention.quote)
    )
    desk.goto(f"{live_server.url}/claims/{claim.pk}/")
    desk.locator(".told .quote-facts a").first.click()
    marked = desk.locator(f"#m{claim.canonical_mention_id}")
    expect(marked).to_be_in_viewport()
    plain = desk.locator(".prose").evaluate("e => getComputedStyle(e).backgroundColor")
    assert marked.evaluate("e => getComputedStyle(e).backgroundColor") not in (plain, "rgba(0, 0, 0, 0)")


def test_what_was_typed_survives_an_ended_session(desk, live_server):
    claim = make_told_claim()
    desk.goto(f"{live_server.url}/claims/{claim.pk}/")
    desk.get_by_role("radio", name="contradicted").check(force=True)
    desk.get_by_label("Note", exact=True).fill("the log says two boats")
    Session.objects.all().delete()
    desk.get_by_role("button", name="Sign", exact=True).click()
    sign_in(desk)
    expect(desk.get_by_role("alert")).to_contain_text("Your session had ended")
    expect(desk.get_by_label("Note", exact=True)).to_have_value("the log says two boats")
    expect(desk.get_by_role("radio", name="contradicted")).to_be_checked()
    desk.get_by_role("button", name="Sign", exact=True).click()
    expect(desk.get_by_role("status").first).to_contain_text("Signed contradicted")
    assert ClaimReview.objects.get().note == "the log says two boats"


def test_a_key_in_the_queue_after_the_session_ended_goes_on_at_the_claim(at_desk, live_server):
    claim = make_told_claim()
    at_desk.goto(live_server.url)
    at_desk.keyboard.press("j")
    at_desk.get_by_label("Note").fill("asked the mayor")
    Session.objects.all().delete()
    at_desk.get_by_role("button", name="single-source").click()
    sign_in(at_desk)
    expect(at_desk.get_by_role("heading", level=1)).to_have_text(claim.text)
    expect(at_desk.get_by_label("Note", exact=True)).to_have_value("asked the mayor")


def sign_in(page) -> None:
    page.get_by_label("Username").fill("rosa")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_an_article_is_added_and_its_claim_appears(desk, live_server):
    desk.goto(f"{live_server.url}/articles/add/")
    paste = desk.get_by_role("region", name="Paste")
    paste.get_by_label("Title").fill("Storks at Selm")
    paste.get_by_label("Text").fill("The town of Selm counted 412 storks on 2 March 2026. A band played on the square.")
    paste.get_by_role("button", name="Add the text").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("What became of it")
    article = Article.objects.get()
    for do in (extract_article, embed_article, cluster_article, propose_for_article):  # as the workers would
        assert do(article.pk) is Outcome.DONE
    desk.goto(live_server.url)
    expect(desk.locator(".row-link", has_text="412 storks")).to_be_visible()


def test_without_scripts_a_claim_is_found_merged_and_put_back(browser, live_server, reviewer):
    here, there = tell_claim(0), tell_claim(90)
    kept, gone = claim_of(here[0]), claim_of(there[0])
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url, viewport=SIZES["phone"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    carry_session(page, live_server.url, reviewer)
    page.goto(f"/claims/{kept}/")
    page.get_by_label("Merge with a claim of these words").fill(str(gone))
    page.get_by_role("search", name="Find a claim to merge with").get_by_role("button", name="Find").click()
    page.get_by_role("radio", name="The town of Selm").check()
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Merge it into this claim").click()
    wait_until(lambda: not Claim.objects.active().filter(pk=gone).exists())
    page.get_by_role("button", name=re.compile("Undo.*rosa merged")).click()
    wait_until(lambda: claim_of(there[0]) != kept)
    context.close()
