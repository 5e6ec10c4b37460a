"""A phrase is its English sentence, and remembers how it was made."""

import copy
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.phrases import (
    Phrase,
    list_names,
    pack_phrase,
    phrase,
    phrase_count,
    run_on,
    unpack_phrase,
)

NAMES = st.text(max_size=20)


def make_sentence(who: str = "Ana", day: date = date(2027, 3, 4)) -> Phrase:
    told = phrase("{names} say {value}", names=list_names([who, "Bo", "Cy"]), value="{12}")
    return phrase(
        "{told} since {day}; {counts}.", told=told, day=day, counts=run_on([phrase_count("{n} a", "{n} as", 2)], "; ")
    )


def test_it_is_the_finished_sentence():
    assert make_sentence() == "Ana, Bo and Cy say {12} since 4 March 2027; 2 as."


def test_one_name_stands_alone_and_two_are_joined():
    assert phrase("{names}", names=list_names(["Ana"])) == "Ana"
    assert phrase("{names}", names=list_names(["Ana", "Bo"])) == "Ana and Bo"


def test_the_number_decides_the_form():
    assert phrase_count("{n} outlet", "{n} outlets", 1) == "1 outlet"
    assert phrase_count("{n} outlet", "{n} outlets", 0) == "0 outlets"


def test_braces_in_a_name_are_no_placeholders():
    assert phrase("{name} says so.", name="{0} {name} {") == "{0} {name} { says so."


def test_a_sentence_without_values_is_stored_bare():
    assert pack_phrase(phrase("says the same")) == "says the same"


def test_what_was_stored_before_parts_were_kept_is_read_as_it_is():
    assert unpack_phrase("2 outlets, 1 origin.") == "2 outlets, 1 origin."


def test_an_error_gives_the_phrase_back_with_its_parts():
    told = str(ValueError(make_sentence()))
    assert isinstance(told, Phrase) and told.template == "{told} since {day}; {counts}."


def test_a_copy_keeps_the_parts():
    assert copy.deepcopy(make_sentence()).values["day"] == date(2027, 3, 4)


@given(who=NAMES, day=st.dates())
def test_packing_loses_nothing(who, day):
    told = make_sentence(who, day)
    back = unpack_phrase(json.loads(json.dumps(pack_phrase(told))))
    assert (back, back.template, back.values) == (told, told.template, told.values)
