"""Article in, reviewed claim out: `manage.py up` as a newsroom starts it, used from its two sides."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from tests.conftest import PROJECT

pytestmark = [pytest.mark.processes]

ARTICLES = [
    {
        "text": "The town of Selm counted forty storks on Monday. Nobody was hurt.",
        "source": "The Selm Post",
        "published": "2026-03-02",
    },
    {
        "text": "Forty storks were counted in the town of Selm on Monday.",
        "source": "Fennick Radio",
        "published": "2026-03-02",
    },
]


class Instance:
    """A whole workbench in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.address = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        self.environment = {**kept, "WORKBENCH_DATA": str(folder / "data"), "PORT": str(self.port)}
        self.log = folder / "up.log"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=PROJECT,
            env=self.environment,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 120
        while "is open at" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.2)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)

    def manage(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=180,
        )

    def password_of(self, name: str) -> str:
        found = re.search(rf"^\s+{name}\s+(\S+)$", self.log.read_text(), re.MULTILINE)
        assert found, self.log.read_text()
        return found[1]

    def processes(self) -> list[psutil.Process]:
        mine = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("WORKBENCH_DATA") == self.environment["WORKBENCH_DATA"]:
                    mine.append(process)
            except psutil.Error:
                continue
        return mine


class Browser:
    """Just enough of one to sign in and send a form; the real one is driven in tests/browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        return self.opener.open(self.address + path, timeout=30).read().decode()

    def post(self, path: str, page: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        body = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        request = urllib.request.Request(self.address + path, body, {"Referer": self.address + path})
        return self.opener.open(request, timeout=30).read().decode()


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    folder = tmp_path_factory.mktemp("instance")
    folder.chmod(0o711)
    started = Instance(folder)
    started.start()
    yield started
    started.stop()


def test_an_article_becomes_a_reviewed_claim_and_nothing_is_left_running(instance):
    lines = "\n".join(json.dumps(article) for article in ARTICLES)
    (instance.folder / "storks.jsonl").write_text(lines)
    taken = instance.manage("ingest", str(instance.folder / "storks.jsonl"), "--wait")
    assert taken.returncode == 0, taken.stderr

    claims = [json.loads(line) for line in instance.manage("claims", "--format", "json").stdout.splitlines()]
    claim = next(claim for claim in claims if "storks" in claim["text"])
    assert claim["proposed_verdict"] == "corroborated", claim
    assert claim["origins"] == 2

    browser = Browser(instance.address)
    sign_in = browser.get("/")
    home = browser.post("/accounts/login/", sign_in, login="reviewer", password=instance.password_of("reviewer"))
    assert "storks" in home
    page = browser.get(f"/claims/{claim['id']}/")
    form = page[page.index(f'action="/claims/{claim["id"]}/decide/"') :].partition("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', form))
    hidden.pop("csrfmiddlewaretoken", None)
    browser.post(f"/claims/{claim['id']}/decide/", form, **hidden, verdict="corroborated", note="Called the town hall.")

    listed = instance.manage("claims", "--format", "json", "--verdict", "corroborated")
    decided = json.loads(listed.stdout.splitlines()[0])
    assert decided["reviewed_verdict"] == "corroborated"

    status = json.loads(instance.manage("status", "--format", "json").stdout)
    assert status["articles"]["assessed"] == len(ARTICLES)

    instance.stop()
    assert instance.process.returncode == 0
    assert instance.processes() == []


def test_a_command_says_plainly_that_nothing_is_running(tmp_path):
    tmp_path.chmod(0o711)
    absent = Instance(tmp_path)
    answer = absent.manage("claims")
    assert answer.returncode != 0
    assert "make up" in answer.stderr
    assert "Traceback" not in answer.stderr
