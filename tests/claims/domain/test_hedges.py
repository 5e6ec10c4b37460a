import pytest

from claims.domain.hedges import find_hedges, is_negated, strip_hearsay


@pytest.mark.parametrize(
    ("sentence", "hedges"),
    [
        ("The mayor has reportedly left the alleged thief a note.", ("reportedly", "alleged")),
        ("The port may close and could stay shut.", ("may", "could")),
        ("The ferry line is considering a sale.", ("is considering",)),
        ("The strike is expected to end.", ("is expected to",)),
        ("The quay closed in May.", ()),
        ("The quay closed.", ()),
    ],
)
def test_it_finds_hedges(sentence, hedges):
    assert find_hedges(sentence) == hedges


@pytest.mark.parametrize(
    "sentence",
    [
        "The port was not closed.",
        "No ship has left the port.",
        "The ministry denied that the port was closed.",
        "The crane didn't fall.",
        "Neither crane fell.",
        "The captain never answered.",
    ],
)
def test_it_sees_a_negated_statement(sentence):
    assert is_negated(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A strike has not been ruled out.",
        "The strike hit not only the port but the railway.",
        "While there were no deaths, 12 sailors were hurt.",
        "The letter, from an office that was not named, reached the port.",
        "The union will strike if the port does not pay.",
        "The union wants talks, not a strike.",
        "The captain said “no” and left.",
        "The port closed no later than Monday.",
    ],
)
def test_it_is_not_misled_by_negatives_beside_the_statement(sentence):
    assert not is_negated(sentence)


def test_it_reads_negation_inside_direct_speech_when_asked():
    assert is_negated("“We never closed the port”", quoted=True)


def test_it_strips_hearsay_and_keeps_the_rest():
    assert strip_hearsay("The crane, reportedly, fell.") == "The crane fell."
