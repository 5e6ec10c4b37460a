import pytest

from claims.domain.debris import find_debris, is_debris, measure_prefix
from claims.domain.sentences import split_lines


@pytest.mark.parametrize(
    "line",
    [
        "<![CDATA[ports]]><![CDATA[harbour]]>Featured",
        "Source link",
        "Related Posts",
        "3 of 411",
        "Image showing a crane over the old quay. For illustration.",
        "Credit: Harbour Press, Stockhouse",
        "Photo by Lena Ortiz",
        "By Lena Ortiz and Tom Adeyemi",
        "date 2024-05-06 Published by Lena Ortiz Verified by 6 de mayo, 2024",
        "Read more: what the port strike means",
        "Sign up for our newsletter and never miss a ship.",
        "Share this",
        "We use cookies to make this site better.",
        "© 2024 Harbour Herald. All rights reserved.",
        "Facebook",
        "12 Comments",
        "March 4, 2024",
        "https://harbour.example/story",
        "***",
    ],
)
def test_it_recognises_debris(line):
    assert is_debris(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reading rooms in Orrin closed on Monday.",
        "By Monday, 20 ships had left the port.",
        "Share prices of the ferry line fell 5 percent.",
        "Credit unions lent 3 million euros to fishermen.",
        "Facebook removed 40 accounts, the company said.",
        "Photographs of the wreck were found in the archive.",
        "Published figures show that exports fell.",
        "Subscribers of the ferry line paid twice.",
    ],
)
def test_it_leaves_statements_alone(line):
    assert not is_debris(line)


def test_it_returns_only_the_debris_lines():
    text = "The quay burned.\nRelated Posts\nTwo cranes fell."
    assert [text[span.start : span.end] for span in find_debris(text, split_lines(text))] == ["Related Posts"]


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("- Two cranes fell.", "Two cranes fell."),
        ("• Two cranes fell.", "Two cranes fell."),
        ("2. Two cranes fell.", "Two cranes fell."),
        ("ORRIN, May 6 (Reuters) - Two cranes fell.", "Two cranes fell."),
        ("ORRIN (AP) — Two cranes fell.", "Two cranes fell."),
        ("Two cranes fell.", "Two cranes fell."),
    ],
)
def test_it_measures_bullets_and_datelines(sentence, rest):
    assert sentence[measure_prefix(sentence) :] == rest
