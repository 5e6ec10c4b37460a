import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.sentences import LONGEST_PIECE, split_lines, split_sentences


def read_sentences(text):
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Okafor of the U.S. Coast Guard found 10.000 crates.",
        "Output rose 1.5 percent at plant No. 5.",
        "Dr. Nadia Brandt met Gen. Wu at 5 p.m. ET.",
        'The clerk said: "We open at nine. We close at five."',
        "“It leaked. It burned. Then it sank,” the skipper said.",
    ],
)
def test_it_keeps_one_sentence_whole(sentence):
    assert read_sentences(sentence) == [sentence]


def test_it_separates_sentences_of_one_line():
    assert read_sentences("The dam broke. Nobody died! Why?") == ["The dam broke.", "Nobody died!", "Why?"]


def test_it_cuts_after_an_ellipsis():
    assert read_sentences("They waited… Then the lights failed.") == [
        "They waited…",
        "Then the lights failed.",
    ]


def test_it_lets_a_line_break_separate_a_headline_from_its_story():
    assert read_sentences("Dam breaks at Orrin\nThe dam broke.") == ["Dam breaks at Orrin", "The dam broke."]


def test_it_joins_a_hard_wrapped_line():
    text = "The harbour office of the northern district has closed two\nof its five quays. A third stays open."
    assert read_sentences(text)[0].endswith("of its five quays.")


def test_it_does_not_join_list_items():
    assert read_sentences("- bread\n- water") == ["- bread", "- water"]


def test_it_counts_code_points_beyond_the_basic_plane():
    text = "😀😀 The dam broke. The road closed."
    assert read_sentences(text)[1] == "The road closed."


def test_it_puts_a_sentence_longer_than_a_piece_together_again():
    sentence = "word " * LONGEST_PIECE + "end."
    assert read_sentences(sentence) == [sentence]


def test_it_finds_no_line_in_white_space():
    assert split_lines(" \n\t\r\n\u2028 ") == ()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300))
def test_it_returns_trimmed_spans_in_order_for_any_text(text):
    end = 0
    for span in split_sentences(text):
        assert end <= span.start < span.end <= len(text)
        quote = text[span.start : span.end]
        assert quote == quote.strip()
        end = span.end


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["The dam broke.", "“No", "way.”", "\n", "e.g.", "…", "Dr.", " ", "x", "😀"]),
        max_size=40,
    )
)
def test_it_loses_no_visible_character(parts):
    text = " ".join(parts)
    kept = "".join(text[span.start : span.end] for span in split_sentences(text))
    assert "".join(kept.split()) == "".join(text.split())
