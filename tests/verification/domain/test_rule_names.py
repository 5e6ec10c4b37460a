"""What a reviewer reads of the rule behind a conflict."""

import pytest

from verification.domain.conflicts.agents import DOER, UNDERGOER
from verification.domain.conflicts.rule_names import DIFFERENT, describe_rule, describe_sureness
from verification.domain.types import ConflictType


def test_a_rule_is_told_by_what_it_compared():
    assert describe_rule("different_count") == "Both count the same thing, and the numbers differ."


def test_a_rule_without_a_sentence_is_told_by_what_every_conflict_has_in_common():
    assert describe_rule("a_rule_of_tomorrow") == DIFFERENT


def test_whatever_part_somebody_else_played_has_a_sentence():
    parts = (DOER, UNDERGOER, "with", "against", "to", "from", "speaker")
    assert DIFFERENT not in [describe_rule(f"other_{part}") for part in parts]


@pytest.mark.parametrize(
    ("kind", "strength", "told"),
    [
        (ConflictType.NUMBER, 1.0, "Sure."),
        (ConflictType.NUMBER, 0.6, "Fairly sure."),
        (ConflictType.NUMBER, 0.5, "Not sure enough to count against the claim."),
        (ConflictType.NEGATION, 0.7, "Not sure enough to count against the claim."),
        (ConflictType.MODALITY, 1.0, "A difference of this kind does not count against the claim."),
        (ConflictType.SUPERSEDED, 1.0, "It does not count against the claim."),
    ],
)
def test_how_sure_it_is_says_whether_it_counts(kind, strength, told):
    assert describe_sureness(kind, strength) == told
