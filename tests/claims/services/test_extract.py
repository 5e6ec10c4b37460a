"""The stage that turns an article's text into mentions."""

import pytest

from claims.models import Mention
from claims.services.extract import extract_article
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db(transaction=True)

NOTICE = "The Lantern Post was founded in 1874 and reaches 200,000 readers across Kestria."


def list_stored(article):
    return list(Mention.objects.filter(article_version__article=article).order_by("start", "-end"))


def test_it_stores_how_a_statement_stands_in_its_sentence():
    article = make_article("Lena Ortiz, the founder of the Orrin Harbour Union, led the march in Tarn on Monday.")
    extract_article(article.pk)
    assert [(mention.kind, mention.text) for mention in list_stored(article)] == [
        ("sentence", "Lena Ortiz led the march in Tarn on Monday."),
        ("apposition", "Lena Ortiz is the founder of the Orrin Harbour Union."),
    ]


def test_it_stores_a_pronoun_that_nobody_could_resolve():
    article = make_article("Milo Vance met Tom Adeyemi in Orrin. He was arrested in 2019 by the Kestrian police.")
    extract_article(article.pk)
    assert list_stored(article)[-1].open_pronoun == "he"


def carry_notice(source):
    texts = [
        "Two cranes fell at the port of Orrin on Monday.\nNobody was hurt there.",
        "The school of Tarn received 40 new windows in May.\nPupils helped with them.",
        "Apples froze in 12 orchards near Melk in April.\nGrowers lit fires at night.",
    ]
    return [make_article(f"{text}\n{NOTICE}", source=source() if callable(source) else source) for text in texts]


def test_it_leaves_out_what_a_source_repeats_under_different_articles():
    last = carry_notice(make_source())[-1]
    extract_article(last.pk)
    assert NOTICE not in [mention.quote for mention in list_stored(last)]


def test_the_same_line_in_different_sources_is_a_statement():
    last = carry_notice(make_source)[-1]
    extract_article(last.pk)
    assert NOTICE in [mention.quote for mention in list_stored(last)]


def test_from_an_article_in_another_language_nothing_is_taken():
    article = make_article("Der Hafen von Selm wurde am Dienstag nach zwölf Stunden wieder geöffnet.", language="de-DE")
    extract_article(article.pk)
    article.refresh_from_db()
    assert (article.state, list_stored(article)) == ("extracted", [])


GERMAN = (
    "Der Hafen von Selm wurde am Dienstag nach zwölf Stunden wieder geöffnet. Das teilte die Behörde mit. Drei Schiffe"
    " warteten vor der Einfahrt, und eines davon musste nach Tarn umgeleitet werden."
)


@pytest.mark.parametrize("declared", ["", "en-US"])
def test_a_text_that_is_surely_in_another_language_is_marked_whatever_its_page_declares(signed_in, declared):
    article = make_article(GERMAN, language=declared)
    extract_article(article.pk)
    article.refresh_from_db()
    assert (article.language, list_stored(article)) == ("de", [])
    assert "in another language (German)" in signed_in.get(article.get_absolute_url()).text
    assert '<span class="tag">German</span>' in signed_in.get("/articles/").text


def test_an_english_text_is_read_though_its_page_declares_another_language():
    text = "The port of Selm reopened on Tuesday after twelve hours, the harbour office said. Three ships had waited"
    article = make_article(f"{text} outside the entrance, and one of them was sent on to Tarn.", language="de")
    extract_article(article.pk)
    article.refresh_from_db()
    assert article.language == "en" and list_stored(article)
