import pytest

from claims.domain.ingest_health import Condition, Health, Trouble, judge_pages, judge_source, name_trouble


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (401, Trouble.BLOCKED),
        (403, Trouble.BLOCKED),
        (402, Trouble.PAYWALLED),
        (410, Trouble.GONE),
        (None, Trouble.UNREACHABLE),
    ],
)
def test_a_status_means_a_trouble(status, trouble):
    assert name_trouble(status) == trouble
    assert name_trouble(status, refused=True) == Trouble.REFUSED


def test_most_of_the_newest_pages_decide():
    health = judge_pages([Trouble.BLOCKED, None, Trouble.BLOCKED, Trouble.EMPTY])
    assert health == Health(Condition.BLOCKED, "Most of its pages refuse us (2 of the 4 newest)")
    assert judge_pages([Trouble.BLOCKED, None, None]) is None
    assert judge_pages([Trouble.BLOCKED, Trouble.BLOCKED]) is None
    assert judge_pages([*[None] * 20, *[Trouble.BLOCKED] * 50]) is None


def test_pages_count_before_feeds_and_activity_before_all():
    blocked = Health(Condition.BLOCKED, "x")
    assert judge_source(True, [Condition.WORKING], blocked) == blocked
    assert judge_source(False, [Condition.WORKING], blocked).condition == Condition.OFF


def test_the_worst_feed_is_named_with_how_many_are_like_it():
    feeds = [Condition.WORKING, Condition.FAILING, Condition.FAILING]
    assert judge_source(True, feeds, None) == Health(Condition.FAILING, "2 of 3 feeds")
    assert judge_source(True, [Condition.WORKING], None) == Health(Condition.WORKING)
    assert judge_source(True, [], None).condition == Condition.QUIET
