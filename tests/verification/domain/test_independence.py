from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.types import ClaimantKind
from tests.verification.domain.making import MONDAY, TUESDAY, cite, count_soldiers, make_statement
from verification.domain.independence import fold_origins


def keys(*statements):
    return [origin.key for origin in fold_origins(statements).values()]


def test_it_counts_two_outlets_that_speak_for_themselves_as_two_origins():
    origins = fold_origins([make_statement(1, source="El Diario"), make_statement(2, source="Heraldo")])
    assert [origins[1].key, origins[2].key] == ["outlet:el diario", "outlet:heraldo"]
    assert origins[1].known and origins[1].label == "El Diario"
    assert origins[1].reason == "tells it in its own name"


def test_it_folds_several_articles_of_one_outlet():
    assert len(set(keys(make_statement(1, source="Heraldo"), make_statement(2, source="The  heraldo")))) == 1


def test_it_folds_all_that_carry_one_agency_marker_with_the_agency_itself():
    statements = [make_statement(n, agency="Reuters") for n in (1, 2, 3)] + [make_statement(4, source="Reuters")]
    origins = fold_origins(statements)
    assert {origin.key for origin in origins.values()} == {"agency:reuters"}
    assert origins[1].reason == "carries the Reuters marker, as do 2 others"


def test_it_knows_an_agency_by_any_of_its_names():
    found = keys(make_statement(1, agency="AP"), make_statement(2, source="The Associated Press"))
    assert found == ["agency:ap", "agency:ap"]


def test_it_keeps_two_agencies_apart_although_one_outlet_carries_both():
    found = keys(
        make_statement(1, source="El Diario", agency="AP"),
        make_statement(2, source="El Diario", agency="Reuters", article=3),
    )
    assert found == ["agency:ap", "agency:reuters"]


def test_it_folds_a_near_copy_with_what_it_copies():
    origins = fold_origins([make_statement(1, source="El Diario"), make_statement(2, source="Frontera", copy_of=1)])
    assert origins[2].key == origins[1].key == "outlet:el diario"
    assert origins[2].reason == "copies El Diario's article (text reuse)"


def test_it_folds_copies_of_copies():
    found = keys(make_statement(1), make_statement(2, copy_of=1), make_statement(3, copy_of=2))
    assert len(set(found)) == 1


def test_it_folds_two_copies_of_a_text_that_does_not_tell_this_claim():
    origins = fold_origins([make_statement(1, source="A", copy_of=99), make_statement(2, source="B", copy_of=99)])
    assert origins[1].key == origins[2].key
    assert origins[1].label == "a text shared by A and B"
    assert origins[1].known


def test_it_ends_when_two_articles_each_copy_the_other():
    assert len(set(keys(make_statement(1, copy_of=2), make_statement(2, copy_of=1)))) == 1


def test_it_takes_an_article_that_copies_itself_for_an_original():
    assert keys(make_statement(1, source="Heraldo", copy_of=1)) == ["outlet:heraldo"]


def test_it_folds_a_copy_whose_source_is_unknown_into_a_known_origin():
    origins = fold_origins([make_statement(1, source="Heraldo"), make_statement(2, source="", copy_of=1)])
    assert origins[2].key == "outlet:heraldo"
    assert origins[2].known


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
    assert keys(make_statement(1, source="Heraldo", owner="Grupo Norte")) == ["outlet:heraldo"]


def test_it_folds_everything_that_one_report_is_cited_for_with_that_report():
    origins = fold_origins(
        [
            make_statement(1, source="The Mirror"),
            make_statement(2, source="El Diario", claimant=cite("the mirror")),
            make_statement(3, source="Heraldo", claimant=cite("sources", ClaimantKind.UNNAMED, via="Mirror")),
        ]
    )
    assert len({origin.key for origin in origins.values()}) == 1
    assert origins[2].label == "The Mirror"
    assert origins[3].reason == "reports what The Mirror reported"


