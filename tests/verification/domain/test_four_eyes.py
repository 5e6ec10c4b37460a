import pytest

from verification.domain.four_eyes import (
    NotYoursError,
    Opinion,
    Placed,
    Round,
    SecondLook,
    Stage,
    place_opinion,
    read_round,
)
from verification.domain.note_rule import describe_missing_note

ROSA, COLM, LENA, IVO = 1, 2, 3, 4
EVIDENCE = "e1"


def first(reviewer=ROSA, verdict="corroborated", **changed):
    return Opinion(
        **{
            "version": 1,
            "stage": Stage.FIRST,
            "settles": False,
            "digest": EVIDENCE,
            "reviewer": reviewer,
            "verdict": verdict,
            **changed,
        }
    )


def second(reviewer=COLM, verdict="contradicted", **changed):
    return first(reviewer, verdict, **{"version": 2, "stage": Stage.SECOND, "answers": 1, **changed})


def sole(**changed):
    return first(**{"stage": Stage.SOLE, "settles": True, **changed})


def place(now, reviewer, verdict="corroborated", *, two=True, lead=False):
    return place_opinion(now, reviewer=reviewer, verdict=verdict, second_review=two, may_adjudicate=lead)


@pytest.mark.parametrize(
    ("opinions", "look"),
    [
        ([], SecondLook.NONE),  # nobody has said anything
        ([sole()], SecondLook.NONE),  # one person decided, before two were asked for
        ([first()], SecondLook.WANTED),
        ([first(withdrawn=True)], SecondLook.NONE),  # taken back
        ([first(digest="e0")], SecondLook.NONE),  # given on other evidence, so it lapsed
        ([first(), second()], SecondLook.DISPUTED),
        ([first(), second(withdrawn=True)], SecondLook.WANTED),
        ([first(), second(verdict="corroborated", settles=True)], SecondLook.NONE),  # both agree
        ([first(), second(verdict="corroborated", settles=True, withdrawn=True)], SecondLook.WANTED),
        ([first(), second(), sole(version=3, stage=Stage.ADJUDICATION)], SecondLook.NONE),  # settled by a lead
        ([first(), second(), sole(version=3, stage=Stage.ADJUDICATION, withdrawn=True)], SecondLook.DISPUTED),
        ([sole(), first(version=2)], SecondLook.WANTED),  # a verdict stands, and somebody looks anew
        ([first(withdrawn=True), first(version=3), second(answers=1)], SecondLook.WANTED),  # answers the one taken back
    ],
)
def test_what_a_claim_waits_for_follows_from_its_opinions(opinions, look):
    assert read_round(reversed(opinions), EVIDENCE).look is look


def test_where_one_person_decides_every_opinion_settles():
    assert place(Round(), ROSA, two=False) == Placed(Stage.SOLE, settles=True)


def test_where_two_decide_the_first_opinion_settles_nothing():
    assert place(Round(), ROSA) == Placed(Stage.FIRST, settles=False)


@pytest.mark.parametrize(("verdict", "settles"), [("corroborated", True), ("contradicted", False)])
def test_a_second_opinion_settles_when_it_says_the_same(verdict, settles):
    assert place(Round(first()), COLM, verdict) == Placed(Stage.SECOND, settles, answers=1)


def test_a_lead_settles_a_dispute_whatever_they_sign():
    assert place(Round(first(), second()), LENA, "single_source", lead=True).settles


@pytest.mark.parametrize(
    ("now", "reviewer", "lead", "sentence"),
    [
        (Round(first()), ROSA, False, "Somebody else gives the second"),
        (Round(first()), ROSA, True, "Somebody else gives the second"),  # no role stands above this
        (Round(first(), took_back=frozenset({COLM})), COLM, False, "took a second opinion back"),
        (Round(first(), second()), IVO, False, "A lead settles it"),
        (Round(first(), second()), COLM, True, "Another lead"),
        (Round(first(), second()), ROSA, True, "Another lead"),
    ],
)
def test_nobody_gives_two_opinions_in_one_round(now, reviewer, lead, sentence):
    with pytest.raises(NotYoursError, match=sentence):
        place(now, reviewer, lead=lead)


def test_who_took_a_second_opinion_back_is_known_to_the_round():
    assert read_round([first(), second(withdrawn=True)], EVIDENCE).took_back == {COLM}


@pytest.mark.parametrize(
    ("verdict", "proposed", "note", "stage", "asked"),
    [
        ("corroborated", "corroborated", "", Stage.SOLE, ""),  # the proposal's reasons explain it
        ("contradicted", "single_source", "", Stage.SOLE, "You sign contradicted where single-source was proposed."),
        ("contradicted", "single_source", " \n", Stage.FIRST, "Say in the note why."),
        ("contradicted", "single_source", "the mayor", Stage.SOLE, ""),
        ("corroborated", "insufficient", "", Stage.SECOND, "where insufficient was proposed"),
        ("corroborated", "corroborated", "", Stage.ADJUDICATION, "two reviewers disagreed"),  # always explained
    ],
)
def test_a_note_is_asked_for_where_the_proposal_does_not_explain_the_verdict(verdict, proposed, note, stage, asked):
    said = describe_missing_note(verdict, proposed, note, stage)
    assert asked in said and bool(asked) == bool(said)
