"""How the tests of this folder follow one another: nothing of one is under way when the next one begins."""

from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.browser.conftest import is_idle, wait_for_answers
from tests.conftest import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_asked() -> bool:
    return not is_idle()


def test_an_answer_under_way_is_waited_for(live_server):
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}=of-nobody"}
    with_session = Request(f"{live_server.url}/accounts/login/", headers=cookie)
    with ThreadPoolExecutor(2) as beside:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE django_session")
            asked = beside.submit(lambda: urlopen(with_session).status)
            wait_until(is_asked)
            waited = beside.submit(wait_for_answers, live_server.url)
            with pytest.raises(TimeoutError):
                waited.result(timeout=0.5)
        waited.result(timeout=30)
    assert asked.result() == 200
