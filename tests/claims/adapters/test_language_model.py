"""Texts of our own in several languages, by the real model."""

import time

import pytest

from claims.adapters.language_model import guess_language
from claims.domain.languages import choose_language

TEXTS = {
    "de": "Der Gemeinderat von Selm hat am Montag beschlossen, den alten Pier abzureißen. Neun Mitglieder stimmten"
    " dafür, vier dagegen; die Arbeiten sollen im Herbst beginnen und etwa drei Monate dauern.",
    "fr": "Le conseil municipal a décidé lundi de démolir la vieille jetée. Neuf élus ont voté pour, quatre contre,"
    " et les travaux devraient commencer à l'automne pour une durée de trois mois.",
    "es": "El ayuntamiento decidió el lunes derribar el viejo muelle. Nueve concejales votaron a favor y cuatro en"
    " contra, y las obras empezarán en otoño, según explicó la alcaldesa a los vecinos.",
    "da": "Byrådet besluttede mandag at rive den gamle mole ned. Ni medlemmer stemte for og fire imod, og arbejdet"
    " ventes at begynde til efteråret og vare omkring tre måneder, oplyser kommunen.",
    "ru": "Городской совет в понедельник решил снести старый причал. Девять депутатов проголосовали за, четверо против;"
    " работы начнутся осенью и продлятся около трёх месяцев.",
    "ja": "市議会は月曜日、老朽化した桟橋を撤去することを決めた。賛成九人、反対四人で、"
    "工事は秋に始まり約三か月続く見通しだと町は説明した。",
    "ar": "قرر مجلس المدينة يوم الاثنين هدم الرصيف القديم. صوت تسعة أعضاء لصالح القرار وأربعة ضده، ومن المتوقع أن تبدأ"
    " الأعمال في الخريف وتستمر نحو ثلاثة أشهر.",
}
ENGLISH = (
    "The council of Selm decided on Monday to pull down the old pier. Nine members voted for it and four against, and"
    " the work is to begin in autumn. “Auf Wiedersehen, alter Freund”, a banner said in German."
)


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_in_another_language_is_known_though_its_page_declares_english(language):
    assert choose_language("en", guess_language(TEXTS[language])) == language


def test_an_english_text_with_a_foreign_quotation_stays_english():
    assert choose_language("", guess_language(ENGLISH)) == "en"


@pytest.mark.parametrize("text", ["", " ", "\x00" * 200, "\ud800" * 200, "7" * 1_000_000, "é" * 1_000_000])
def test_any_text_gets_an_answer_at_once(text):
    guess_language("warm")
    begin = time.monotonic()
    guess_language(text)
    assert time.monotonic() - begin < 0.5


@pytest.mark.parametrize("text", ["", " " * 400, "\x00" * 400, "7 " * 400])
def test_what_holds_no_words_is_taken_for_no_other_language(text):
    assert choose_language("", guess_language(text)) in ("", "en")
