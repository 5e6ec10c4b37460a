"""Settings that refuse to start where a mistake would be dangerous, each with a sentence."""

import os
import subprocess
import sys

import pytest

from tests.conftest import PROJECT

PRODUCTION = {
    "WORKBENCH_ENV": "production",
    "SECRET_KEY": "k" * 12 + "Zq8-long-and-random-enough-for-a-newsroom",
    "ALLOWED_HOSTS": "claims.example.org",
    "DATABASE_URL": "postgresql://workbench:secret@postgres/workbench",
    "REDIS_URL": "redis://redis:6379/0",
}


def load(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """In this process's environment, without what the tests of the pages and of other settings leave in it."""
    foreign = {*PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return subprocess.run(
        [sys.executable, *command], cwd=PROJECT, env=kept | environment, capture_output=True, text=True, timeout=60
    )


def load_settings(**environment: str) -> subprocess.CompletedProcess:
    return load(
        "-c", "import workbench.settings as s; print(getattr(s, 'ALLAUTH_TRUSTED_PROXY_COUNT', 0))", **environment
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"DEBUG": "true"}, "Production does not run with DEBUG"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY of at least 40"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS to name its hosts"),
        ({"DATABASE_URL": ""}, "Production needs DATABASE_URL and REDIS_URL"),
        ({"WORKBENCH_ENV": "Production"}, "it can be 'local' or 'production'"),
    ],
)
def test_it_refuses_to_start(changed, sentence):
    answer = load_settings(**PRODUCTION | changed)
    assert answer.returncode != 0
    assert sentence in answer.stderr


@pytest.mark.parametrize(("behind", "trusted"), [("true", "1"), ("false", "0")])
def test_sign_in_attempts_count_against_the_address_that_the_proxy_saw(behind, trusted):
    assert load_settings(**PRODUCTION, BEHIND_PROXY=behind).stdout.strip() == trusted


def test_django_finds_nothing_to_warn_of_in_production():
    answer = load("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert answer.returncode == 0, answer.stderr


def test_only_the_web_server_keeps_plans_and_gives_up_on_a_query():
    read = "from django.conf import settings as s; o = s.DATABASES['default']['OPTIONS']; print(*o.values())"
    assert "3 -c statement_timeout=60000" in load("-c", f"import workbench.wsgi; {read}").stdout
    worker = load("-c", f"import django; django.setup(); {read}", DJANGO_SETTINGS_MODULE="workbench.settings").stdout
    assert "None" in worker and "statement_timeout" not in worker
