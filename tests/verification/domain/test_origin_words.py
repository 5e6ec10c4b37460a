"""What people say of origins stands above the machine's."""

from __future__ import annotations

from tests.verification.domain.making import MONDAY, TUESDAY, cite, make_statement
from verification.domain.evidence import freeze_evidence
from verification.domain.evidence_changes import describe_change
from verification.domain.independence import fold_origins
from verification.domain.origin_words import OriginWord, Relation, find_contradiction, keep_standing
from verification.domain.types import Stance, StanceJudgement, Verdict
from verification.domain.verdict import propose_verdict


def share(a: int, b: int) -> OriginWord:
    return OriginWord(Relation.SHARE, a, b, "", "rosa")


def apart(a: int, b: int) -> OriginWord:
    return OriginWord(Relation.APART, a, b, "", "rosa")


def comes_from(a: int, name: str) -> OriginWord:
    return OriginWord(Relation.FROM, a, 0, name, "rosa")


ALBA = make_statement(1, source="Alba")
BOREA = make_statement(2, source="Borea", published_at=TUESDAY)
COPY = make_statement(2, source="Borea", copy_of=1, published_at=TUESDAY)


def count_origins(statements, *words) -> int:
    return len({origin.key for origin in fold_origins(statements, words=words).values()})


def test_two_mentions_said_to_share_an_origin_do():
    origins = fold_origins([ALBA, BOREA], words=[share(1, 2)])
    assert origins[1].key == origins[2].key
    assert origins[2].reason == "shares its origin with Alba, says rosa"


def test_all_that_has_the_origin_of_either_comes_along():
    statements = [ALBA, BOREA, make_statement(3, source="Cima", copy_of=2)]
    assert count_origins(statements) == 2
    assert count_origins(statements, share(1, 2)) == 1


def test_a_copy_said_to_be_independent_is():
    origins = fold_origins([ALBA, COPY], words=[apart(1, 2)])
    assert origins[1].key == "outlet:alba" != origins[2].key
    assert origins[2].known
    assert origins[2].reason == "is independent of Alba, says rosa"


def test_the_word_of_a_person_counts_in_the_verdict_even_under_one_owner():
    statements = [
        make_statement(1, source="Alba", owner="Norte"),
        make_statement(2, source="Borea", owner="Norte", published_at=TUESDAY),
    ]
    stances = {n: StanceJudgement(Stance.SUPPORTS, "") for n in (1, 2)}
    verdicts = [
        propose_verdict(statements, fold_origins(statements, words=words), stances, []).verdict
        for words in ([], [apart(1, 2)])
    ]
    assert verdicts == [Verdict.SINGLE_SOURCE, Verdict.CORROBORATED]


def test_a_mention_said_to_come_from_an_outlet_joins_that_outlets_own_report():
    origins = fold_origins([ALBA, make_statement(2, source="Borea", copy_of=1), make_statement(3, source="The Mirror")],
                           words=[comes_from(2, "the mirror")])  # fmt: skip
    assert origins[2].key == origins[3].key == "outlet:mirror" != origins[1].key
    assert origins[2].reason == "comes from the mirror, says rosa"


def test_a_mention_said_to_come_from_an_agency_joins_all_that_carry_its_marker():
    assert count_origins([make_statement(1, agency="AP"), BOREA], comes_from(2, "Associated Press")) == 1


def test_what_comes_from_an_unknown_place_is_an_origin_of_that_name():
    origins = fold_origins([make_statement(1, source=""), BOREA], words=[comes_from(1, "a press release of the port")])
    assert origins[1].label == "a press release of the port"
    assert origins[1].known


def test_a_word_that_is_said_stays_when_the_machine_changes_its_mind():
    assert count_origins([ALBA, BOREA], apart(1, 2)) == count_origins([ALBA, COPY], apart(1, 2)) == 2


def test_the_later_of_two_words_on_one_pair_stands():
    assert keep_standing([share(1, 2), apart(2, 1)]) == (apart(2, 1),)
    assert count_origins([ALBA, COPY], share(1, 2), apart(2, 1)) == 2


def test_words_on_mentions_of_other_claims_change_nothing():
    assert fold_origins([ALBA, BOREA], words=[share(1, 77)]) == fold_origins([ALBA, BOREA])


def test_what_was_said_to_share_its_origin_leaves_together():
    statements = [ALBA, COPY, make_statement(3, source="Cima", copy_of=1, published_at=TUESDAY)]
    origins = fold_origins(statements, words=[share(2, 3), apart(1, 2)])
    assert origins[2].key == origins[3].key != origins[1].key
    assert origins[3].reason == "is independent of Alba, as is Borea, whose origin it shares, says rosa"


def test_a_chain_of_shared_origins_forbids_to_call_its_ends_independent():
    standing = [share(1, 2), share(2, 3)]
    assert set(find_contradiction(apart(3, 1), standing)) == set(standing)


def test_a_word_that_would_close_such_a_chain_is_refused_too():
    assert set(find_contradiction(share(2, 3), [share(1, 2), apart(1, 3)])) == {share(1, 2), apart(1, 3)}


def test_a_word_on_the_same_pair_replaces_and_contradicts_nothing():
    assert find_contradiction(apart(1, 2), [share(1, 2)]) == ()


def test_a_word_on_a_place_contradicts_nothing():
    assert find_contradiction(comes_from(1, "AP"), [apart(1, 2)]) == ()


def freeze(*words: OriginWord, published_at=MONDAY):
    told = [make_statement(1, source="Alba", claimant=cite("The Mirror"), published_at=published_at), BOREA]
    stances = {statement.id: StanceJudgement(Stance.SUPPORTS, "") for statement in told}
    return freeze_evidence(told, fold_origins(told, words=words), stances, [], "1", 1, words=words)


def test_a_change_of_evidence_names_the_correction():
    assert "correction: rosa says that Borea and Alba share an origin" in describe_change(freeze(), freeze(share(1, 2)))


def test_a_correction_taken_back_is_named_too():
    changes = describe_change(freeze(comes_from(2, "EFE")), freeze())
    assert "correction taken back: rosa says that Borea has it from EFE" in changes
