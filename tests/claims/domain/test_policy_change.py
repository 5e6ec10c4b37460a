from claims.domain.policy_change import EXAMPLES, Agreement, PolicyChange


def test_a_group_of_several_claims_is_a_merge():
    change = PolicyChange()
    change.count_part({1: 10, 2: 10, 3: 11}, [[1, 2, 3]])
    assert (change.merges, change.merge_examples, change.splits) == (1, [[10, 11]], 0)
    assert (change.claims_now, change.claims_then, change.touched) == (2, 1, {10, 11})


def test_a_claim_in_several_groups_is_a_split():
    change = PolicyChange()
    change.count_part({1: 10, 2: 10, 3: 10}, [[3, 1], [2]])
    assert (change.splits, change.split_examples, change.merges) == (1, [(10, [[1, 3], [2]])], 0)


def test_a_claim_can_be_split_and_merged_at_once():
    change = PolicyChange()
    change.count_part({1: 10, 2: 10, 3: 11}, [[1], [2, 3]])
    assert (change.merges, change.splits, change.touched) == (1, 1, {10, 11})


def test_a_mention_that_is_not_grouped_yet_merges_nothing():
    change = PolicyChange()
    change.count_part({1: 10, 2: None}, [[1, 2]])
    assert (change.merges, change.splits, change.touched) == (0, 0, set())


def test_what_stands_alone_is_counted_and_untouched():
    change = PolicyChange()
    change.count_alone(5)
    assert (change.mentions, change.claims_now, change.claims_then, change.touched) == (5, 5, 5, set())


def test_only_a_few_examples_are_kept():
    change = PolicyChange()
    for start in range(0, 100, 2):
        change.count_part({start: start, start + 1: start + 1}, [[start, start + 1]])
    assert (change.merges, len(change.merge_examples), len(change.touched)) == (50, EXAMPLES, 100)


def test_agreement_counts_pairs_treated_as_labelled():
    agreement = Agreement()
    agreement.count({1: 7, 2: 7, 3: 8}, [((1, 2), True), ((1, 3), True), ((2, 3), False), ((1, 9), True)])
    assert (agreement.same, agreement.same_together) == (2, 1)
    assert (agreement.different, agreement.different_apart) == (1, 1)
    assert agreement.share == 2 / 3


def test_agreement_without_pairs_has_no_share():
    assert Agreement().share is None
