import itertools
import random

import pytest
from django.db import transaction

from claims.models import Claim, LedgerAct, Mention
from claims.services.decide_pair import decide_pair
from claims.services.merge_claims import merge_claims
from claims.services.move_mention import move_mention
from claims.services.record_act import OvertakenActError, RefusedActError
from claims.services.split_claim import split_claim
from claims.services.undo_act import redo_act, undo_act
from tests.claims.services.desk import claim_of, give_vectors, group_all, photograph, see, tell, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    mentions = tell_all(0, 4, 8, 90, 95)
    return mentions[:3], mentions[3:]


def merge(claims, person):
    (a, _, _), (d, _) = claims
    return merge_claims(see(a), see(d), person=person)


def split(claims, person):
    (a, b, c), _ = claims
    return split_claim(see(a), [b.pk, c.pk], person=person)


def move(claims, person):
    (_, b, _), (d, _) = claims
    return move_mention(b.pk, see(b), see(d), person=person)


ACTS = [merge, split, move]


@pytest.mark.parametrize("act", ACTS)
def test_undo_restores_claims_and_ledger_exactly(claims, reviewer, act):
    before = photograph()
    done = act(claims, reviewer)
    assert photograph() != before
    assert undo_act(done.act.pk, person=reviewer).astray == []
    assert photograph() == before


@pytest.mark.parametrize("act", ACTS)
def test_undo_restores_exactly_also_after_grouping_again(claims, reviewer, act):
    before = photograph()
    done = act(claims, reviewer)
    group_all()
    newcomer = tell(180)
    undo_act(done.act.pk, person=reviewer)
    group_all()
    now = photograph()
    del now["claims"][claim_of(newcomer)], now["members"][newcomer.pk]
    assert now == before


@pytest.mark.parametrize("act", ACTS)
def test_what_was_undone_can_be_brought_back_exactly(claims, reviewer, act):
    done = act(claims, reviewer)
    after = photograph()
    undo_act(done.act.pk, person=reviewer)
    redo_act(done.act.pk, person=reviewer)
    assert photograph() == after


def test_undoing_a_merge_brings_the_old_claim_back_to_life(claims, reviewer):
    (a, _, _), (d, _) = claims
    gone = see(d)
    done = merge(claims, reviewer)
    undo_act(done.act.pk, person=reviewer)
    revived = Claim.objects.get(pk=gone.id)
    assert (revived.retired_at, revived.merged_into) == (None, None)
    assert claim_of(d) == gone.id


def test_undoing_a_split_leaves_the_split_off_claim_pointing_home(claims, reviewer):
    (a, b, _), _ = claims
    home = claim_of(a)
    done = split(claims, reviewer)
    off = claim_of(b)
    undo_act(done.act.pk, person=reviewer)
    assert Claim.objects.get(pk=off).merged_into_id == home


def test_a_newcomer_stays_with_the_claim_it_is_like(claims, reviewer):
    (a, _, _), (d, _) = claims
    old = claim_of(d)
    done = merge(claims, reviewer)
    newcomer = tell(92)
    undo_act(done.act.pk, person=reviewer)
    assert claim_of(newcomer) == claim_of(d) == old != claim_of(a)


def test_an_act_that_a_later_one_builds_on_is_not_undone_and_the_later_one_is_named(claims, reviewer, colleague):
    (a, b, _), _ = claims
    merged = merge(claims, reviewer)
    split_claim(see(a), [b.pk], person=colleague)
    before = photograph()
    with pytest.raises(RefusedActError, match="colm split mentions off .* Undo that first"):
        undo_act(merged.act.pk, person=reviewer)
    assert photograph() == before


def test_acts_are_undone_one_after_the_other(claims, reviewer, colleague):
    (a, b, _), _ = claims
    before = photograph()
    merged = merge(claims, reviewer)
    parted = split_claim(see(a), [b.pk], person=colleague)
    undo_act(parted.act.pk, person=reviewer)
    undo_act(merged.act.pk, person=reviewer)
    assert photograph() == before


