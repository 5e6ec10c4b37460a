from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verification.domain.making import TUESDAY, cite, count_soldiers, make_statement
from verification.domain.conflicts import find_conflicts
from verification.domain.evidence import digest_evidence, freeze_evidence
from verification.domain.evidence_changes import UNNAMED, describe_change
from verification.domain.independence import fold_origins
from verification.domain.stance import judge_stances

DIARIO = count_soldiers(1, "10,000", "10000", source="El Diario")
HERALDO = count_soldiers(2, "15,000", "15000", source="Heraldo")
NOBODY = count_soldiers(3, "10,000", "10000", source="")


def freeze(*statements, policy="1"):
    conflicts = find_conflicts(statements)
    canonical = min(statements, key=lambda s: (s.source, s.quote)).id
    stances = judge_stances(statements, conflicts, canonical)
    return freeze_evidence(statements, fold_origins(statements), stances, conflicts, policy, canonical)


def renumber(statements, ids):
    """The same statements as rows of another database."""
    articles = {s.article: ids[s.id] + 1000 for s in statements}
    return [
        dataclasses.replace(
            s,
            id=ids[s.id],
            article=articles[s.article],
            copy_of=None if s.copy_of is None else articles.get(s.copy_of, s.copy_of),
        )
        for s in statements
    ]


def test_it_survives_json():
    frozen = freeze(DIARIO, HERALDO, NOBODY)
    thawed = json.loads(json.dumps(frozen))
    assert thawed == frozen
    assert digest_evidence(thawed) == digest_evidence(frozen)


def test_it_keeps_all_that_the_page_shows():
    frozen = freeze(DIARIO, HERALDO)
    heraldo = next(s for s in frozen["statements"] if s["source"] == "Heraldo")
    assert heraldo["quote"] == HERALDO.quote
    assert heraldo["stance"] == "refutes"
    assert heraldo["stance_reason"] == "says 15,000 where the claim says 10,000 (number)"
    assert heraldo["origin_reason"] == "tells it in its own name"
    assert heraldo["ids"] == {"mention": 2, "article": 2, "article_sha256": ""}
    (conflict,) = frozen["conflicts"]
    assert {side["value"] for side in conflict["sides"]} == {"10,000", "15,000"}


def test_a_digest_is_64_hex_digits():
    assert len(bytes.fromhex(digest_evidence(freeze(DIARIO)))) == 32


def test_a_digest_does_not_depend_on_row_numbers():
    told = [DIARIO, HERALDO, NOBODY, make_statement(4, source="Frontera", copy_of=1)]
    other_rows = renumber(told, {1: 70, 2: 8, 3: 9, 4: 5})
    assert digest_evidence(freeze(*other_rows)) == digest_evidence(freeze(*told))


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "Something else"},
        {"retracted": True},
        {"source": "La Voz"},
        {"published_at": TUESDAY},
        {"claimant": cite("The Mirror")},
        {"agency": "AP"},
        {"negated": True},
        {"quantities": ()},
        {"owner": "Grupo Norte"},
    ],
)
def test_a_digest_changes_with_whatever_the_verdict_rests_on(changed):
    assert digest_evidence(freeze(DIARIO, dataclasses.replace(HERALDO, **changed))) != digest_evidence(
        freeze(DIARIO, HERALDO)
    )


def test_a_digest_changes_with_the_rules():
    assert digest_evidence(freeze(DIARIO, policy="2")) != digest_evidence(freeze(DIARIO, policy="1"))


def test_it_refuses_a_statement_without_stance():
    with pytest.raises(ValueError, match="cannot be frozen"):
        freeze_evidence([DIARIO], fold_origins([DIARIO]), {}, [], "1", DIARIO.id)


def test_nothing_changed_is_no_words():
    assert describe_change(freeze(DIARIO, HERALDO), freeze(HERALDO, DIARIO)) == ()


def test_it_tells_of_new_origins_and_mentions():
    change = describe_change(freeze(DIARIO), freeze(DIARIO, make_statement(5, DIARIO.quote, source="Frontera")))
    assert change == ("+1 origin: Frontera", "+1 mention")


def test_it_tells_of_mentions_that_are_gone():
    more = make_statement(5, DIARIO.quote, source="Frontera")
    assert describe_change(freeze(DIARIO, more), freeze(DIARIO)) == ("−1 origin: Frontera", "−1 mention")


def test_it_tells_of_a_withdrawal():
    change = describe_change(freeze(DIARIO, NOBODY), freeze(DIARIO, dataclasses.replace(NOBODY, retracted=True)))
    assert change == ("1 mention withdrawn",)


