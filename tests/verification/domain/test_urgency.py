import pytest

from verification.domain.urgency import MOST, Part, compute_urgency


def test_the_parts_add_up_to_a_hundred_and_to_the_score():
    assert sum(MOST.values()) == 100
    urgency = compute_urgency(check_worthiness=0.5, outlets=3, disputed=True, stale=False)
    assert dict(urgency.parts) == {Part.WORTH: 20, Part.DISPUTED: 25, Part.SPREAD: 10, Part.STALE: 0}
    assert urgency.score == 55


@pytest.mark.parametrize("more", [{"check_worthiness": 0.6}, {"outlets": 4}, {"disputed": True}, {"stale": True}])
def test_each_part_raises_it(more):
    least = {"check_worthiness": 0.5, "outlets": 1, "disputed": False, "stale": False}
    assert compute_urgency(**{**least, **more}).score > compute_urgency(**least).score
