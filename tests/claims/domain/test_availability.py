"""404, 410, walls and silence are told apart, and nothing is held on one doubtful look."""

from datetime import UTC, datetime, timedelta

from claims.domain.availability import Availability, Known, Look, fold_look, tell_availability

NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)


def look(*looks, hours=8, known=None):
    known = known or Known()
    for number, one in enumerate(looks):
        known = fold_look(known, one, NOON + timedelta(hours=hours * number))
    return known


def test_gone_holds_at_once():
    known = look(Look.GONE)
    assert known.availability is Availability.GONE
    assert "gone" in tell_availability(known) and "3 May 2027" in tell_availability(known)


def test_not_found_once_is_a_suspicion():
    known = look(Look.NOT_FOUND)
    assert known.availability is Availability.AVAILABLE
    assert "a second check will tell" in tell_availability(known)


def test_not_found_again_hours_later_is_missing():
    known = look(Look.NOT_FOUND, Look.NOT_FOUND)
    assert known.availability is Availability.MISSING
    assert tell_availability(known).startswith("The article was absent on 3 May 2027")


def test_not_found_again_within_minutes_is_still_a_suspicion():
    assert look(Look.NOT_FOUND, Look.NOT_FOUND, hours=1).availability is Availability.AVAILABLE


def test_found_in_between_clears_the_suspicion():
    assert look(Look.NOT_FOUND, Look.READ, Look.NOT_FOUND).availability is Availability.AVAILABLE


def test_silence_in_between_keeps_it():
    assert look(Look.NOT_FOUND, Look.UNREACHABLE, Look.NOT_FOUND).availability is Availability.MISSING


def test_silence_says_nothing_about_the_article():
    known = look(Look.UNREACHABLE, Look.UNREACHABLE)
    assert known.availability is Availability.UNREACHABLE and "nobody knows" in tell_availability(known)


def test_a_withdrawn_article_does_not_come_back_because_its_site_is_down():
    assert look(Look.GONE, Look.UNREACHABLE, Look.REFUSED).availability is Availability.GONE


def test_a_withdrawn_article_comes_back_when_it_is_read_again():
    known = look(Look.GONE, Look.READ)
    assert known.availability is Availability.AVAILABLE and tell_availability(known) == ""


def test_a_wall_seen_twice_is_held_and_withdraws_nothing():
    assert look(Look.OBSCURED, Look.OBSCURED).availability is Availability.OBSCURED


def test_another_text_needs_a_second_look():
    once = look(Look.REPLACED)
    assert once.suspected is Look.REPLACED
    assert look(Look.REPLACED, Look.REPLACED) == Known(Availability.AVAILABLE, None)
