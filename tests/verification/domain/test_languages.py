import pytest

from verification.domain.languages import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "El alcalde firmó el contrato del puerto según la prensa local",
        "Le maire a signé le contrat du port avec les ouvriers",
        "Der Bürgermeister hat den Vertrag nicht unterschrieben",
        "Мэр подписал договор о гавани",
        "市長は港の契約に署名した",
    ],
)
def test_it_knows_a_text_in_another_language(text):
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor signed the harbour contract",
        "Mayor signs harbour contract",
        "The mayor of Los Arcos met the head of Las Palmas",
        "",
        "42",
    ],
)
def test_it_takes_english_and_what_it_cannot_tell_for_english(text):
    assert not is_foreign(text)
