"""An edit reads as the few words it is."""

import time

from claims.domain.text_diff import compare_texts


def show(old, new):
    marks = {"same": "", "gone": "-", "new": "+"}
    return [
        f"[{block.folded}]" if block.folded else "".join(f"{marks[run.kind]}{run.text}" for run in block.runs)
        for block in compare_texts(old, new)
    ]


def test_one_word_is_one_word():
    assert show("A dam broke.", "A wall broke.") == ["A -dam+wall broke."]


def test_what_stayed_is_folded():
    old = "\n\n".join(f"Line number {n}." for n in range(9))
    assert show(old, old.replace("number 8", "number eight")) == ["[7]", "Line number 7.", "Line number -8+eight."]


def test_a_replaced_paragraph_is_gone_and_new():
    assert show("The dam broke.", "Storks, forty of them!") == ["-The dam broke.", "+Storks, forty of them!"]


def test_equal_texts_show_nothing_changed():
    assert show("One.\nTwo.", "One.\n\nTwo.") == ["[2]"]


def test_long_texts_take_seconds_at_most():
    old = "\n".join(f"Paragraph {n} says {n * 7} things of no weight at all, again and again." for n in range(600))
    began = time.process_time()
    compare_texts(old, old.replace("weight", "worth"))
    compare_texts("a b " * 50_000, "b a " * 50_000)
    assert time.process_time() - began < 20
