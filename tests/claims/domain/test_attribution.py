import pytest

from claims.domain.attribution import attribute_paragraphs
from claims.domain.types import AUTHOR, Claimant, ClaimantKind

OUTLET, PERSON, BODY = ClaimantKind.OUTLET, ClaimantKind.PERSON, ClaimantKind.BODY
DOCUMENT, UNNAMED = ClaimantKind.DOCUMENT, ClaimantKind.UNNAMED


def attribute(*sentences):
    return attribute_paragraphs([list(sentences)])[0]


@pytest.mark.parametrize(
    ("sentence", "claimant", "statement"),
    [
        ("CNN reported that the quay burned.", Claimant("CNN", OUTLET), "The quay burned."),
        ("The quay burned on Monday, CNN reported.", Claimant("CNN", OUTLET), "The quay burned on Monday."),
        ("For now, CNN reports, the quay is closed.", Claimant("CNN", OUTLET), "For now the quay is closed."),
        (
            "According to the Daily Courier, two cranes fell.",
            Claimant("Daily Courier", OUTLET),
            "Two cranes fell.",
        ),
        (
            "According to a report by The Lantern Post, two cranes fell.",
            Claimant("The Lantern Post", OUTLET),
            "Two cranes fell.",
        ),
        (
            "Danish Premier Lena Ortiz said that two cranes fell.",
            Claimant("Lena Ortiz", PERSON),
            "Two cranes fell.",
        ),
        (
            "Two cranes fell, harbour officials said.",
            Claimant("harbour officials", UNNAMED),
            "Two cranes fell.",
        ),
        ("Police said two men were held.", Claimant("Police", BODY), "Two men were held."),
        (
            "A spokeswoman for the Ministry of Ports said two cranes fell.",
            Claimant("Ministry of Ports", BODY),
            "Two cranes fell.",
        ),
        (
            "“Two cranes fell,” said Lena Ortiz, a clerk at the port.",
            Claimant("Lena Ortiz", PERSON, direct=True),
            "Two cranes fell.",
        ),
        (
            "“Two cranes fell,” Lena Ortiz told CNN.",
            Claimant("Lena Ortiz", PERSON, direct=True, via="CNN"),
            "Two cranes fell.",
        ),
        (
            "Another reporter—Lena Ortiz of Daily Courier—also claimed on Wave that two cranes fell.",
            Claimant("Lena Ortiz", PERSON, via="Daily Courier"),
            "Two cranes fell.",
        ),
        (
            "A secret letter obtained by the Daily Courier revealed that two cranes fell.",
            Claimant("secret letter", DOCUMENT, via="Daily Courier"),
            "Two cranes fell.",
        ),
    ],
)
def test_it_names_the_claimant_and_leaves_the_statement(sentence, claimant, statement):
    (found,) = attribute(sentence)
    assert (found.claimant, found.statement) == (claimant, statement)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two cranes fell on Monday.",
        "The captain told his crew to leave the ship.",
        "The ship is said to be lost.",
        "It was a call in which Lena Ortiz voiced concern.",
    ],
)
def test_it_leaves_unattributed_sentences_to_the_author(sentence):
    assert attribute(sentence)[0].claimant == AUTHOR


@pytest.mark.parametrize(
    ("speaker", "claimant"),
    [
        ("Lt. Col. Tom Adeyemi of the Danish Coast Guard", Claimant("Tom Adeyemi", PERSON)),
        ("Colonel Karim al-Ubari, commander of the port,", Claimant("Karim al-Ubari", PERSON)),
        ("The head of the union, Lena Ortiz,", Claimant("Lena Ortiz", PERSON)),
        ("BoatTech", Claimant("BoatTech", BODY)),
        ("A Lantern Post report", Claimant("Lantern Post", OUTLET)),
        ("CNN, citing two officials,", Claimant("two officials", UNNAMED, via="CNN")),
        ("The mayor", Claimant("mayor", UNNAMED)),
    ],
)
def test_it_tells_what_kind_of_speaker_it_is(speaker, claimant):
    assert attribute(f"{speaker} said that two cranes fell.")[0].claimant == claimant


def test_it_cuts_a_closing_frame_with_what_hangs_on_it():
    (found,) = attribute("Two cranes fell, CNN reported, citing two officials.")
    assert (found.claimant, found.statement) == (Claimant("CNN", OUTLET), "Two cranes fell.")


def test_it_keeps_a_denial_whole():
    (found,) = attribute("The Ministry of Ports denied that two cranes fell.")
    assert found.statement == "The Ministry of Ports denied that two cranes fell."


def test_it_resolves_a_surname_and_keeps_the_outlet():
    found = attribute(
        "The reporter Lena Ortiz of Daily Courier said that two cranes fell.",
        "Ortiz added that a third one leans.",
    )
    assert found[1].claimant == Claimant("Lena Ortiz", PERSON, via="Daily Courier")


def test_it_resolves_a_pronoun_to_the_last_speaker():
    found = attribute("Tom Adeyemi said that two cranes fell.", "He said a third one leans.")
    assert found[1].claimant.name == "Tom Adeyemi"


def test_it_does_not_guess_whom_a_pronoun_means():
    found = attribute("Tom Adeyemi met Karl Brandt in the port.", "He said a third crane leans.")
    assert found[1].claimant == Claimant("he", UNNAMED)


def test_it_credits_the_report_that_cites_a_person():
    found = attribute(
        "According to a report by The Lantern Post, two cranes fell.",
        "The report, citing engineer Lena Ortiz, further claimed that a third one leans.",
    )
    assert found[1].claimant == Claimant("Lena Ortiz", PERSON, via="The Lantern Post")


def test_it_knows_the_document_again():
    found = attribute(
        "A secret letter obtained by the Daily Courier revealed that two cranes fell.",
        'According to the letter, titled "Port Alert," a third one leans.',
        "The document also calls on crews to stay away.",
    )
    assert {attribution.claimant.via for attribution in found} == {"Daily Courier"}
    assert found[1].statement == "A third one leans."


def test_it_names_the_owner_of_a_summary():
    (found,) = attribute("The Ministry of Ports's summary of the talks emphasized safety on the quays.")
    assert found.claimant == Claimant("Ministry of Ports", BODY, via="summary of the talks")


def test_it_carries_an_outlet_through_the_paragraphs_it_introduces_and_stops_after_them():
    found = attribute_paragraphs(
        [
            ["For now, CNN reports, the port is calm:"],
            ["The quay is mined, three sources said."],
            ["Still, nobody has decided.", "Two ships are waiting, the sources said."],
            ["That seems a strange plan.", "The port has other worries."],
            ["The quay is wide, sailors said."],
        ]
    )
    assert found[1][0].claimant == Claimant("three sources", UNNAMED, via="CNN")
    assert found[2][0].claimant == Claimant("CNN", OUTLET)
    assert found[3][0].claimant == AUTHOR
    assert found[4][0].claimant.via is None


def test_it_credits_hearsay_between_two_sentences_of_one_outlet():
    found = attribute(
        "According to a report by The Lantern Post, two cranes fell.",
        "The port has reportedly been shut.",
        "The report, citing engineer Lena Ortiz, claimed that a third one leans.",
    )
    assert found[1].claimant == Claimant("The Lantern Post", OUTLET)
