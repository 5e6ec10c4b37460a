from dataclasses import replace

import pytest

from tests.verification.domain.making import MONDAY, TUESDAY, count_soldiers, make_statement
from verification.domain.conflict_words import (
    ConflictWord,
    Say,
    SeenSide,
    apply_conflict_words,
    correct_stances,
    explain_words,
    hash_quote,
)
from verification.domain.conflicts import find_conflicts, fold_conflicts
from verification.domain.independence import fold_origins
from verification.domain.stance import judge_stances
from verification.domain.types import ConflictType, Stance
from verification.domain.verdict import propose_verdict

DIARIO = count_soldiers(1, "10,000", "10000")
HERALDO = count_soldiers(2, "15,000", "15000")
STATEMENTS = [DIARIO, HERALDO]


def see(statement, value):
    return SeenSide(statement.id, hash_quote(statement.quote), value)


def say(what, kind=ConflictType.NUMBER, a=((DIARIO, "10,000"),), b=((HERALDO, "15,000"),), by="rosa"):
    return ConflictWord(Say(what), kind, tuple(see(*one) for one in a), tuple(see(*one) for one in b), by)


def judge(words, statements=STATEMENTS):
    return apply_conflict_words(find_conflicts(statements), statements, words)


def propose(words, statements=STATEMENTS):
    judged = judge(words, statements)
    stances = correct_stances(
        judge_stances(statements, judged.standing, statements[0].id), judged, statements[0].id, withholding={}
    )
    return propose_verdict(statements, fold_origins(statements), stances, judged.standing)


def test_without_words_everything_stands_as_it_was_found():
    assert judge([]).standing == find_conflicts(STATEMENTS)


def test_a_conflict_said_to_be_none_contradicts_nothing():
    assert propose([]).verdict == "contradicted"
    judged = judge([say("none")])
    assert judged.standing == ()
    assert [one.said_by for one in judged.dismissed] == ["rosa"]
    assert propose([say("none")]).verdict != "contradicted"


def test_a_conflict_explained_by_time_counts_as_superseded():
    (conflict,) = judge([say("time")]).standing
    assert (conflict.type, conflict.found_as) == ("superseded", "number")
    assert propose([say("time")]).verdict == "single_source"


def test_a_weak_conflict_said_to_be_real_counts():
    (found,) = find_conflicts(STATEMENTS)
    weak = replace(found, strength=0.3)
    (judged,) = apply_conflict_words([weak], STATEMENTS, [say("real")]).standing
    assert not weak.disputes and judged.disputes


def test_a_conflict_that_counts_is_left_as_it_is_when_confirmed():
    (found,) = find_conflicts(STATEMENTS)
    (judged,) = judge([say("real")]).standing
    assert (judged.type, judged.strength) == (found.type, found.strength)


@pytest.mark.parametrize(("rule", "own"), [("later_number", "number"), ("state_changed", "negation")])
def test_a_later_update_said_to_be_real_is_what_it_was_without_time(rule, own):
    (found,) = find_conflicts(STATEMENTS)
    update = replace(found, type=ConflictType.SUPERSEDED, rule=rule)
    (judged,) = apply_conflict_words([update], STATEMENTS, [say("real", ConflictType.SUPERSEDED)]).standing
    assert judged.type == own and judged.disputes


def test_the_last_of_two_words_holds():
    (conflict,) = judge([say("none"), say("real", by="colm")]).standing
    assert conflict.said_by == "colm"


def test_a_word_on_another_type_or_value_covers_nothing():
    assert judge([say("none", ConflictType.DATE)]).words == ()
    assert judge([say("none", b=((HERALDO, "16,000"),))]).dismissed == ()


def test_an_edited_quote_is_no_longer_covered():
    edited = count_soldiers(2, "15,000", "15000", quote="Some {} soldiers go to the northern valley, says the ministry")
    assert judge([say("none")], [DIARIO, edited]).dismissed == ()


def test_a_copy_of_the_same_words_is_covered_unless_time_is_the_point():
    copy = count_soldiers(3, "15,000", "15000")
    assert len(judge([say("none")], [*STATEMENTS, copy]).dismissed) == 2
    kinds = {c.b: c.type for c in judge([say("time")], [*STATEMENTS, copy]).standing if c.a == 1}
    assert kinds == {2: "superseded", 3: "number"}


def test_a_statement_with_words_of_its_own_is_a_conflict_of_its_own():
    other = count_soldiers(3, "15,000", "15000", quote="The ministry now sends {} soldiers north to the valley")
    judged = judge([say("none")], [*STATEMENTS, other])
    assert {(c.a, c.b) for c in judged.standing} == {(1, 3)}


def test_what_was_spoken_of_is_folded_apart_from_what_was_not():
    other = count_soldiers(3, "15,000", "15000", quote="The ministry will soon send {} soldiers to the northern valley")
    statements = [*STATEMENTS, other]
    judged = judge([say("real")], statements)
    folded = fold_conflicts(judged.standing, statements, fold_origins(statements))
    assert sorted(one.said for one in folded) == ["", "real"]


def test_a_denial_said_to_be_none_no_longer_refutes():
    claim = make_statement(1, "The bridge at Selm is closed", published_at=MONDAY)
    denial = make_statement(2, "The bridge at Selm is not closed", published_at=TUESDAY, negated=True)
    found = find_conflicts([claim, denial])
    kind = found[0].type
    word = say("none", kind, ((claim, found[0].value_a),), ((denial, found[0].value_b),))
    judged = judge([word], [claim, denial])
    stances = correct_stances(judge_stances([claim, denial], judged.standing, 1), judged, 1, withholding={})
    assert stances[2].stance is Stance.NEUTRAL
    assert "says rosa" in stances[2].reason


def test_whoever_only_asks_takes_no_position_even_in_a_real_conflict():
    judged = judge([say("real")])
    neutral = judge_stances(STATEMENTS, (), 1)
    assert correct_stances(neutral, judged, 1, withholding={2: "only asks"})[2] == neutral[2]
    assert correct_stances(neutral, judged, 1, withholding={})[2].stance is Stance.REFUTES


def test_the_reasons_name_who_said_it():
    assert explain_words(judge([say("none")])) == ("rosa says that 10,000 / 15,000 (number) is no conflict.",)
