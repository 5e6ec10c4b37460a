"""Merge, split, move and undo as words on pairs: few, never contradictory, and stronger than any machine."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.acts import (
    ActRow,
    find_obstacle,
    find_overruled,
    is_in_force,
    plan_merge,
    plan_move,
    plan_restoration,
    plan_split,
    plan_word,
)
from claims.domain.clustering import ON_VECTORS_ALONE, GroupingPolicy, group_vectors
from claims.domain.ledger import ContradictoryWords, Said, Word, check_words, derive_links, fold_words

SAME, DIFFERENT, UNSURE, WITHDRAWN = Said.SAME, Said.DIFFERENT, Said.UNSURE, Said.WITHDRAWN


def same(*pairs):
    return dict.fromkeys(pairs, SAME)


def different(*pairs):
    return dict.fromkeys(pairs, DIFFERENT)


def test_a_merge_says_same_once_for_each_mention_that_joins():
    assert plan_merge([1, 2], [5], {}) == [Word(1, 2, SAME), Word(1, 5, SAME)]


def test_a_merge_does_not_repeat_what_people_said_already():
    assert plan_merge([1, 2], [5, 6], same((1, 2), (5, 6))) == [Word(1, 5, SAME)]


def test_a_merge_against_an_earlier_different_is_refused_and_names_it():
    with pytest.raises(ContradictoryWords) as refused:
        plan_merge([1, 2], [5, 6], different((2, 6)))
    assert refused.value.different == (2, 6)


def test_a_merge_that_is_told_to_overrules_the_earlier_different():
    standing = different((2, 6))
    words = plan_merge([1, 2], [5, 6], standing, overrule=True)
    assert Word(2, 6, SAME) in words
    assert find_overruled(words, standing) == [(2, 6)]
    check_words(fold_words(words, standing))


def test_overruling_takes_back_what_was_said_of_mentions_outside():
    standing = same((1, 9)) | different((6, 9))
    assert Word(6, 9, WITHDRAWN) in plan_merge([1], [6], standing, overrule=True)


def test_a_split_calls_the_ticked_one_claim_and_different_from_each_of_the_rest():
    assert plan_split([3, 4], [1, 2], {}) == [Word(3, 4, SAME), Word(1, 3, DIFFERENT), Word(2, 3, DIFFERENT)]


def test_a_split_says_different_once_for_those_whom_people_joined():
    assert plan_split([3], [1, 2], same((1, 2))) == [Word(1, 3, DIFFERENT)]


def test_a_split_supersedes_the_same_that_it_cuts_through():
    assert plan_split([3], [1, 2], same((2, 3), (1, 2))) == [Word(2, 3, DIFFERENT)]


def test_what_the_split_off_mention_had_joined_stays_joined():
    words = plan_split([3], [1, 2], same((1, 3), (2, 3)))
    assert set(words) == {Word(1, 3, DIFFERENT), Word(2, 3, DIFFERENT), Word(1, 2, SAME)}


def test_a_split_cuts_a_chain_through_a_mention_that_is_gone():
    words = plan_split([3], [1], same((1, 9), (3, 9)))
    assert set(words) == {Word(3, 9, WITHDRAWN), Word(1, 3, DIFFERENT)}


def test_a_split_of_two_that_somebody_called_different_is_refused():
    with pytest.raises(ContradictoryWords):
        plan_split([3, 4], [1], different((3, 4)))


def test_a_move_parts_the_mention_from_its_claim_and_joins_it_to_the_other():
    words = plan_move(3, [1, 2], [7, 8], {})
    assert set(words) == {
        Word(1, 3, DIFFERENT),
        Word(2, 3, DIFFERENT),
        Word(3, 7, SAME),
        Word(7, 8, SAME),
    }


def test_a_move_against_an_earlier_different_is_refused():
    with pytest.raises(ContradictoryWords):
        plan_move(3, [1], [7], different((3, 7)))


def test_the_last_mention_of_a_claim_can_be_moved():
    assert plan_move(3, [], [7], {}) == [Word(3, 7, SAME)]


def test_a_word_that_contradicts_a_chain_is_refused():
    with pytest.raises(ContradictoryWords):
        plan_word(1, 3, DIFFERENT, same((1, 2), (2, 3)))


def test_taking_a_word_back_is_never_refused():
    assert plan_word(2, 1, WITHDRAWN, same((1, 2))) == [Word(1, 2, WITHDRAWN)]


def test_restoring_brings_back_what_stood_before_and_takes_back_what_did_not():
    assert plan_restoration([(1, 2), (3, 4)], same((3, 4))) == [Word(1, 2, WITHDRAWN), Word(3, 4, SAME)]


@pytest.mark.parametrize(
    ("rows", "in_force", "obstacle"),
    [
        ([(1, 1)], True, None),  # nothing happened since
        ([(1, 1), (2, 2)], True, 2),  # a later act on the same mentions
        ([(1, 1), (2, 2), (3, 2)], True, None),  # which was undone
        ([(1, 1), (2, 2), (3, 2), (4, 2)], True, 2),  # and brought back
        ([(1, 1), (2, 1)], False, None),  # undone itself: may be brought back
        ([(1, 1), (2, 1), (3, 3)], False, 3),  # but not past what was done on its undoing
        ([(1, 1), (2, 2), (3, 2), (4, 1)], False, None),  # undone, after a later one was undone too
        ([(2, 2), (1, 1), (3, 2), (4, 1), (5, 5), (6, 6)], False, 6),  # of several, the latest is named
    ],
)
def test_an_act_can_be_undone_while_the_others_stand_as_they_stood(rows, in_force, obstacle):
    rows = [ActRow(number, root) for number, root in rows]
    assert is_in_force(1, rows) is in_force
    assert find_obstacle(1, rows) == obstacle


def test_a_later_act_is_not_brought_back_once_what_it_stood_on_is_undone():
    rows = [ActRow(1, 1), ActRow(2, 2), ActRow(3, 2), ActRow(4, 1)]
    assert find_obstacle(2, rows) == 1


class Desk:
    """Mentions with vectors, the grouping that the machine makes of them, and people who correct it."""

    def __init__(self, size: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.members = list(range(1, size + 1))
        self.standing: dict = {}
        self.vectors = self.draw_vectors()
        self.policy = ON_VECTORS_ALONE

    def draw_vectors(self):
        source = np.random.default_rng(self.chance.randrange(2**32))
        centres = source.normal(size=(3, 8))
        rows = centres[source.integers(3, size=len(self.members))] + 0.7 * source.normal(size=(len(self.members), 8))
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    def embed_anew(self):
        self.vectors = self.draw_vectors()

    def change_thresholds(self):
        cut = self.chance.uniform(0.1, 0.9)
        self.policy = GroupingPolicy(strong_link=self.chance.uniform(cut, 0.95), cut=cut, wording=0.0)

    def group(self, present=None) -> list[list[int]]:
        here = sorted(present or self.members)
        must, cannot = ([(f"{a:03d}", f"{b:03d}") for a, b in pairs] for pairs in derive_links(self.standing, here))
        rows = self.vectors[[mention - 1 for mention in here]]
        labels = group_vectors([f"{mention:03d}" for mention in here], rows, self.policy, must, cannot)
        groups: dict[int, list[int]] = {}
        for mention, label in zip(here, labels, strict=True):
            groups.setdefault(label, []).append(mention)
        return list(groups.values())

    def act(self):
        """One act at random on the claims as they stand; returns (words, sets to be together, pairs to be apart)."""
        groups = self.group()
        self.chance.shuffle(groups)
        first, second = groups[0], groups[1] if len(groups) > 1 else []
        kind = self.chance.choice(["merge", "split", "move", "word"])
        overrule = self.chance.random() < 0.5
        if kind == "merge" and second:
            return plan_merge(first, second, self.standing, overrule=overrule), [first + second], []
        if kind == "split" and len(first) > 1:
            ticked = self.chance.sample(first, self.chance.randrange(1, len(first)))
            rest = [mention for mention in first if mention not in ticked]
            return plan_split(ticked, rest, self.standing), [ticked], [(ticked, rest)]
        if kind == "move" and second:
            mention, rest = first[0], first[1:]
            words = plan_move(mention, rest, second, self.standing, overrule=overrule)
            return words, [[mention, *second]], [([mention], rest)]
        a, b = self.chance.sample(self.members, 2)
        said = self.chance.choice([SAME, DIFFERENT, UNSURE])
        words = plan_word(a, b, said, self.standing)
        return words, [[a, b]] if said is SAME else [], [([a], [b])] if said is DIFFERENT else []


def hold_together(groups, members) -> bool:
    return any(set(members) <= set(group) for group in groups)


def hold_apart(groups, one, other) -> bool:
    return not any(set(one) & set(group) and set(other) & set(group) for group in groups)


@settings(max_examples=40, deadline=None)
@given(size=st.integers(2, 14), seed=st.integers(0, 10_000), steps=st.integers(1, 6))
def test_no_model_and_no_threshold_overrides_what_people_said(size, seed, steps):
    desk = Desk(size, seed)
    for _ in range(steps):
        try:
            words, together, apart = desk.act()
        except ContradictoryWords:
            continue
        desk.standing = fold_words(words, desk.standing)
        check_words(desk.standing)
        for change in (lambda: None, desk.embed_anew, desk.change_thresholds):
            change()
            groups = desk.group()
            assert all(hold_together(groups, members) for members in together)
            assert all(hold_apart(groups, *sides) for sides in apart)
            assert all(hold_together(groups, pair) for pair, said in desk.standing.items() if said is SAME)
            assert not any(hold_together(groups, pair) for pair, said in desk.standing.items() if said is DIFFERENT)


@settings(max_examples=40, deadline=None)
@given(size=st.integers(2, 14), seed=st.integers(0, 10_000), steps=st.integers(1, 6))
def test_undoing_act_after_act_brings_back_every_earlier_ledger_and_grouping(size, seed, steps):
    desk = Desk(size, seed)
    done = []
    for _ in range(steps):
        try:
            words, _, _ = desk.act()
        except ContradictoryWords:
            continue
        done.append((words, dict(desk.standing), desk.group()))
        desk.standing = fold_words(words, desk.standing)
    for words, standing, groups in reversed(done):
        desk.standing = fold_words(plan_restoration([word.pair for word in words], standing), desk.standing)
        assert desk.standing == standing
        assert desk.group() == groups


@settings(max_examples=40, deadline=None)
@given(size=st.integers(3, 14), seed=st.integers(0, 10_000), steps=st.integers(1, 6), gone=st.integers(1, 14))
def test_what_people_said_still_holds_when_a_mention_is_gone(size, seed, steps, gone):
    desk = Desk(size, seed)
    for _ in range(steps):
        try:
            words, together, apart = desk.act()
        except ContradictoryWords:
            continue
        desk.standing = fold_words(words, desk.standing)
        left = [mention for mention in desk.members if mention != gone]
        groups = desk.group(left)
        assert all(hold_together(groups, [m for m in members if m != gone]) for members in together)
        for one, other in apart:
            if gone not in one:
                assert hold_apart(groups, one, [m for m in other if m != gone])
