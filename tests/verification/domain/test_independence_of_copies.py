from __future__ import annotations

from tests.verification.domain.making import count_soldiers, list_origin_keys, make_statement
from verification.domain.independence import fold_origins


def test_it_folds_a_near_copy_with_what_it_copies():
    origins = fold_origins([make_statement(1, source="El Diario"), make_statement(2, source="Frontera", copy_of=1)])
    assert origins[2].key == origins[1].key == "outlet:el diario"
    assert origins[2].reason == "copies El Diario's article (text reuse)"


def test_it_folds_copies_of_copies():
    found = list_origin_keys(make_statement(1), make_statement(2, copy_of=1), make_statement(3, copy_of=2))
    assert len(set(found)) == 1


def test_it_folds_two_copies_of_a_text_that_does_not_tell_this_claim():
    origins = fold_origins([make_statement(1, source="A", copy_of=99), make_statement(2, source="B", copy_of=99)])
    assert origins[1].key == origins[2].key
    assert origins[1].label == "a text shared by A and B"
    assert origins[1].known


def test_it_ends_when_two_articles_each_copy_the_other():
    assert len(set(list_origin_keys(make_statement(1, copy_of=2), make_statement(2, copy_of=1)))) == 1


def test_it_takes_an_article_that_copies_itself_for_an_original():
    assert list_origin_keys(make_statement(1, source="Heraldo", copy_of=1)) == ["outlet:heraldo"]


def test_it_folds_a_copy_whose_source_is_unknown_into_a_known_origin():
    origins = fold_origins([make_statement(1, source="Heraldo"), make_statement(2, source="", copy_of=1)])
    assert origins[2].key == "outlet:heraldo"
    assert origins[2].known


def test_a_copy_under_another_agencys_marker_does_not_make_the_two_agencies_one():
    found = list_origin_keys(
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


def test_a_copy_that_changed_the_number_is_no_copy_in_that_claim():
    told = [
        count_soldiers(1, "10,000", "10000", source="AP"),
        count_soldiers(2, "15,000", "15000", source="Frontera", copy_of=1),
    ]
    origins = fold_origins(told)
    assert origins[1].key != origins[2].key
    assert origins[2].reason == "copies AP but says something else here"
