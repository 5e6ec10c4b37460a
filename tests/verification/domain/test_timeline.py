from datetime import UTC, datetime, timedelta

from verification.domain.timeline import (
    BINS,
    LEFT,
    MOST_LANES,
    RIGHT,
    UNDATED,
    Happening,
    Telling,
    Told,
    draw_timeline,
    read_told,
    spans_days,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def tell(number, hours=0, origin="a", telling=Telling.ORIGIN, stance="supports", at=NOON):
    when = None if at is None else at + timedelta(hours=hours)
    return Told(number, when, origin, f"Origin {origin}", f"Outlet {number}", telling, stance)


def freeze(*entries, conflicts=()):
    statements = [
        {
            "ids": {"mention": number, "article": number},
            "origin": origin,
            "origin_label": origin,
            "source": "Selm Post",
            "published_at": at,
            "stance": "supports",
        }
        for number, (origin, at) in enumerate(entries, start=1)
    ]
    return {"statements": statements, "conflicts": list(conflicts)}


def test_the_first_of_an_origin_is_told_apart_from_its_copies():
    told = read_told(freeze(("a", "2026-03-03T00:00:00+00:00"), ("a", "2026-03-02T00:00:00+00:00"), ("b", None)))
    assert [(one.mention_id, one.telling) for one in told] == [(2, "origin"), (1, "copy"), (3, "origin")]


def test_the_later_side_of_what_time_explains_is_an_update():
    sides = [{"at": 0, "also": []}, {"at": 1, "also": []}]
    told = read_told(
        freeze(
            ("a", "2026-03-02T00:00:00+00:00"),
            ("b", "2026-03-04T00:00:00+00:00"),
            conflicts=[{"type": "superseded", "sides": sides}],
        )
    )
    assert [one.telling for one in told] == ["origin", "update"]


def test_time_runs_from_the_first_to_the_last():
    (lane,) = draw_timeline([tell(1), tell(2, 10, telling=Telling.COPY)]).lanes
    assert {mark.x for mark in lane.marks} == {LEFT, RIGHT}


def test_what_has_no_date_stands_apart_and_is_counted():
    drawn = draw_timeline([tell(1), tell(2, at=None, origin="b")])
    assert drawn.undated == 1
    assert [mark.x for mark in drawn.lanes[1].marks] == [UNDATED]


def test_without_any_date_there_is_no_scale():
    drawn = draw_timeline([tell(1, at=None)])
    assert drawn.start is None


def test_five_hundred_mentions_make_a_small_picture():
    told = [tell(n, n, origin=str(n % 60), telling=Telling.COPY) for n in range(500)]
    drawn = draw_timeline(told)
    assert len(drawn.lanes) == MOST_LANES
    assert sum(len(lane.marks) for lane in drawn.lanes) <= MOST_LANES * (BINS + 1) * 9
    assert sum(mark.count for lane in drawn.lanes for mark in lane.marks) == 500
    assert drawn.lanes[-1].label == "53 more origins"


def test_edits_stand_in_the_lane_of_their_article_and_decisions_across_all():
    happenings = [
        Happening(NOON + timedelta(hours=5), "edit", "", 2),
        Happening(NOON + timedelta(hours=9), "decision", ""),
    ]
    drawn = draw_timeline([tell(1), tell(2, 8, origin="b")], happenings)
    assert [len(lane.edits) for lane in drawn.lanes] == [0, 1]
    assert drawn.decisions == (RIGHT,)


def test_hours_tell_the_ends_of_a_short_time_apart():
    assert not spans_days(draw_timeline([tell(1), tell(2, 20)]))
    assert spans_days(draw_timeline([tell(1), tell(2, 60)]))


def test_only_what_is_drawn_is_among_the_symbols():
    picture = draw_timeline([tell(1), tell(2, 10, origin="b", stance="refutes", telling=Telling.UPDATE)])
    assert picture.symbols == {"origin", "update-against"}


def test_edits_and_decisions_are_symbols_too():
    edit = Happening(NOON + timedelta(hours=1), "edit", "changed", 1)
    decision = Happening(NOON + timedelta(hours=2), "decision", "signed")
    assert draw_timeline([tell(1)], [edit, decision]).symbols == {"origin", "edit", "decision"}


def test_an_edit_is_drawn_in_a_lane_without_dates_too():
    edit = Happening(NOON + timedelta(hours=9), "edit", "changed", 2)
    lanes = draw_timeline([tell(1), tell(2, origin="b", at=None)], [edit]).lanes
    assert [lane.edits for lane in lanes] == [(), (RIGHT,)]
