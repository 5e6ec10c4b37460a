import pytest

from verification.domain.bulk import LeftOut, Now, Seen, plan_assignment

ME, COLM = 1, 2
FREE = Now(assignee=None, version=0, awaits=True)


@pytest.mark.parametrize(
    ("seen", "now", "to", "gives", "why"),
    [
        (Seen(7, None, 0), FREE, ME, False, None),  # nobody has it: mine to take
        (Seen(7, ME, 0), Now(ME, 0, True), None, False, None),  # mine to put back
        (Seen(7, COLM, 0), Now(COLM, 0, True), ME, False, LeftOut.NOT_YOURS),  # only a lead takes it from somebody
        (Seen(7, COLM, 0), Now(COLM, 0, True), ME, True, None),
        (Seen(7, None, 0), FREE, COLM, False, LeftOut.NOT_YOURS),  # only a lead gives
        (Seen(7, None, 0), FREE, COLM, True, None),
        (Seen(7, None, 0), None, ME, True, LeftOut.GONE),  # merged into another one
        (Seen(7, None, 0), Now(COLM, 0, True), ME, True, LeftOut.CHANGED),  # somebody was faster
        (Seen(7, None, 0), Now(None, 1, True), ME, True, LeftOut.CHANGED),  # somebody gave an opinion
        (Seen(7, None, 1), Now(None, 1, False), ME, True, LeftOut.DECIDED),
        (Seen(7, ME, 0), Now(ME, 0, True), ME, False, LeftOut.ALREADY),
        (Seen(7, None, 0), FREE, None, True, LeftOut.ALREADY),
    ],
)
def test_the_first_rule_that_holds_decides(seen, now, to, gives, why):
    plan = plan_assignment([seen], {7: now} if now else {}, to=to, by=ME, gives=gives)
    assert plan.changes == ((seen,) if why is None else ())
    assert plan.left_out == (() if why is None else ((7, why),))


def test_a_claim_that_was_ticked_twice_changes_once():
    seen = Seen(7, None, 0)
    assert plan_assignment([seen, seen], {7: FREE}, to=ME, by=ME, gives=False).changes == (seen,)
