from __future__ import annotations

from claims.domain.types import ClaimantKind
from tests.verification.domain.making import (
    MONDAY,
    TUESDAY,
    cite,
    count_soldiers,
    list_origin_keys,
    make_statement,
)
from verification.domain.independence import fold_origins


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
    found = list_origin_keys(make_statement(1, claimant=cite("The Mirror")), make_statement(2, claimant=cite("Mirror")))
    assert found == ["outlet:mirror", "outlet:mirror"]


def test_it_takes_an_outlet_that_names_itself_for_its_own_reporting():
    origins = fold_origins([make_statement(1, source="NBC News", claimant=cite("NBC"))])
    assert origins[1].reason == "tells it in its own name"


def test_it_folds_two_outlets_that_cite_each_other():
    found = list_origin_keys(
        make_statement(1, source="A", claimant=cite("B")), make_statement(2, source="B", claimant=cite("A"))
    )
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
    found = list_origin_keys(
        make_statement(1, claimant=cite("Safety Alert", document, via="Evening Post")),
        make_statement(2, claimant=cite("safety alert", document)),
        make_statement(3, source="Evening Post"),
    )
    assert len(set(found)) == 1


def test_it_takes_unnamed_sources_for_their_outlets_own_reporting():
    found = list_origin_keys(make_statement(1, source="A", claimant=cite("officials", ClaimantKind.UNNAMED)))
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
    found = list_origin_keys(
        count_soldiers(1, "10,000", "10000", source="El Diario", agency="AP"),
        count_soldiers(2, "15,000", "15000", source="El Diario"),
    )
    assert found == ["agency:ap", "outlet:el diario"]


def test_it_keeps_two_persons_of_one_last_name_apart():
    person = ClaimantKind.PERSON
    found = list_origin_keys(
        make_statement(1, claimant=cite("Marta Reyes", person)), make_statement(2, claimant=cite("Juan Reyes", person))
    )
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
    found = list_origin_keys(*(make_statement(n, source=a, claimant=cite(b)) for n, (a, b) in enumerate(ring)))
    assert set(found) == {"outlet:alba"}


def test_what_a_person_told_an_outlet_is_that_outlets_report_wherever_she_is_quoted():
    found = list_origin_keys(
        make_statement(1, source="Alba", claimant=cite("Marta Reyes", ClaimantKind.PERSON, via="The Mirror")),
        make_statement(2, source="Borea", claimant=cite("The Mirror")),
        make_statement(3, source="Cima", claimant=cite("Marta Reyes", ClaimantKind.PERSON)),
    )
    assert set(found) == {"outlet:mirror"}


def test_the_document_that_a_body_speaks_through_is_no_outlet():
    through = cite("harbour office", ClaimantKind.BODY, via="summary of the call")
    assert list_origin_keys(make_statement(1, claimant=through)) == ["document:summary of the call"]
