from __future__ import annotations

import time

import pytest

from verification.domain.agencies import find_agency

BODY = "Engineers closed the northern bridge after cracks were found in two pillars. " * 20


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PORTO ALTO, March 3 (Reuters) - " + BODY, "Reuters"),
        ("PORTO ALTO (AP) — " + BODY, "AP"),
        ("Bridge closed\n\nPORTO ALTO (AFP) – " + BODY, "AFP"),
        ("Porto Alto, 3 mar (EFE).- " + BODY, "EFE"),
        ("Porto Alto (dpa) - " + BODY, "dpa"),
        ("PORTO ALTO (AP/staff) — " + BODY, "AP"),
        ("AP — " + BODY, "AP"),
        ("Bridge closed\nBy Reuters\n" + BODY, "Reuters"),
        ("Bridge closed\nBy Ana Prado, Associated Press\n" + BODY, "AP"),
        (BODY + "\nThe Associated Press contributed to this report.", "AP"),
        (BODY + "\nReporting by Ana Prado in Porto Alto; Editing by Luis Sosa", "Reuters"),
        (BODY + "\nCon información de EFE", "EFE"),
        (BODY + "\n© 2026 AFP", "AFP"),
        (BODY + "(Reuters)", "Reuters"),
        (BODY + "\n— AFP", "AFP"),
        (BODY + "\n(avec AFP)", "AFP"),
        (BODY + "\nAvec l’AFP", "AFP"),
        (BODY + "\nSource : AFP", "AFP"),
        (BODY + "\nQuelle: dpa", "dpa"),
        (BODY + "\nMit Material der Deutschen Presse-Agentur", "dpa"),
        (BODY + "\n(dpa/AFP)", "dpa"),
        (BODY + "\nFonte: Lusa", "Lusa"),
        (BODY + "\nCom informações da Reuters.", "Reuters"),
        (BODY + "\nFonte: ANSA", "ANSA"),
        (BODY + "\nBron: ANP", "ANP"),
        (BODY + "\nŹródło: PAP", "PAP"),
        (BODY + "\nKaynak: AA", "Anadolu"),
        (BODY + "\nИсточник: ТАСС", "TASS"),
        (BODY + "\nالمصدر: رويترز", "Reuters"),
        (BODY + "\n来源：新华社", "Xinhua"),
        (BODY + "\n(Ritzau)", "Ritzau"),
        ("МОСКВА (ТАСС) — " + BODY, "TASS"),
        ("LISBOA, 3 mar (Lusa) – " + BODY, "Lusa"),
        ("ROMA (ANSA) - " + BODY, "ANSA"),
        ("Por EFE\n" + BODY, "EFE"),
    ],
)
def test_it_finds_the_marker_at_the_head_or_tail(text, agency):
    assert find_agency(text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        "The engineer told Reuters that the bridge was safe. " + BODY,
        BODY + "The engineer told Reuters that the bridge was safe. " + BODY,
        "The Associated Press (AP) said the bridge was safe. " + BODY,
        BODY + "\nReuters Photos",
        "Photo: workers on the bridge (Reuters Photo)\n" + BODY,
        "Ani walked over the bridge (ani) - and back. " + BODY,
        BODY + " She said it to Associated Press reporters.",
        BODY + " So says the Alpine Pilots Association (APA).",
        BODY + " Elle est venue avec Ana.",
        "Sana walked to the bridge. " + BODY,
        BODY + "\nTT motorcycles were parked nearby.",
    ],
)
def test_it_takes_an_agency_named_in_passing_for_no_marker(text):
    assert find_agency(text) == ""


def test_it_takes_the_first_of_two_markers():
    assert find_agency("PORTO ALTO (AP) — " + BODY + "\nCon información de EFE") == "AP"


@pytest.mark.parametrize("filler", ["(", " ", "By ", "REUTERS ", "A, ", "\n", "(AP "])
def test_it_answers_at_once_on_a_megabyte_of_anything(filler):
    started = time.perf_counter()
    find_agency(filler * (1_000_000 // len(filler)))
    assert time.perf_counter() - started < 1
