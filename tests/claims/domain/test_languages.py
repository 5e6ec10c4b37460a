import pytest

from claims.domain.languages import LanguageGuess, choose_language, is_understood, read_tag


@pytest.mark.parametrize(
    ("tag", "understood"),
    [
        ("en", True),
        ("EN_us", True),
        ("en-GB", True),
        ("", True),
        ("und", True),
        ("de", False),
        ("pt-BR", False),
        ("x", False),
    ],
)
def test_only_english_is_understood_and_what_nobody_said_passes_for_it(tag, understood):
    assert is_understood(tag) is understood


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("en-GB", "en-GB"),
        (" pt_BR ", "pt_BR"),
        ("English", ""),
        ("{{ page.lang }}", ""),
        ("a" * 30, ""),
        ("en-" + "a" * 30, ""),
        ("en\x00", ""),
        ("", ""),
    ],
)
def test_what_has_not_the_form_of_a_tag_declares_nothing(declared, tag):
    assert read_tag(declared) == tag


GERMAN = LanguageGuess("de", 0.98, english=0.01, size=900)
ENGLISH = LanguageGuess("en", 0.99, english=0.99, size=900)
UNSURE = LanguageGuess("id", 0.6, english=0.2, size=900)
NO_WORDS = LanguageGuess("sr", 0.01, english=0.01, size=900)


@pytest.mark.parametrize(
    ("declared", "guess", "kept"),
    [
        ("", GERMAN, "de"),
        ("en-US", GERMAN, "de"),  # a template's word on a text that is sure to be in another language
        ("de-AT", GERMAN, "de-AT"),
        ("de", ENGLISH, "en"),
        ("en-GB", ENGLISH, "en-GB"),
        ("", ENGLISH, "en"),
        ("und", ENGLISH, "en"),
        ("de", UNSURE, "de"),
        ("", UNSURE, ""),
        ("", LanguageGuess("de", 0.98, english=0.01, size=60), ""),  # a headline
        ("en", NO_WORDS, "en"),
    ],
)
def test_a_text_is_believed_before_a_declaration_where_it_is_sure(declared, guess, kept):
    assert choose_language(declared, guess) == kept
