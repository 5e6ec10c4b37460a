from __future__ import annotations

import time

from claims.domain.near_copies import hash_shingles
from claims.domain.passages import FEWEST_WORDS, Passage, find_reused, hash_passage
from claims.domain.types import Span

LIFTED = (
    "Divers found the second anchor of the ferry on Thursday night at a depth of forty metres, some two hundred "
    "metres east of the place where the hull had been located a week before."
)
OWN = (
    "On the quay at Marenda nobody spoke of anything else this morning. Our reporter met three of the families who "
    "wait behind the fence, and the harbour café gave them soup. The wind was too strong for the small boats, and the "
    "prosecutor has asked for patience. Schools stay shut until Monday, the council decided late in the evening. "
)
FIRST = "The search goes on. " + LIFTED + " The coast guard has sent two more ships to the bay of Marenda."


def reuse(text: str, statement: str, earlier: str = FIRST) -> dict[int, int]:
    start = text.index(statement)
    passage = Passage(1, hash_passage(text, Span(start, start + len(statement))))
    return find_reused([passage], [hash_shingles(earlier), hash_shingles(text)])


def test_it_finds_a_lifted_sentence_in_an_article_that_is_otherwise_its_own():
    assert reuse(OWN + LIFTED + " " + OWN.replace("Marenda", "Ostra"), LIFTED) == {0: 0}


def test_it_finds_it_with_a_few_words_changed():
    changed = LIFTED.replace("on Thursday night", "late on Thursday").replace("some two hundred", "about 200")
    assert reuse(OWN + changed, changed) == {0: 0}


def test_what_the_outlet_says_elsewhere_in_the_article_is_its_own():
    assert reuse(OWN + OWN.replace("soup", "bread") + LIFTED, "The wind was too strong for the small boats") == {}


def test_two_reports_of_one_event_in_words_of_their_own_are_no_copies():
    told = (
        "The ferry's other anchor has been found. It lay forty metres down, roughly 200 metres from the wreck, the "
        "divers' company said after Thursday's search, and it will be lifted as soon as the weather permits."
    )
    assert reuse(told, told) == {}


def test_speech_that_both_wrote_down_makes_no_copy():
    speech = "“We will look for every one of them until the sea is calm and the last cabin has been opened”"
    one = f"The prosecutor came at noon and left an hour later without questions. {speech}, he told the families."
    other = f"In Ostra the man in charge of the case spoke for two minutes in the rain. {speech}, he said to them."
    assert reuse(other, speech, one) == {}


def test_a_short_statement_alone_is_not_judged():
    text = "Police arrested a man on Monday."
    assert len(text.split()) < FEWEST_WORDS
    assert hash_passage(text, Span(0, len(text))) == frozenset()


def test_it_names_the_earliest_of_several():
    texts = [hash_shingles(FIRST), hash_shingles("Ostra. " + FIRST), hash_shingles(LIFTED)]
    passage = Passage(2, hash_passage(LIFTED, Span(0, len(LIFTED))))
    assert find_reused([passage], texts) == {0: 0}


def test_an_article_is_never_compared_with_a_later_one_or_itself():
    passage = Passage(0, hash_passage(FIRST, Span(0, len(FIRST))))
    assert find_reused([passage], [hash_shingles(FIRST), hash_shingles(FIRST)]) == {}


def test_it_answers_at_once_on_a_megabyte_of_quotation_marks():
    started = time.perf_counter()
    for filler in ('"', "“", "« ", "a" * 50 + " "):
        hash_passage(filler * (1_000_000 // len(filler)), Span(500_000, 500_100))
    assert time.perf_counter() - started < 1


def test_500_copies_of_one_passage_take_no_time_to_speak_of():
    passages = [Passage(n, hash_passage(FIRST, Span(20, 60))) for n in range(500)]
    sketches = [hash_shingles(FIRST)] * 500
    started = time.perf_counter()
    assert len(find_reused(passages, sketches)) == 499
    assert time.perf_counter() - started < 1
