import pytest

from verification.domain.pictures import HEIGHT, WIDTH, choose_top, draw_bars, draw_line

DAYS = ["1 May", "2 May", "3 May"]


@pytest.mark.parametrize(
    ("largest", "top"),
    [(0, 2), (1, 2), (2, 2), (3, 4), (5, 6), (7, 10), (10, 10), (11, 20), (214, 400), (99_999, 100_000)],
)
def test_a_scale_ends_at_a_round_number(largest, top):
    assert choose_top(largest) == top


def test_more_stands_higher_and_later_stands_further_right():
    points = [tuple(map(float, point.split(","))) for point in draw_line(DAYS, [1, 4, 2]).points.split()]
    assert points[0][0] < points[1][0] < points[2][0]
    assert points[1][1] < points[2][1] < points[0][1]


def test_everything_stays_inside_the_drawing():
    picture = draw_bars(DAYS, {"a": [9, 0, 3], "b": [1, 0, 5]})
    for bar in picture.bars:
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH
        assert bar.y >= 0 and bar.y + bar.height <= HEIGHT


def test_bars_stand_on_each_other_and_nothing_is_drawn_for_nothing():
    first, second = draw_bars(["1 May"], {"a": [2], "b": [3], "c": [0]}).bars
    assert second.y + second.height == pytest.approx(first.y)


def test_no_days_make_an_empty_picture():
    assert draw_line([], []).points == ""
    assert draw_bars([], {"a": []}).bars == ()


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError, match="one value for each label"):
        draw_line(DAYS, [1])
