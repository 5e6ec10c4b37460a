from hypothesis import given
from hypothesis import strategies as st

from claims.domain.extraction import extract_mentions
from claims.domain.furniture import find_furniture, learn_furniture, normalize_line
from claims.domain.sentences import split_lines

NOTICE = "The Lantern Post was founded in 1874 and reaches 200,000 readers across Kestria."
STORIES = [
    "Two cranes fell at the port of Orrin.\nNobody was hurt there.",
    "The school of Tarn received new windows.\nPupils helped with them.",
    "Apples froze in the orchards near Melk.\nGrowers lit fires at night.",
]


def carry(line, stories=STORIES):
    return [f"{story}\n{line}" for story in stories]


def test_a_line_that_three_different_articles_carry_is_learned():
    assert learn_furniture(carry(NOTICE)) == {normalize_line(NOTICE)}


def test_two_articles_are_not_enough():
    assert learn_furniture(carry(NOTICE)[:2]) == frozenset()


def test_versions_of_one_article_count_once():
    article = "\n".join([*STORIES[0].split("\n"), "The crew went home.", NOTICE])
    assert learn_furniture([article, article + "\nUpdated.", article + "\nUpdated again."]) == frozenset()


def test_a_background_sentence_of_a_running_story_is_no_furniture():
    line = "The flood in Orrin killed 11 people when the river Tarn broke its dam."
    stories = [
        "The river Tarn fell again after the flood.\nPeople returned to Orrin.",
        "A dam above Orrin is watched since the flood.\nThe river Tarn is calm.",
        "The flood cost Orrin a bridge.\nPeople cross the river Tarn by boat.",
    ]
    assert learn_furniture(carry(line, stories)) == frozenset()


def test_digits_and_case_do_not_hide_a_line():
    lines = ["Issue 12 of our print edition is on sale", "issue 13 of our print edition is on sale"]
    assert normalize_line(lines[0]) == normalize_line(lines[1])


def test_what_was_learned_is_cut_as_debris():
    furniture = learn_furniture(carry(NOTICE))
    text = f"The Ministry of Ports dismissed 40 workers in May.\n{NOTICE}"
    found = extract_mentions(text, furniture=furniture)
    assert [mention.quote for mention in found.mentions] == ["The Ministry of Ports dismissed 40 workers in May."]
    assert [text[span.start : span.end] for span in found.debris] == [NOTICE]
    assert len(find_furniture(text, split_lines(text), furniture)) == 1


@given(st.permutations(range(4)), st.lists(st.text(max_size=30), min_size=4, max_size=4))
def test_the_order_of_the_articles_does_not_matter(order, stories):
    texts = carry(NOTICE, stories)
    assert learn_furniture(texts) == learn_furniture([texts[i] for i in order])
