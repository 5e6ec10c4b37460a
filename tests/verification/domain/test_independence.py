from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.types import ClaimantKind
from tests.verification.domain.making import cite, list_origin_keys, make_statement
from verification.domain.independence import fold_origins


def test_it_counts_two_outlets_that_speak_for_themselves_as_two_origins():
    origins = fold_origins([make_statement(1, source="El Diario"), make_statement(2, source="Heraldo")])
    assert [origins[1].key, origins[2].key] == ["outlet:el diario", "outlet:heraldo"]
    assert origins[1].known and origins[1].label == "El Diario"
    assert origins[1].reason == "tells it in its own name"


def test_it_folds_several_articles_of_one_outlet():
    assert (
        len(set(list_origin_keys(make_statement(1, source="Heraldo"), make_statement(2, source="The  heraldo")))) == 1
    )


def test_it_folds_all_that_carry_one_agency_marker_with_the_agency_itself():
    statements = [make_statement(n, agency="Reuters") for n in (1, 2, 3)] + [make_statement(4, source="Reuters")]
    origins = fold_origins(statements)
    assert {origin.key for origin in origins.values()} == {"agency:reuters"}
    assert origins[1].reason == "carries the Reuters marker, as do 2 others"


def test_it_knows_an_agency_by_any_of_its_names():
    found = list_origin_keys(make_statement(1, agency="AP"), make_statement(2, source="The Associated Press"))
    assert found == ["agency:ap", "agency:ap"]


def test_it_keeps_two_agencies_apart_although_one_outlet_carries_both():
    found = list_origin_keys(
        make_statement(1, source="El Diario", agency="AP"),
        make_statement(2, source="El Diario", agency="Reuters", article=3),
    )
    assert found == ["agency:ap", "agency:reuters"]


def test_it_folds_outlets_of_one_owner():
    origins = fold_origins(
        [
            make_statement(1, source="A", owner="Grupo Norte"),
            make_statement(2, source="B", owner="grupo norte"),
        ]
    )
    assert {origin.key for origin in origins.values()} == {"owner:grupo norte"}
    assert origins[1].reason == "belongs to Grupo Norte, as does B"


def test_it_names_the_only_outlet_of_an_owner_by_its_own_name():
    assert list_origin_keys(make_statement(1, source="Heraldo", owner="Grupo Norte")) == ["outlet:heraldo"]


def test_it_marks_an_unknown_source_as_never_adding_independence():
    origins = fold_origins([make_statement(1, source="", article=17), make_statement(2, source="", article=18)])
    assert [origins[1].key, origins[2].key] == ["unknown:17", "unknown:18"]
    assert not origins[1].known


def test_it_knows_the_origin_of_an_unknown_source_that_says_whence_it_has_it():
    origins = fold_origins([make_statement(1, source="", claimant=cite("The Mirror"))])
    assert origins[1].known


def test_it_reads_a_name_of_nothing_but_signs_as_no_name():
    assert not fold_origins([make_statement(1, source="???")])[1].known


def test_it_refuses_two_statements_of_one_id():
    with pytest.raises(ValueError, match="same id"):
        fold_origins([make_statement(1), make_statement(1)])


def test_it_has_nothing_to_say_about_no_statements():
    assert fold_origins([]) == {}


def test_it_knows_an_outlet_by_its_site():
    for site, name in (("nbcnews.com", "NBC"), ("www.nypost.com", "New York Post"), ("elheraldo.com.mx", "El Heraldo")):
        found = list_origin_keys(
            make_statement(1, source=name), make_statement(2, source="Frontera", claimant=cite(site))
        )
        assert len(set(found)) == 1, site


def test_it_does_not_take_an_outlet_for_another_whose_site_only_begins_alike():
    found = list_origin_keys(make_statement(1, source="Harbour Post"), make_statement(2, source="harbourtimes.com"))
    assert len(set(found)) == 2


names = st.sampled_from(["", "El Diario", "Heraldo", "The Mirror", "Reuters", "Frontera"])
statements = st.builds(
    lambda source, owner, agency, copied, cited, kind, via, article: {
        "source": source,
        "owner": owner,
        "agency": agency,
        "copy_of": copied,
        "article": article,
        "claimant": cite(cited, kind, via or None),
    },
    names,
    st.sampled_from(["", "", "Grupo Norte", "Grupo Sur"]),
    st.sampled_from(["", "", "AP", "Reuters"]),
    st.sampled_from([None, None, None, 1, 2, 3, 40]),
    names,
    st.sampled_from(list(ClaimantKind)),
    names,
    st.integers(1, 6),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(statements, max_size=10), st.randoms(use_true_random=False))
def test_it_gives_the_same_origins_in_any_order(fields, random):
    given_statements = [make_statement(id, **values) for id, values in enumerate(fields)]
    shuffled = list(given_statements)
    random.shuffle(shuffled)
    assert fold_origins(shuffled) == fold_origins(given_statements)


@settings(max_examples=100, deadline=None)
@given(st.lists(statements, min_size=1, max_size=8))
def test_a_copy_of_a_statement_never_adds_a_known_origin(fields):
    told = [make_statement(id, **values) for id, values in enumerate(fields)]
    copy = dataclasses.replace(
        told[0], id=99, article=99, source="Copycat", agency="", owner="", copy_of=told[0].article
    )
    count = len({o.key for o in fold_origins(told).values() if o.known})
    with_copy = {o.key for o in fold_origins([*told, copy]).values() if o.known}
    unknown_before = not fold_origins(told)[0].known
    assert len(with_copy) <= count + unknown_before