def test_it_folds_a_cited_report_even_when_its_own_article_is_absent():
    found = keys(make_statement(1, claimant=cite("The Mirror")), make_statement(2, claimant=cite("Mirror")))
    assert found == ["outlet:mirror", "outlet:mirror"]


def test_it_takes_an_outlet_that_names_itself_for_its_own_reporting():
    origins = fold_origins([make_statement(1, source="NBC News", claimant=cite("NBC"))])
    assert origins[1].reason == "tells it in its own name"


def test_it_folds_two_outlets_that_cite_each_other():
    found = keys(make_statement(1, source="A", claimant=cite("B")), make_statement(2, source="B", claimant=cite("A")))
    assert len(set(found)) == 1


def test_it_follows_a_citation_to_the_report_behind_it():
    origins = fold_origins(
        [
            make_statement(1, source="Heraldo", claimant=cite("El Diario")),
            make_statement(2, source="El Diario", claimant=cite("The Mirror")),
        ]
    )
    assert {origin.label for origin in origins.values()} == {"The Mirror"}


def test_it_takes_one_named_person_for_one_origin_however_many_outlets_were_there():
    person = ClaimantKind.PERSON
    origins = fold_origins(
        [
            make_statement(1, claimant=cite("Marta Reyes", person)),
            make_statement(2, claimant=cite("Reyes", person)),
        ]
    )
    assert {origin.key for origin in origins.values()} == {"person:marta reyes"}
    assert origins[2].reason == "passes on what Marta Reyes said"


def test_it_names_a_body_in_a_sentence_with_its_article():
    origins = fold_origins([make_statement(1, claimant=cite("defence ministry", ClaimantKind.BODY))])
    assert origins[1].label == "the defence ministry"
    assert origins[1].reason == "passes on what the defence ministry said"


def test_it_folds_a_document_with_the_outlet_that_published_it():
    document = ClaimantKind.DOCUMENT
    found = keys(
        make_statement(1, claimant=cite("Safety Alert", document, via="Evening Post")),
        make_statement(2, claimant=cite("safety alert", document)),
        make_statement(3, source="Evening Post"),
    )
    assert len(set(found)) == 1


def test_it_takes_unnamed_sources_for_their_outlets_own_reporting():
    found = keys(make_statement(1, source="A", claimant=cite("officials", ClaimantKind.UNNAMED)))
    assert found == ["outlet:a"]


def test_it_takes_an_outlets_own_words_from_what_the_outlet_passes_on():
    origins = fold_origins(
        [
            count_soldiers(1, "10,000", "10000", source="El Diario", agency="AP"),
            count_soldiers(2, "10,000", "10000", source="El Diario"),
        ]
    )
    assert origins[2].key == "agency:ap"
    assert origins[2].reason == "adds its own words, but passes on AP in this claim too"


def test_it_keeps_an_outlets_own_words_apart_when_they_disagree_with_what_it_passes_on():
    found = keys(
        count_soldiers(1, "10,000", "10000", source="El Diario", agency="AP"),
        count_soldiers(2, "15,000", "15000", source="El Diario"),
    )
    assert found == ["agency:ap", "outlet:el diario"]


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


def test_it_keeps_two_persons_of_one_last_name_apart():
    person = ClaimantKind.PERSON
    found = keys(
        make_statement(1, claimant=cite("Marta Reyes", person)), make_statement(2, claimant=cite("Juan Reyes", person))
    )
    assert len(set(found)) == 2


def test_it_knows_an_outlet_by_its_site():
    for site, name in (("nbcnews.com", "NBC"), ("www.nypost.com", "New York Post"), ("elheraldo.com.mx", "El Heraldo")):
        found = keys(make_statement(1, source=name), make_statement(2, source="Frontera", claimant=cite(site)))
        assert len(set(found)) == 1, site


def test_it_does_not_take_an_outlet_for_another_whose_site_only_begins_alike():
    found = keys(make_statement(1, source="Harbour Post"), make_statement(2, source="harbourtimes.com"))
    assert len(set(found)) == 2