def test_it_tells_of_a_new_conflict_once_however_many_repeat_it():
    again = dataclasses.replace(HERALDO, id=6, article=6, source="La Voz")
    change = describe_change(freeze(DIARIO), freeze(DIARIO, HERALDO, again))
    assert change[-1] == "new number conflict: 10,000 / 15,000"
    assert sum("conflict" in words for words in change) == 1


def test_it_tells_of_a_conflict_that_is_gone():
    assert "number conflict: 10,000 / 15,000 no longer found" in describe_change(
        freeze(DIARIO, HERALDO), freeze(DIARIO)
    )


def test_it_tells_of_what_time_explains_apart_from_conflicts():
    quote = "The ministry will now send {} soldiers to the northern valley"
    later = count_soldiers(7, "15,000", "15000", quote=quote, source="La Voz", published_at=TUESDAY)
    told = "new difference that time explains: 10,000 / 15,000"
    assert told in describe_change(freeze(DIARIO), freeze(DIARIO, later))
    gone = "difference that time explains: 10,000 / 15,000 no longer found"
    assert gone in describe_change(freeze(DIARIO, later), freeze(DIARIO))


def test_it_tells_of_an_origin_found_to_be_another():
    change = describe_change(freeze(DIARIO), freeze(dataclasses.replace(DIARIO, agency="AP")))
    assert "El Diario: origin El Diario → AP" in change


def test_it_tells_of_another_grade():
    graded = dataclasses.replace(HERALDO, grade="C")
    assert describe_change(freeze(HERALDO), freeze(graded)) == ("Heraldo was re-graded: no grade → C",)


def test_evidence_frozen_before_grades_were_kept_is_no_change_of_grade():
    old = freeze(HERALDO)
    for statement in old["statements"]:
        del statement["grade"]
    assert "re-graded" not in " ".join(describe_change(old, freeze(HERALDO)))


def test_it_tells_of_a_new_owner():
    bought = dataclasses.replace(HERALDO, owner="Harbour Group")
    assert "owner of Heraldo: unknown → Harbour Group" in describe_change(
        freeze(DIARIO, HERALDO), freeze(DIARIO, bought)
    )


def test_it_tells_of_another_wording_of_the_claim():
    origins, stances = fold_origins([DIARIO, HERALDO]), judge_stances([DIARIO, HERALDO], (), DIARIO.id)
    old, new = (freeze_evidence([DIARIO, HERALDO], origins, stances, (), "1", id) for id in (DIARIO.id, HERALDO.id))
    assert describe_change(old, new) == (f"the claim is now worded “{HERALDO.text}”",)


@pytest.mark.parametrize("changed", [{"hedges": ("about",)}, {"negated": True}])
def test_a_change_that_has_no_words_of_its_own_is_still_told(changed):
    origins, stances = fold_origins([DIARIO]), judge_stances([DIARIO], (), DIARIO.id)
    read = dataclasses.replace(DIARIO, **changed)
    old, new = (freeze_evidence([one], origins, stances, (), "1", DIARIO.id) for one in (DIARIO, read))
    assert describe_change(old, new) == (UNNAMED,)


def test_an_edit_elsewhere_in_the_article_is_recorded_and_changes_no_digest():
    edited = dataclasses.replace(DIARIO, article_sha256="f" * 64)
    assert digest_evidence(freeze(edited)) == digest_evidence(freeze(DIARIO))
    assert freeze(edited)["statements"][0]["ids"]["article_sha256"] == "f" * 64


def test_it_tells_of_other_rules():
    assert describe_change(freeze(DIARIO, policy="1"), freeze(DIARIO, policy="2")) == ("other rules: 1 → 2",)


fields = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["", "El Diario", "Heraldo"]),
        "copy_of": st.sampled_from([None, None, 1, 2]),
        "negated": st.booleans(),
    }
)


@settings(max_examples=100, deadline=None)
@given(st.lists(fields, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_frozen_form_is_the_same_in_any_order(values, random):
    told = [make_statement(id, **value) for id, value in enumerate(values)]
    shuffled = list(told)
    random.shuffle(shuffled)
    conflicts = find_conflicts(told)
    stances, origins = judge_stances(told, conflicts, 0), fold_origins(told)
    assert freeze_evidence(shuffled, origins, stances, conflicts, "1", 0) == freeze_evidence(
        told, origins, stances, conflicts, "1", 0
    )