def test_an_act_is_not_brought_back_on_what_is_undone(claims, reviewer):
    (a, b, _), _ = claims
    merged = merge(claims, reviewer)
    parted = split_claim(see(a), [b.pk], person=reviewer)
    undo_act(parted.act.pk, person=reviewer)
    undo_act(merged.act.pk, person=reviewer)
    with pytest.raises(RefusedActError, match="Bring that back first"):
        redo_act(parted.act.pk, person=reviewer)


def test_a_later_act_on_other_mentions_does_not_stand_in_the_way(claims, reviewer):
    done = merge(claims, reviewer)
    decide_pair(*(mention.pk for mention in tell_all(180, 270)), "same", person=reviewer)
    assert undo_act(done.act.pk, person=reviewer).astray == []


def test_unsure_said_later_does_not_stand_in_the_way(claims, reviewer):
    (a, _, _), (_, e) = claims
    done = split(claims, reviewer)
    decide_pair(a.pk, e.pk, "unsure", person=reviewer)
    assert undo_act(done.act.pk, person=reviewer).astray == []


def test_a_word_on_a_pair_is_undone_like_any_act(claims, reviewer):
    (a, _, _), (d, _) = claims
    decide_pair(a.pk, d.pk, "unsure", person=reviewer)
    before = photograph()
    entry = decide_pair(a.pk, d.pk, "same", person=reviewer).entry
    undo_act(entry.act_id, person=reviewer)
    assert photograph() == before


def test_undoing_twice_is_refused_and_says_who_was_faster(claims, reviewer, colleague):
    done = merge(claims, reviewer)
    undo_act(done.act.pk, person=colleague)
    with pytest.raises(OvertakenActError, match="undone already by colm"):
        undo_act(done.act.pk, person=reviewer)


def test_what_was_never_undone_is_not_brought_back(claims, reviewer):
    with pytest.raises(OvertakenActError):
        redo_act(merge(claims, reviewer).act.pk, person=reviewer)


def test_it_says_so_when_the_machine_would_now_join_them_anyway(claims, reviewer):
    (a, b, c), (d, e) = claims
    done = merge(claims, reviewer)
    give_vectors([d, e], 6)
    turned = undo_act(done.act.pk, person=reviewer)
    assert len({claim_of(mention) for mention in (a, b, c, d, e)}) == 1
    assert turned.astray


def test_what_does_not_exist_is_not_undone(reviewer):
    with pytest.raises(RefusedActError):
        undo_act(10**9, person=reviewer)


@pytest.mark.parametrize("row", ["act", "placement"])
def test_acts_and_placements_cannot_be_changed(claims, reviewer, row):
    act = merge(claims, reviewer).act
    target = act if row == "act" else act.placements.first()
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        target.delete() if row == "placement" else LedgerAct.objects.filter(pk=act.pk).update(note="no")


@pytest.mark.parametrize("seed", range(2))
def test_undoing_a_whole_day_backwards_restores_every_state_in_between(reviewer, seed):
    """Random acts, grouping again in between; then everything is undone, last act first."""
    chance = random.Random(seed)
    mentions = tell_all(0, 6, 12, 80, 86, 170)
    states = []
    while len(states) < 4:
        before, act = photograph(), act_at_random(mentions, chance, reviewer)
        if act is not None:
            states.append((before, act))
    for before, act in reversed(states):
        group_all()
        undo_act(act, person=reviewer)
        assert photograph() == before


def act_at_random(mentions: list[Mention], chance: random.Random, person) -> int | None:
    a, b = chance.sample(mentions, 2)
    fellows = [mention for mention in mentions if claim_of(mention) == claim_of(a)]
    try:
        if claim_of(a) != claim_of(b):
            if chance.random() < 0.5:
                return merge_claims(see(a), see(b), person=person, overrule=True).act.pk
            return move_mention(a.pk, see(a), see(b), person=person, overrule=True).act.pk
        ticked = [mention.pk for mention in itertools.islice(fellows, chance.randrange(1, len(fellows)))]
        return split_claim(see(a), ticked, person=person).act.pk
    except RefusedActError:
        return None
