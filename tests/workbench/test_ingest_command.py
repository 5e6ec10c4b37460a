"""`manage.py ingest`: one clear sentence for each bad item, the others go on, nothing half stored."""

import io
import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from claims.domain.lifecycle import State
from claims.models import Article, ArticleVersion
from tests.conftest import PROJECT
from tests.factories import make_article
from workbench.management.commands.ingest import Command

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = "The town of Selm counted forty storks on Monday.\n\nThe mayor said it was a record."


class Run:
    """One run of the command: what it said where, and whether it failed."""

    def __init__(self, *arguments: str, **options) -> None:
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("ingest", *arguments, stdout=out, stderr=err, no_color=True, **options)
            self.failure = ""
        except CommandError as error:
            self.failure = str(error)
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def refusal(self) -> str:
        """The one sentence for the one bad item."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, lines
        return lines[0]


def write(folder, name: str, content: str | bytes):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_it_takes_a_text_file(tmp_path):
    run = Run(write(tmp_path, "storks.txt", GOOD), source="The Selm Post")
    assert run.failure == ""
    article = Article.objects.get()
    assert (article.source.name, article.versions.get().text) == ("The Selm Post", GOOD)


def test_it_takes_a_folder(tmp_path):
    write(tmp_path, "a.txt", GOOD)
    write(tmp_path, "b.txt", GOOD + " It was the third one.")
    assert Run(str(tmp_path)).failure == ""
    assert Article.objects.count() == 2


def test_it_takes_json_lines_with_their_own_source_and_date(tmp_path):
    line = json.dumps({"text": GOOD, "source": "Fennick Radio", "published": "2026-03-02"})
    Run(write(tmp_path, "news.jsonl", line), source="Somebody Else")
    article = Article.objects.get()
    assert article.source.name == "Fennick Radio"
    assert article.published_at.date().isoformat() == "2026-03-02"


def test_it_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert Run("-").failure == ""
    assert Article.objects.count() == 1


def test_the_date_that_was_given_is_the_articles(tmp_path):
    Run(write(tmp_path, "a.txt", GOOD), published="2026-03-02")
    assert Article.objects.get().published_at.date().isoformat() == "2026-03-02"


def test_an_article_without_a_source_has_the_unknown_one(tmp_path):
    Run(write(tmp_path, "a.txt", GOOD))
    assert not Article.objects.get().source.is_known


def test_the_same_article_again_is_said_and_not_stored(tmp_path):
    path = write(tmp_path, "a.txt", GOOD)
    Run(path)
    run = Run(path)
    assert "Already here" in run.out
    assert run.failure == ""
    assert Article.objects.count() == 1


def test_the_same_text_of_another_source_is_another_article(tmp_path):
    path = write(tmp_path, "a.txt", GOOD)
    Run(path, source="The Selm Post")
    Run(path, source="Fennick Radio")
    assert Article.objects.count() == 2


BAD_FILES = {
    "missing.txt": None,
    "empty.txt": b"",
    "blank.txt": b" \n\t\n ",
    "binary.txt": bytes(range(256)) * 10,
    "page.html": b"%PDF-1.7 \x00\x01 not a page",
    "latin.txt": b"\x81\x8d\x8f\x90\x9d" * 40,
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
    "huge.txt": b"The town of Selm counted forty storks on Monday. " * 430_000,
    "broken.json": b'{"text": "The town',
    "list.json": b'{"text": ["not", "a", "text"]}',
    "deep.json": b"[" * 1_000_000,
    "columns.csv": b"a,b\n1,2\n",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_one_sentence_and_the_good_one_beside_it_goes_on(tmp_path, name):
    content = BAD_FILES[name]
    bad = str(tmp_path / name) if content is None else write(tmp_path, name, content)
    run = Run(bad, write(tmp_path, "good.txt", GOOD))
    assert run.failure
    assert name in run.refusal
    assert len(run.refusal) < 400
    assert Article.objects.count() == ArticleVersion.objects.count() == 1


def test_a_broken_line_is_named_and_the_other_lines_go_on(tmp_path):
    lines = [json.dumps({"text": GOOD}), '{"text": ', json.dumps({"text": GOOD + " Really."})]
    run = Run(write(tmp_path, "news.jsonl", "\n".join(lines)))
    assert "line 2" in run.refusal
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    "url", ["http://", "http://[", "https://exa mple.com/a", "http://\x00example.com", "ftp://x.org/"]
)
def test_an_address_that_is_none_is_refused_at_once(url):
    assert "no web address" in Run(url).refusal
    assert Article.objects.count() == 0


def test_a_date_that_cannot_be_read_is_refused_before_anything_is_stored(tmp_path):
    run = Run(write(tmp_path, "a.txt", GOOD), published="03/02/2026")
    assert "--published" in run.failure
    assert Article.objects.count() == 0


@pytest.mark.parametrize("source", ["S" * 201, "Selm \udcff Post"])
def test_a_source_that_cannot_be_stored_is_refused_before_anything_is(tmp_path, source):
    run = Run(write(tmp_path, "a.txt", GOOD), source=source)
    assert run.failure.startswith("--source: the name h")
    assert Article.objects.count() == 0


def test_more_articles_than_a_query_has_parameters_are_waited_for():
    stopped = make_article(state=State.FAILED, failure="Not found", resume_state=State.RECEIVED)
    command = Command(stderr=io.StringIO())
    assert command.wait(list(range(stopped.pk, stopped.pk + 70_000))) == 1
    assert "Not found" in command.stderr.getvalue()


@pytest.mark.processes
def test_a_lost_redis_does_not_refuse_an_article(tmp_path, processes):
    environment = processes.environment(REDIS_URL="unix:///nowhere/redis.sock?db=0")
    command = [sys.executable, "manage.py", "ingest", write(tmp_path, "a.txt", GOOD)]
    run = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert Article.objects.count() == 1
