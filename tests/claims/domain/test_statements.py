"""Statements inside statements, with the parses of the real pipeline."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.adapters.parser import load_parser
from claims.domain.extraction import extract_mentions
from claims.domain.types import AUTHOR, ClaimantKind, StatementKind

PARSE = load_parser().parse


def read(text, **options):
    return extract_mentions(text, parse=PARSE, **options).mentions


def list_inside(text):
    return [mention.text for mention in read(text) if mention.kind is not StatementKind.SENTENCE]


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [
        (
            "Lena Ortiz, the founder of the Orrin Harbour Union, led the march on Monday.",
            "Lena Ortiz is the founder of the Orrin Harbour Union.",
        ),
        (
            "Gangs like the Tarn Brigade, led by Milo Vance, sell stolen engines in Orrin.",
            "The Tarn Brigade is led by Milo Vance.",
        ),
        (
            "Traders closed their shops in Orrin, following Governor Ada Brandt's designation of "
            "the Tarn Brigade as a criminal organization.",
            "Governor Ada Brandt designated the Tarn Brigade as a criminal organization.",
        ),
        (
            "Kestria hopes to avoid new burdens on its farmers, such as the proposed 30% tariffs on Kestrian apples.",
            "30% tariffs on Kestrian apples were proposed.",
        ),
        (
            "After Governor Ada Brandt closed the port of Orrin, 300 dock workers marched to the town hall of Tarn.",
            "Governor Ada Brandt closed the port of Orrin.",
        ),
        (
            "The port of Orrin dismissed 40 dock workers in May, and the Ministry of Ports sold two of its cranes.",
            "The Ministry of Ports sold two of its cranes.",
        ),
        (
            "The Tarn Brigade, which burned 60 cars in Orrin in 2021, has lost its leader.",
            "The Tarn Brigade burned 60 cars in Orrin in 2021.",
        ),
        (
            "Two cranes fell at the port of Orrin on Monday, killing three workers of the Tarn Shipping Company.",
            "Two cranes killed three workers of the Tarn Shipping Company.",
        ),
    ],
    ids=["apposition", "participle", "nominal", "example", "subordinate", "coordinated", "relative", "result"],
)
def test_it_finds_the_statement_inside_and_keeps_the_main_one(sentence, inside):
    mentions = read(sentence)
    assert mentions[0].quote == sentence
    assert inside in [mention.text for mention in mentions[1:]]


def test_it_quotes_a_statement_inside_a_sentence_verbatim():
    text = "It rained. Lena Ortiz, the founder of the Orrin Harbour Union, led the march on Monday."
    (_, inside) = read(text)
    assert text[inside.start : inside.end] == inside.quote == "Lena Ortiz, the founder of the Orrin Harbour Union"


def test_the_main_statement_does_not_repeat_what_became_a_mention():
    main = read("Lena Ortiz, the founder of the Orrin Harbour Union, led the march through Tarn on Monday.")[0]
    assert main.text == "Lena Ortiz led the march through Tarn on Monday."


def test_a_number_belongs_to_the_statement_that_gives_it():
    text = "The port of Orrin dismissed 40 dock workers in May, and the Ministry of Ports sold 2 cranes to Tarn."
    main, inside = read(text)
    assert [found.low for found in main.quantities] == [40]
    assert [found.low for found in inside.quantities] == [2]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Kestrian army is considering strikes on the Tarn Brigade in Orrin, six officials said.",
        "If Governor Ada Brandt closes the port of Orrin, 300 dock workers will lose their jobs.",
        "The Tarn council called for the arrest of Milo Vance by the Kestrian police on Friday.",
        "The Kestrian police denied the arrest of Milo Vance in Orrin on Friday.",
        "The union will end its strike in Orrin after the Ministry of Ports signs the contract with Tarn.",
        "Ada Brandt resigned before the Kestrian police could search the port of Orrin in March 2021.",
        "Did 300 dock workers march after Governor Ada Brandt closed the port of Orrin?",
        "The council discussed the possible closure of the port of Orrin by the Kestrian army on Monday.",
    ],
    ids=["considered", "condition", "demand", "denial", "future", "before", "question", "possible"],
)
def test_it_never_tells_as_fact_what_was_only_imagined(sentence):
    assert list_inside(sentence) == []


def test_a_reported_clause_keeps_its_claimant():
    text = (
        "The Lantern Post reports that the port of Orrin dismissed 40 dock workers in May, "
        "and that the Ministry of Ports sold two cranes to Tarn."
    )
    assert {mention.claimant.name for mention in read(text)} == {"The Lantern Post"}


def test_what_describes_the_speaker_is_the_articles_own_voice():
    text = "Lena Ortiz, the founder of the Orrin Harbour Union, said that the port dismissed 40 dock workers in May."
    main, inside = read(text)
    assert (main.claimant.name, main.claimant.kind) == ("Lena Ortiz", ClaimantKind.PERSON)
    assert inside.claimant == AUTHOR


def test_a_clause_with_a_speaker_of_its_own_is_that_speakers():
    text = (
        "300 dock workers marched in Orrin after the Ministry of Ports said that 40 workers had been dismissed in Tarn."
    )
    inside = [mention for mention in read(text) if mention.kind is StatementKind.CLAUSE]
    assert [(mention.claimant.name, mention.text) for mention in inside] == [
        ("Ministry of Ports", "40 workers had been dismissed in Tarn.")
    ]


def test_hearsay_stays_a_hedge_of_the_clause_it_stands_in():
    text = "The port of Orrin closed on Monday, and the Ministry of Ports has reportedly dismissed 40 dock workers."
    main, inside = read(text)
    assert main.hedges == ()
    assert inside.hedges == ("reportedly",)


def test_a_negated_clause_stays_negated():
    text = (
        "The port of Orrin dismissed 40 dock workers in May, but the Ministry of Ports did not sell its cranes in Tarn."
    )
    main, inside = read(text)
    assert (main.negated, inside.negated) == (False, True)


def test_a_clause_that_is_nearly_the_whole_sentence_is_no_second_mention():
    assert len(read("Still, although Tarn closed the port of Orrin on Monday.")) <= 1


def test_an_opening_pronoun_is_replaced_in_the_claim_text_and_never_in_the_quote():
    text = "Lena Ortiz led the march in Orrin. She was arrested in 2019 by the Kestrian police."
    mention = read(text)[-1]
    assert mention.quote == "She was arrested in 2019 by the Kestrian police."
    assert mention.text == "Lena Ortiz was arrested in 2019 by the Kestrian police."
    assert mention.open_pronoun == ""


def test_a_pronoun_that_could_mean_two_people_stays_and_is_marked():
    text = "Milo Vance met Tom Adeyemi in Orrin. He was arrested in 2019 by the Kestrian police."
    mention = read(text)[-1]
    assert mention.text == mention.quote
    assert mention.open_pronoun == "he"


def test_a_pronoun_is_not_given_to_a_name_when_somebody_unnamed_stands_nearer():
    text = "Lena Ortiz led the march in Orrin. The transport minister stayed in Tarn. She was arrested in 2019."
    assert read(text)[-1].open_pronoun == "she"


def test_he_said_is_the_named_speaker_and_reported_speech_is_told_from_direct():
    text = (
        "Milo Vance said the port dismissed 40 workers on Friday. “The port lost 20 ships in Orrin in March,” he said."
    )
    reported, direct = read(text)
    assert {reported.claimant.name, direct.claimant.name} == {"Milo Vance"}
    assert (reported.claimant.direct, direct.claimant.direct) == (False, True)


def test_two_mentions_never_have_the_same_span():
    text = "After Lena Ortiz, the founder of the Orrin Union, left Tarn, the port closed, killing two trades. " * 3
    spans = [(mention.start, mention.end) for mention in read(text)]
    assert len(spans) == len(set(spans))


PIECES = "Lena Ortiz , the founder of Tarn and who which led by Orrin “ ” ' ( ) said closed 40 workers not if . ? 😀"
WORDS = st.sampled_from(PIECES.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_quote_is_what_the_text_says_at_its_place(text):
    for mention in read(text, threshold=0.0):
        assert text[mention.start : mention.end] == mention.quote
        assert mention.text


@pytest.mark.parametrize(
    "text", ["", "Port", "😀 😀", "Порт 港.", "\x00\x07.", "The port of Orrin lost 20 ships, and " * 1400]
)
def test_bad_input_gives_no_statement_and_no_error(text):
    assert read(text) == ()