def test_it_resolves_reports_in_a_circle_to_the_one_that_told_it_first():
    origins = fold_origins(
        [
            make_statement(1, source="Alba", claimant=cite("Borea"), published_at=TUESDAY),
            make_statement(2, source="Borea", claimant=cite("Alba"), published_at=MONDAY),
        ]
    )
    assert {origin.label for origin in origins.values()} == {"Borea"}
    assert origins[1].reason == "cites Borea in a circle of reports, which Borea began"
    assert origins[2].reason == "told it first; it cites Alba, which cites it back"


def test_a_circle_of_three_is_one_origin():
    ring = (("Alba", "Borea"), ("Borea", "Cima"), ("Cima", "Alba"))
    found = keys(*(make_statement(n, source=a, claimant=cite(b)) for n, (a, b) in enumerate(ring)))
    assert set(found) == {"outlet:alba"}


def test_what_a_person_told_an_outlet_is_that_outlets_report_wherever_she_is_quoted():
    found = keys(
        make_statement(1, source="Alba", claimant=cite("Marta Reyes", ClaimantKind.PERSON, via="The Mirror")),
        make_statement(2, source="Borea", claimant=cite("The Mirror")),
        make_statement(3, source="Cima", claimant=cite("Marta Reyes", ClaimantKind.PERSON)),
    )
    assert set(found) == {"outlet:mirror"}


def test_the_document_that_a_body_speaks_through_is_no_outlet():
    through = cite("harbour office", ClaimantKind.BODY, via="summary of the call")
    assert keys(make_statement(1, claimant=through)) == ["document:summary of the call"]


def test_a_copy_under_another_agencys_marker_does_not_make_the_two_agencies_one():
    found = keys(
        make_statement(1, source="Alba", agency="Reuters"),
        make_statement(2, source="Borea", agency="AP", copy_of=1),
        make_statement(3, source="Cima", agency="AP"),
    )
    assert found == ["agency:reuters", "agency:reuters", "agency:ap"]


def test_a_text_whose_copies_name_an_agency_is_that_agencys():
    origins = fold_origins(
        [make_statement(1, source="Alba"), make_statement(2, source="Borea", agency="EFE", copy_of=1)]
    )
    assert {origin.key for origin in origins.values()} == {"agency:efe"}
    assert origins[1].reason == "is copied by outlets that name EFE as the source of the text"


def test_it_says_when_only_a_passage_is_copied():
    origins = fold_origins(
        [make_statement(1, source="Alba"), make_statement(2, source="Borea", copy_of=1, copied_passage=True)]
    )
    assert origins[2].reason == "repeats a passage of Alba's article word for word (text reuse)"


def test_a_debunk_that_repeats_the_hoax_word_for_word_is_no_copy_of_it():
    told = [make_statement(1, source="Alba"), make_statement(2, source="Borea", copy_of=1)]
    origins = fold_origins(told, refuting={2})
    assert [origins[1].key, origins[2].key] == ["outlet:alba", "outlet:borea"]
    assert origins[2].reason == "repeats Alba's words to deny them, so it speaks for itself"


def test_two_copies_of_one_debunk_are_one_origin():
    told = [make_statement(1, source="Alba"), make_statement(2, source="Borea", copy_of=1)]
    assert len({origin.key for origin in fold_origins(told, refuting={1, 2}).values()}) == 1


def test_a_copy_that_puts_the_son_in_the_daughters_place_is_no_copy_in_that_claim():
    quote = "The consul left the harbour on the evening ferry with his wife and {}."
    told = [
        make_statement(1, quote.format("daughter"), source="Alba"),
        make_statement(2, quote.format("son"), source="Borea", copy_of=1),
    ]
    assert len({origin.key for origin in fold_origins(told).values()}) == 2


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


def test_a_copy_that_changed_the_number_is_no_copy_in_that_claim():
    told = [
        count_soldiers(1, "10,000", "10000", source="AP"),
        count_soldiers(2, "15,000", "15000", source="Frontera", copy_of=1),
    ]
    origins = fold_origins(told)
    assert origins[1].key != origins[2].key
    assert origins[2].reason == "copies AP but says something else here"
