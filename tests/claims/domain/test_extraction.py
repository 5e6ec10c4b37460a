import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.extraction import LONGEST_STATEMENT, extract_mentions
from claims.domain.types import AUTHOR, Claimant, ClaimantKind

ARTICLE = """<![CDATA[ports]]>Featured

Two Cranes Fall at Orrin

By Lena Ortiz

ORRIN (AP) — Two cranes fell at the port of Orrin on Monday, the Ministry of Ports said. Was it the wind?
The plan to reuse them would be a terrible mistake. Don't go near the quay.

According to a report by The Lantern Post, the port has reportedly dismissed 1.200 dock workers since March.

• The port handled 4,000 ships in 2021.
Read more
Source link
1 of 12
"""
PUBLISHED = date(2024, 5, 9)


def list_quotes(text, **options):
    return [mention.quote for mention in extract_mentions(text, **options).mentions]


def test_it_keeps_the_statements_of_an_article_and_nothing_else():
    assert list_quotes(ARTICLE) == [
        "Two cranes fell at the port of Orrin on Monday, the Ministry of Ports said.",
        "According to a report by The Lantern Post, the port has reportedly dismissed 1.200 dock workers since March.",
        "The port handled 4,000 ships in 2021.",
    ]


def test_it_quotes_the_article_exactly():
    for mention in extract_mentions(ARTICLE).mentions:
        assert ARTICLE[mention.start : mention.end] == mention.quote


def test_it_tells_why_a_sentence_was_passed_over():
    reasons = {ARTICLE[span.start : span.end]: reason for span, reason in extract_mentions(ARTICLE).passed_over}
    assert reasons["Two Cranes Fall at Orrin"] == "heading or fragment"
    assert reasons["Was it the wind?"] == "question"
    assert reasons["Don't go near the quay."] == "command"
    assert reasons["The plan to reuse them would be a terrible mistake."] == "opinion"


def test_it_lists_what_it_cut_as_debris():
    cut = [ARTICLE[span.start : span.end] for span in extract_mentions(ARTICLE).debris]
    assert cut == ["<![CDATA[ports]]>Featured", "By Lena Ortiz", "Read more", "Source link", "1 of 12"]


def test_it_fills_in_everything_that_a_mention_carries():
    mention = extract_mentions(ARTICLE, published=PUBLISHED).mentions[1]
    assert mention.claimant == Claimant("The Lantern Post", ClaimantKind.OUTLET)
    assert mention.text == "The port has dismissed 1.200 dock workers since March."
    assert mention.hedges == ("reportedly",)
    assert [(found.low, found.counted) for found in mention.quantities] == [(1200, "dock workers")]
    assert [found.earliest for found in mention.dates] == [date(2024, 3, 1)]
    assert not mention.negated


def test_it_places_quantities_and_dates_inside_the_quote():
    mention = extract_mentions(ARTICLE).mentions[2]
    found = mention.quantities[0]
    assert mention.quote[found.start : found.end] == "4,000"


def test_it_does_not_count_the_speakers():
    (mention,) = extract_mentions("The port dismissed 40 dock workers, six officials said on Monday.").mentions
    assert [found.low for found in mention.quantities] == [40]


def test_it_keeps_a_quotation_of_several_sentences_with_its_speaker():
    text = "“The crane fell at Orrin. It killed two dock workers,” Tom Adeyemi said."
    (mention,) = extract_mentions(text).mentions
    assert mention.quote == text
    assert mention.claimant == Claimant("Tom Adeyemi", ClaimantKind.PERSON, direct=True)


def test_it_takes_an_outlet_that_names_itself_for_the_article():
    text = "CNN reported that the port of Orrin dismissed 40 dock workers."
    assert extract_mentions(text, source="CNN").mentions[0].claimant == AUTHOR


def test_it_marks_a_denial():
    (mention,) = extract_mentions("The Ministry of Ports denied that 40 dock workers were dismissed.").mentions
    assert mention.negated


def test_it_returns_fewer_mentions_at_a_higher_threshold():
    assert len(list_quotes(ARTICLE, threshold=1.0)) == 0


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_it_refuses_a_threshold_that_is_no_score(threshold):
    with pytest.raises(ValueError, match="between 0 and 1"):
        extract_mentions("The port closed.", threshold=threshold)


def test_it_passes_over_a_sentence_without_end():
    extraction = extract_mentions("The port of Orrin lost 20 ships and " * 1500 + ".")
    assert extraction.mentions == ()
    assert extraction.passed_over[0][1] == f"longer than {LONGEST_STATEMENT} characters"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\x00\x01\x02",
        "\u202eThe port closed.\u202c",
        "😀😀😀",
        "\ud800 The port of Orrin lost 20 ships.",
        "The port\x00 of Orrin lost 20 ships on Monday.",
        "“" * 500,
    ],
)
def test_it_survives_hostile_characters(text):
    for mention in extract_mentions(text).mentions:
        assert text[mention.start : mention.end] == mention.quote


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said 20 people left " * 1600 + ".",
        "a" * 1_000_000,
        "\n" * 1_000_000,
        '"' * 50_000,
        "he said, " * 6_000,
        "7" * 50_000,
        "a, b and " * 6_000,
    ],
)
def test_it_is_done_with_shapeless_text_within_a_second(text):
    started = time.perf_counter()
    extract_mentions(text)
    assert time.perf_counter() - started < 1


NAMES = [
    "The port of Orrin",
    " Lena Ortiz ",
    " CNN ",
    " he ",
    " the memo ",
    " Monday ",
    " May 5 ",
    " 10.000 ",
]
VERBS = [
    " said",
    " that ",
    " told ",
    " reports",
    " according to ",
    " lost 20 ships",
    ", who left, ",
    " citing ",
]
MARKS = [
    ", ",
    ". ",
    "“",
    "”",
    '"',
    ": ",
    "?",
    "—",
    "…",
    "😀",
    "• ",
    "<![CDATA[",
    "'s",
    "\ud800",
    "\n",
    "\x00",
]
PIECES = st.sampled_from(NAMES + VERBS + MARKS)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(alphabet=st.characters(), max_size=400), st.lists(PIECES, max_size=60).map("".join)))
def test_every_quote_is_its_span_and_no_two_overlap(text):
    end = 0
    for mention in extract_mentions(text, published=PUBLISHED, threshold=0.0).mentions:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.quote
        end = mention.end
