import pytest

from claims.domain.languages import is_understood


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
