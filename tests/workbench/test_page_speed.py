"""What is measured of the pages at a hundred thousand claims, tried here with a desk of a few dozen."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import make_mention
from verification.models import ClaimReview, ClaimStanding, Conflict
from workbench.management.commands.measure_pages import judge
from workbench.page_scale import find_desk, load_desk
from workbench.page_speed import as_served, measure_pages
from workbench.scale import NotEmpty
from workbench.serving import PREPARE_AFTER

pytestmark = pytest.mark.django_db(transaction=True)


def load_small_desk():
    return load_desk(120, lambda _: None, assessed=4)


def test_every_claim_of_the_desk_has_a_standing_and_a_proposal():
    desk = load_small_desk()
    assert ClaimStanding.objects.exclude(proposal=None).count() == desk.claims > 50
    assert ClaimReview.objects.count() == ClaimStanding.objects.filter(review_version=1).count() > 0
    assert Conflict.objects.filter(rule="generated").exists()


def test_a_desk_loaded_before_is_found_again():
    desk, found = load_small_desk(), find_desk()
    assert (found.viewer, found.claims, found.mentions) == (desk.viewer, desk.claims, desk.mentions)
    assert set(found.assessed) == set(desk.assessed)


def test_each_page_is_timed_and_the_lists_beside_their_peer():
    figures = measure_pages(load_small_desk(), lambda _: None, requests=2)
    pages = figures["pages"]
    assert set(pages) == {"queue", "deep", "search", "filter", "claim", "large_claim", "news"}
    assert {name for name, page in pages.items() if "ratio" in page} == {"queue", "deep", "search"}
    assert all(page["p95_seconds"] >= page["median_seconds"] > 0 and page["queries"] > 0 for page in pages.values())


def test_plans_are_kept_only_while_pages_are_measured_as_the_web_server_answers_them():
    with as_served(), connection.cursor():
        assert connection.connection.prepare_threshold == PREPARE_AFTER
    with connection.cursor():
        assert connection.connection.prepare_threshold is None


def test_one_slow_page_misses_the_aim():
    page = {"p95_seconds": 0.01, "queries": 5, "kib_sent": 60}
    assert judge({"pages": {"queue": page}})
    assert not judge({"pages": {"queue": page, "claim": page | {"p95_seconds": 1.0}}})


def test_it_keeps_away_from_an_instance_that_people_work_in():
    make_mention()
    with pytest.raises(NotEmpty):
        load_small_desk()


def test_an_instance_without_a_desk_has_nothing_to_measure_again():
    with pytest.raises(NotEmpty):
        find_desk()


def test_the_command_refuses_a_size_that_measures_nothing():
    with pytest.raises(CommandError, match="at least 500 claims"):
        call_command("measure_pages", claims=10)
