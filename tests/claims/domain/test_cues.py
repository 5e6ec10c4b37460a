import re
import string
import sys

import pytest

from claims.domain.cues import compile_cues, fold_case

CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1)]


def test_every_letter_folds_to_the_ascii_letter_that_a_pattern_without_case_takes_it_for():
    taken_for = {c: c.casefold() for c in CHARACTERS if re.fullmatch("[a-z]", c, re.IGNORECASE)}
    folded = {c: fold_case(c) for c in CHARACTERS}
    assert {c for c in CHARACTERS if folded[c] in string.ascii_lowercase} == set(taken_for)
    assert all(re.fullmatch(folded[c], c, re.IGNORECASE) for c in taken_for)


def test_a_folded_text_has_its_length_and_its_words():
    assert all(len(fold_case(c)) == 1 for c in CHARACTERS)
    assert all((c.isalnum(), c.isspace()) == (f.isalnum(), f.isspace()) for c in CHARACTERS for f in [fold_case(c)])


def test_cues_are_found_in_any_case_and_where_they_stand():
    cue = compile_cues(r"\b(?:plans?|might)\b")
    text = "İt MIGHT be, he planned; Plans"
    assert [text[slice(*found.span())] for found in cue.finditer(text)] == ["MIGHT", "Plans"]
    assert cue.search(text, 10).group() == "plans"
    assert cue.search(text, 10, len(text) - 5) is None
    assert cue.match(text, 3).span() == (3, 8)


def test_cues_are_written_in_small_letters():
    with pytest.raises(ValueError, match="small letters"):
        compile_cues(r"\b(?P<first>Monday)\b")
