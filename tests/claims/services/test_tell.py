"""Phrases of the domain, told in the reader's language."""

import json
from datetime import date

import pytest
from django.utils import translation

from claims.domain.phrases import Phrase, list_names, pack_phrase, phrase, phrase_count, unpack_phrase
from claims.services.tell import begin_sentence, tell


@pytest.fixture
def spanish():
    with translation.override("es"):
        yield


def test_a_sentence_begins_with_a_capital_and_an_address_stays_as_it_is():
    assert begin_sentence("the page is gone") == "The page is gone"
    assert begin_sentence("https://selm.example/a is gone") == "https://selm.example/a is gone"


def test_in_english_a_phrase_is_told_as_it_was_made():
    with translation.override("en"):
        assert tell(phrase_count("{n} outlet", "{n} outlets", 3)) == "3 outlets"


def test_template_number_list_and_day_are_told_in_spanish(spanish):
    assert tell(phrase_count("{n} outlet", "{n} outlets", 1)) == "1 medio"
    assert tell(phrase("{names} support it.", names=list_names(["AP", "Heraldo"]))) == "AP y Heraldo la respaldan."
    told = tell(phrase("{outlet} withdrew it on {day}.", outlet="El Diario", day=date(2027, 3, 4)))
    assert told == "El Diario lo retiró el 4 de marzo de 2027."


def test_a_phrase_inside_a_phrase_is_told_too(spanish):
    reason = phrase("copies {outlet}'s article (text reuse)", outlet="Origin")
    told = tell(phrase("{outlet} {reason}.", outlet="Queue", reason=reason))
    assert told == "Queue copia el artículo de Origin (reutilización de texto)."


def test_names_stay_as_they_are_even_where_they_are_words_of_ours(spanish):
    assert tell(phrase("{names} support it.", names=list_names(["Queue", "Source"]))).startswith("Queue y Source")


def test_a_bare_sentence_is_told_where_the_catalogue_knows_it_whole(spanish):
    assert tell("says the same") == "dice lo mismo"


def test_a_sentence_that_no_catalogue_knows_stays_as_it_was_recorded(spanish):
    assert tell(phrase("{name} sang on the roof.", name="Ana")) == "Ana sang on the roof."


def test_a_phrase_that_lacks_a_value_of_its_template_stays_english(spanish):
    assert tell(Phrase("3 outlets", "{n} outlet", {"other": 3}, "{n} outlets", 3)) == "3 outlets"


def test_words_inside_a_sentence_are_told_after_they_were_stored_too(spanish):
    told = phrase("new {kind} conflict: {first} / {second}", kind=phrase("number"), first="12", second="number")
    assert tell(unpack_phrase(json.loads(json.dumps(pack_phrase(told))))) == "conflicto nuevo de cifra: 12 / number"
