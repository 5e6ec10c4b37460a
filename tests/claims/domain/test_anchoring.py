"""What becomes of a quote in the next text: found, edited, absent, or back again."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.anchoring import Fate, Placed, anchor_statements, is_same_text

DAM = "The dam failed at night."
NOT_DAM = "The dam did not fail at night."
FERRY = "The ferry carried 300 passengers to Selm."
FERRY_LESS = "The ferry carried 280 passengers to Selm."
STORKS = "Forty storks were counted in Tarn."


def place(text, *quotes, kind="sentence", absent=False):
    placed, at = [], 0
    for quote in quotes:
        start = text.find(quote, at)
        at = start + len(quote)
        placed.append(Placed(start, at, kind, quote, absent))
    return placed


def anchor(old, new, before, after):
    return anchor_statements(old, new, place(old, *before), place(new, *after))


def fates(old, new, before, after):
    return [one.fate for one in anchor(old, new, before, after)]


def test_a_quote_is_found_wherever_it_now_stands():
    (one,) = anchor(DAM, f"{STORKS} {DAM}", [DAM], [STORKS, DAM])
    assert (one.fate, one.start, one.found) == (Fate.KEPT, len(STORKS) + 1, 1)


def test_a_quote_that_is_no_statement_any_more_still_stands_there():
    (one,) = anchor(DAM, f"Yes. {DAM}", [DAM], [])
    assert (one.fate, one.start, one.found) == (Fate.KEPT, 5, None)


def test_an_edited_quote_is_found_in_its_new_form():
    (one,) = anchor(FERRY, FERRY_LESS, [FERRY], [FERRY_LESS])
    assert (one.fate, one.found) == (Fate.EDITED, 0)


def test_a_denial_is_an_edit():
    assert fates(DAM, NOT_DAM, [DAM], [NOT_DAM]) == [Fate.EDITED]


def test_words_added_to_a_quote_are_an_edit():
    grown = "Officials said the dam failed at night. It was old."
    quote = "the dam failed at night"
    old = "Officials said the dam failed at night."
    (one,) = anchor_statements(old, grown, place(old, quote), place(grown, "Officials said the dam failed at night."))
    assert one.fate is Fate.EDITED


def test_a_quote_that_is_gone_is_absent():
    assert fates(DAM, STORKS, [DAM], [STORKS]) == [Fate.ABSENT]


def test_two_equally_near_forms_are_not_guessed_between():
    new = "The ferry carried 280 passengers to Selm. The ferry carried 290 passengers to Selm."
    after = ["The ferry carried 280 passengers to Selm.", "The ferry carried 290 passengers to Selm."]
    assert fates(FERRY, new, [FERRY], after) == [Fate.ABSENT]


def test_of_equal_quotes_the_surroundings_decide():
    old = f"At dawn. {DAM} Nobody slept. At noon. {DAM} All ran."
    new = f"At noon. {DAM} All ran. At dawn. {DAM} Nobody slept."
    first, second = anchor(old, new, [DAM, DAM], [DAM, DAM])
    assert (first.start, second.start) == (new.rindex(DAM), new.index(DAM))


def test_no_place_is_given_twice():
    old, new = f"{DAM} {DAM}", DAM
    assert sorted(fates(old, new, [DAM, DAM], [DAM])) == [Fate.ABSENT, Fate.KEPT]


def test_a_clause_never_becomes_a_sentence():
    placed = place(FERRY, FERRY, kind="clause")
    assert anchor_statements(FERRY, FERRY_LESS, placed, place(FERRY_LESS, FERRY_LESS))[0].fate is Fate.ABSENT


def test_what_was_absent_comes_back_word_by_word_only():
    gone = [Placed(0, len(FERRY), "sentence", FERRY, absent=True)]
    assert anchor_statements(STORKS, FERRY, gone, place(FERRY, FERRY))[0].fate is Fate.RESTORED
    assert anchor_statements(STORKS, FERRY_LESS, gone, place(FERRY_LESS, FERRY_LESS))[0].fate is Fate.ABSENT


def test_other_marks_and_spaces_are_the_same_words():
    old = "The mayor's aide called it 'a mistake' - twice."
    new = "One.\n\nThe mayor’s aide  called it ‘a mistake’ – twice."
    (one,) = anchor(old, new, [old], [])
    assert (one.fate, new[one.start : one.end]) == (Fate.KEPT, "The mayor’s aide  called it ‘a mistake’ – twice.")
    assert is_same_text("a  b\u200b “c”\n", 'a b "c"') and not is_same_text("a b", "a c")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([DAM, NOT_DAM, FERRY, FERRY_LESS, STORKS]), max_size=8), st.randoms())
def test_anchors_never_share_a_place_and_always_quote_the_text(quotes, random):
    shuffled = random.sample(quotes, len(quotes))
    old, new = " ".join(quotes), " ".join(shuffled)
    anchors = anchor(old, new, quotes, shuffled)
    spans = [(one.start, one.end) for one in anchors]
    assert len(set(spans)) == len(spans)
    assert all(one.fate is Fate.KEPT and new[one.start : one.end] == q for one, q in zip(anchors, quotes, strict=True))


def test_a_quarter_of_a_megabyte_is_anchored_in_bounded_time():
    quotes = [
        f"In the year {n} the council of town {n} closed {n} schools and opened {n + 7} more." for n in range(3_000)
    ]
    changed = [quote.replace("closed", "shut") if n % 30 == 0 else quote for n, quote in enumerate(quotes)]
    old, new = " ".join(quotes), " ".join(changed)
    began = time.process_time()
    found = fates(old, new, quotes, changed)
    assert time.process_time() - began < 10
    assert found.count(Fate.KEPT) == 2_900
