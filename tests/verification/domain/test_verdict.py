"""The verdict rule as a truth table: a row is what is told, a comment what the row is about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.types import ClaimantKind
from tests.verification.domain.making import MONDAY, TUESDAY, cite, count_soldiers, make_statement
from verification.domain.conflicts import find_conflicts
from verification.domain.independence import fold_origins
from verification.domain.stance import judge_stances
from verification.domain.types import (
    ConflictType,
    FoundConflict,
    Origin,
    Stance,
    StanceJudgement,
    Verdict,
)
from verification.domain.verdict import propose_verdict

S, R, N = Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL
UNKNOWN = "?"

# A telling is (outlet, origin, stance), a fourth field "retracted" for one that was withdrawn; a conflict is
# (position, position, type). An outlet "" is unknown; an origin that starts with "?" is unknown.
ROWS = [
    # nobody says anything
    ([], [], Verdict.INSUFFICIENT, 0, 0),
    # one outlet says it
    ([("A", "a", S)], [], Verdict.SINGLE_SOURCE, 1, 1),
    # two outlets say it, each for itself
    ([("A", "a", S), ("B", "b", S)], [], Verdict.CORROBORATED, 2, 2),
    # two outlets, one origin: the second is a copy
    ([("A", "a", S), ("B", "a", S)], [], Verdict.SINGLE_SOURCE, 2, 1),
    # forty outlets, one origin
    ([(f"O{n}", "a", S) for n in range(40)], [], Verdict.SINGLE_SOURCE, 40, 1),
    # three outlets, two origins: a copy takes nothing away
    ([("A", "a", S), ("B", "a", S), ("C", "c", S)], [], Verdict.CORROBORATED, 3, 2),
    # two origins, but one outlet brings both: its word is all there is
    ([("A", "a", S), ("A", "b", S)], [], Verdict.SINGLE_SOURCE, 1, 2),
    # two outlets, of which one brings two origins and the other one of these: two disjoint pairs exist
    ([("A", "a", S), ("A", "b", S), ("B", "b", S)], [], Verdict.CORROBORATED, 2, 2),
    # an unknown source beside a known one adds nothing
    ([("A", "a", S), ("", "?1", S)], [], Verdict.SINGLE_SOURCE, 2, 1),
    # unknown sources alone are one origin at most
    ([("", "?1", S), ("", "?2", S), ("", "?3", S)], [], Verdict.SINGLE_SOURCE, 3, 1),
    # two known origins stay two beside an unknown one
    ([("A", "a", S), ("B", "b", S), ("", "?1", S)], [], Verdict.CORROBORATED, 3, 2),
    # another origin refutes it
    ([("A", "a", S), ("B", "b", R)], [], Verdict.CONTRADICTED, 2, 2),
    # one refutation outweighs any number that say it
    ([("A", "a", S), ("B", "b", S), ("C", "c", S), ("D", "d", R)], [], Verdict.CONTRADICTED, 4, 4),
    # an origin that says it both ways is no second witness
    ([("A", "a", S), ("B", "a", R)], [], Verdict.SINGLE_SOURCE, 2, 1),
    # ... but it contradicts another origin that says it
    ([("A", "a", S), ("B", "a", R), ("C", "c", S)], [], Verdict.CONTRADICTED, 3, 2),
    # an unknown source refutes: copies explain agreement, never disagreement
    ([("A", "a", S), ("", "?1", R)], [], Verdict.CONTRADICTED, 2, 1),
    # a refutation of what others only ask about
    ([("A", "a", N), ("B", "b", R)], [], Verdict.CONTRADICTED, 2, 1),
    # a refutation, and nobody else at all
    ([("A", "a", R)], [], Verdict.INSUFFICIENT, 1, 1),
    # nobody takes a position
    ([("A", "a", N), ("B", "b", N)], [], Verdict.INSUFFICIENT, 2, 0),
    # those who take no position add nothing
    ([("A", "a", S), ("B", "b", N)], [], Verdict.SINGLE_SOURCE, 2, 1),
    # a withdrawn support does not support
    ([("A", "a", S, "retracted"), ("B", "b", S)], [], Verdict.SINGLE_SOURCE, 1, 1),
    # an unknown source that cites somebody witnesses nothing: anybody may have pasted it
    ([("", "a", S), ("", "b", S)], [], Verdict.SINGLE_SOURCE, 2, 1),
    # ... nor beside a known outlet
    ([("A", "a", S), ("", "b", S)], [], Verdict.SINGLE_SOURCE, 2, 1),
    # the only support was withdrawn
    ([("A", "a", S, "retracted")], [], Verdict.INSUFFICIENT, 0, 0),
    # a withdrawn refutation does not refute
    ([("A", "a", S), ("B", "b", S), ("C", "c", R, "retracted")], [], Verdict.CORROBORATED, 2, 2),
    # what was withdrawn is refuted by another origin
    ([("A", "a", S, "retracted"), ("B", "b", R)], [], Verdict.CONTRADICTED, 1, 1),
    # ... and by its own origin: the outlet took it back
    ([("A", "a", S, "retracted"), ("A", "a", R)], [], Verdict.INSUFFICIENT, 1, 1),
    # a conflict between two origins that both support
    ([("A", "a", S), ("B", "b", S)], [(0, 1, ConflictType.NUMBER)], Verdict.CONTRADICTED, 2, 2),
    # a conflict inside one origin
    ([("A", "a", S), ("B", "a", S)], [(0, 1, ConflictType.NUMBER)], Verdict.SINGLE_SOURCE, 2, 1),
    # a difference that time explains
    ([("A", "a", S), ("B", "b", S)], [(0, 1, ConflictType.SUPERSEDED)], Verdict.CORROBORATED, 2, 2),
    # a conflict with one who takes no position
    ([("A", "a", S), ("B", "b", N)], [(0, 1, ConflictType.DATE)], Verdict.SINGLE_SOURCE, 2, 1),
    # a conflict with a withdrawn statement
    ([("A", "a", S), ("B", "b", S, "retracted")], [(0, 1, ConflictType.NUMBER)], Verdict.SINGLE_SOURCE, 1, 1),
    # a conflict between two unknown sources
    ([("", "?1", S), ("", "?2", S)], [(0, 1, ConflictType.NUMBER)], Verdict.CONTRADICTED, 2, 1),
]


def propose_table_row(tellings, conflicts):
    statements, origins, stances = [], {}, {}
    for id, (outlet, origin, stance, *more) in enumerate(tellings):
        statements.append(make_statement(id, source=outlet, retracted="retracted" in more))
        origins[id] = Origin(origin, origin.upper(), "tells it in its own name", not origin.startswith(UNKNOWN))
        stances[id] = StanceJudgement(stance, "denies it" if stance == R else "says so")
    found = [FoundConflict(type, a, b, "10", "15", 0, 2, 0, 2, "test", 1.0) for a, b, type in conflicts]
    return propose_verdict(statements, origins, stances, found)


@pytest.mark.parametrize(("tellings", "conflicts", "verdict", "outlets", "origins"), ROWS)
def test_it_proposes_as_the_table_says(tellings, conflicts, verdict, outlets, origins):
    proposal = propose_table_row(tellings, conflicts)
    assert (proposal.verdict, proposal.outlets, proposal.origins) == (verdict, outlets, origins)


def propose(*statements, canonical=1):
    """The whole way, from statements to a proposal."""
    conflicts = find_conflicts(statements)
    stances = judge_stances(statements, conflicts, canonical)
    return propose_verdict(statements, fold_origins(statements), stances, conflicts)


def test_it_names_who_says_which_number():
    proposal = propose(
        count_soldiers(1, "10,000", "10000", source="El Diario"),
        count_soldiers(2, "10,000", "10000", source="AP"),
        count_soldiers(3, "15,000", "15000", source="Heraldo"),
    )
    assert proposal.verdict == Verdict.CONTRADICTED
    assert proposal.reasons[0] == "AP and El Diario say 10,000; Heraldo says 15,000 (number)."
    assert proposal.reasons[-1] == "3 outlets, 3 origins."


def test_it_says_who_copies_whom():
    proposal = propose(make_statement(1, source="AP"), make_statement(2, source="Frontera", copy_of=1))
    assert proposal.verdict == Verdict.SINGLE_SOURCE
    assert "Only AP supports it: 1 origin in 2 outlets." in proposal.reasons
    assert "Frontera copies AP's article (text reuse)." in proposal.reasons
    assert proposal.reasons[-1] == "2 outlets, 1 origin."


def test_it_says_who_denies_it():
    proposal = propose(
        make_statement(1, "The mayor signed the harbour contract", source="El Diario"),
        make_statement(2, "The mayor did not sign the harbour contract", source="Heraldo", negated=True),
        make_statement(3, "The harbour contract story is a hoax", source="Frontera"),
    )
    assert "Frontera and Heraldo deny it." in proposal.reasons


def test_an_outlet_that_later_denies_its_own_word_withdrew_it():
    proposal = propose(
        make_statement(1, "The mayor signed the harbour contract", source="El Diario"),
        make_statement(
            2, "The mayor did not sign the harbour contract", source="El Diario", negated=True, published_at=TUESDAY
        ),
    )
    assert f"El Diario withdrew it on {TUESDAY.day} {TUESDAY:%B %Y}." in proposal.reasons
    assert "Only El Diario supported it before: 1 origin in 1 outlet." in proposal.reasons
    assert not any("denies it" in reason for reason in proposal.reasons)


def test_it_says_that_an_update_is_no_contradiction():
    later = "The number the ministry will send to the northern valley rose to {} soldiers"
    proposal = propose(
        count_soldiers(1, "10,000", "10000", source="El Diario", published_at=MONDAY),
        count_soldiers(2, "15,000", "15000", source="Heraldo", quote=later, published_at=TUESDAY),
    )
    assert proposal.verdict == Verdict.SINGLE_SOURCE
    assert proposal.reasons[0] == (
        "A later update, not a contradiction: El Diario says “10,000”, later Heraldo “15,000”."
    )


def test_it_says_who_withdrew():
    proposal = propose(make_statement(1, source="El Diario", retracted=True), make_statement(2, source="Heraldo"))
    assert "El Diario has withdrawn it, which no longer counts." in proposal.reasons


def test_it_says_who_takes_no_position_and_why():
    proposal = propose(make_statement(1), make_statement(2, "Did the river flood the old town?", source="Heraldo"))
    assert "Heraldo takes no position: only asks." in proposal.reasons


def test_it_says_when_nobody_takes_a_position():
    proposal = propose(make_statement(1, "Did the river flood the old town?"))
    assert proposal.verdict == Verdict.INSUFFICIENT
    assert "Nobody takes a position for it." in proposal.reasons


def test_it_says_that_unknown_sources_add_nothing():
    proposal = propose(make_statement(1, source="El Diario"), make_statement(2, source=""))
    assert "1 article of unknown source adds no independence." in proposal.reasons


def test_it_cuts_long_lists_of_names():
    told = [make_statement(n, source=f"Outlet {n:02}", agency="AP") for n in range(1, 41)]
    proposal = propose(*told)
    assert "Only AP supports it: 1 origin in 40 outlets." in proposal.reasons
    assert "35 more are folded in the same way." in proposal.reasons
    assert len(proposal.reasons) < 10


def test_it_sees_the_report_behind_two_outlets_as_one_origin():
    proposal = propose(
        make_statement(1, source="El Diario", claimant=cite("The Mirror")),
        make_statement(2, source="Heraldo", claimant=cite("Mirror")),
    )
    assert (proposal.verdict, proposal.outlets, proposal.origins) == (Verdict.SINGLE_SOURCE, 2, 1)


def test_it_refuses_a_statement_without_origin():
    with pytest.raises(ValueError, match="has no origin or no stance"):
        propose_verdict([make_statement(1)], {}, {}, [])


tellings = st.tuples(
    st.sampled_from(["A", "B", "C", ""]),
    st.sampled_from(["a", "b", "c", "?1", "?2"]),
    st.sampled_from([S, R, N]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(tellings, max_size=7))
def test_unknown_support_never_raises_a_verdict_to_corroborated(told):
    for origin in ("?9", "a", "d"):
        if propose_table_row([*told, ("", origin, S)], []).verdict == Verdict.CORROBORATED:
            assert propose_table_row(told, []).verdict == Verdict.CORROBORATED


@settings(max_examples=100, deadline=None)
@given(st.lists(tellings, max_size=7), st.randoms(use_true_random=False))
def test_it_proposes_the_same_in_any_order(told, random):
    order = list(told)
    random.shuffle(order)
    first, second = propose_table_row(told, []), propose_table_row(order, [])
    assert (first.verdict, first.outlets, first.origins) == (second.verdict, second.outlets, second.origins)


def test_two_outlets_of_one_owner_do_not_corroborate_by_quoting_different_people():
    mayor, union = cite("Ana Reyes", ClaimantKind.PERSON), cite("Tom Brown", ClaimantKind.PERSON)
    told = [
        make_statement(1, source="Selm Post", owner="Harbour Group", claimant=mayor),
        make_statement(2, source="Selm Echo", owner="Harbour Group", claimant=union),
    ]
    assert propose(*told).verdict == Verdict.SINGLE_SOURCE


def test_a_pasted_text_that_cites_a_paper_does_not_corroborate_another():
    told = [make_statement(1, source="El Diario"), make_statement(2, source="", claimant=cite("The Mirror"))]
    proposal = propose(*told)
    assert (proposal.verdict, proposal.origins) == (Verdict.SINGLE_SOURCE, 1)


def test_it_says_that_who_passes_a_report_on_is_unknown_itself():
    proposal = propose(make_statement(1, source="", claimant=cite("The Mirror")))
    assert any("but its own source is unknown" in reason for reason in proposal.reasons), proposal.reasons
