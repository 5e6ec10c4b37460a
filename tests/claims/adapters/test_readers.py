"""What a person can give, and the sentence that answers what cannot be read."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.adapters.documents import Document, ReadLimits, Rejected
from claims.adapters.readers import read_bytes, read_path

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
ARTICLE = "Ferry line to reopen\n\nThe ferry between Orsund and Halm sails again from Monday.\n"


def read_one(name: str, data: bytes) -> Document:
    (item,) = read_bytes(name, data, now=NOW)
    assert isinstance(item, Document), item
    return item


def refuse_one(name: str, data: bytes) -> str:
    (item,) = read_bytes(name, data, now=NOW)
    assert isinstance(item, Rejected), item
    return item.reason


def test_it_keeps_a_text_whole_and_takes_its_first_line_for_the_title():
    document = read_one("ferry.txt", ARTICLE.encode())
    assert document.text == ARTICLE
    assert document.title == "Ferry line to reopen"
    assert document.label == "ferry.txt"


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sails again.\nIt had been laid up since March.\n",  # a sentence
        "The ferry between Orsund and Halm, which had been laid\nup since March, sails again.\n",  # wrapped
        "Ferry line to reopen\n",  # nothing below it
        "word " * 40 + "\nMore text stands here.\n",  # too long
        "Published 3 May by the port desk\nThe ferry sails again.\n",  # a dateline
    ],
)
def test_it_takes_no_title_from_a_first_line_that_is_none(text):
    assert read_one("ferry.txt", text.encode()).title == ""


def test_it_looks_for_the_title_below_what_a_feed_left_behind():
    assert read_one("a.txt", b"<![CDATA[Ports]]>News\n\nFerry reopens\n\nIt sails.").title == "Ferry reopens"


def test_it_turns_every_line_ending_into_one_before_offsets_can_refer_to_them():
    assert read_one("a.txt", b"One line.\r\nTwo lines.\rThree lines.\n").text == "One line.\nTwo lines.\nThree lines.\n"


def test_it_keeps_invisible_and_direction_characters_as_they_are():
    text = "The mayor\u200b said \u202eno\u202c twice."
    assert read_one("a.txt", text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_it_decodes_the_encodings_that_newsrooms_use(encoding):
    text = "Café in Århus reopens – at last"
    assert read_one("a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Паром снова ходит между городами".encode("cp1251"), "its encoding cannot be told"),
        (b"caf\xc3\xa9 and caf\xe9 in one text", "its encoding cannot be told"),  # damaged UTF-8
        ("Ferry reopens".encode("utf-16-le"), "UTF-16 needs a byte-order mark"),
        (b"\xff\xfeF\x00e\x00r", "marked as utf-16 but is broken"),
        (b"Ferry\x00reopens", "NUL"),
        (b"\x01\x02\x03\x04\x05ferry\x06\x07", "control characters"),
        (b"%PDF-1.7 ferry", "PDF"),
        (b"PK\x03\x04 ferry", "zip"),
        (b"", "the file is empty"),
        (b" \n\t\n", "it holds no words"),
        ("\u200b\u2060".encode(), "it holds no words"),
        (b"<!DOCTYPE html><p>Ferry</p>", "name it .html"),
    ],
)
def test_it_refuses_what_is_no_text(data, reason):
    assert reason in refuse_one("a.txt", data)


def test_it_recognises_a_pdf_that_is_named_html():
    assert refuse_one("a.html", b"%PDF-1.7") == "it is a PDF file, not text"


def test_it_names_the_formats_it_knows_when_it_is_given_another():
    assert refuse_one("notes.md", b"# Ferry") == (
        'its format ".md" is not known: give txt, html, htm, json, jsonl, ndjson or csv'
    )


def test_it_refuses_a_text_of_twenty_megabytes_at_once():
    begin = time.monotonic()
    assert "20.0 MB" in refuse_one("a.txt", b"ferry " * 3_333_334)
    assert time.monotonic() - begin < 1


def test_it_refuses_a_text_past_a_million_characters_and_says_how_long_it_is():
    assert refuse_one("a.txt", b"a" * 1_000_001) == (
        "the text has 1,000,001 characters, and an article may have at most 1,000,000"
    )


def test_it_takes_its_limits_from_the_caller():
    (item,) = read_bytes("a.txt", b"Ferry reopens", limits=ReadLimits(document_chars=5))
    assert isinstance(item, Rejected)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"text": "Ferry reopens"}', ["Ferry reopens"]),
        (b'{"text": "One ferry"}\n{"text": "Two ferries"}\n', ["One ferry", "Two ferries"]),
        (b'[{"text": "One ferry"},\n {"text": "Two ferries"}]', ["One ferry", "Two ferries"]),
        (b"title,text\nFerry,It sails.\n", ["It sails."]),
        (b"Ferry, text and all\n", ["Ferry, text and all\n"]),
    ],
)
def test_it_tells_the_format_of_standard_input_by_its_content(data, texts):
    items = list(read_bytes("-", data))
    assert [item.text for item in items] == texts
    assert all(item.label.startswith("standard input") for item in items)


def test_it_uses_only_the_last_part_of_an_uploads_name():
    assert read_one("../../etc/ferry.txt", ARTICLE.encode()).label == "ferry.txt"
    assert read_one("C:\\news\\ferry.txt", ARTICLE.encode()).label == "ferry.txt"


def test_it_shows_no_control_characters_of_an_uploads_name():
    assert read_one("fer\nry\u202e.txt", ARTICLE.encode()).label == "fer?ry?.txt"


def test_it_walks_a_folder_in_order_and_goes_on_after_a_bad_file(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name, data in {
        "b.txt": ARTICLE.encode(),
        "a.txt": b"",
        "c.pdf": b"%PDF-1.7",
        ".hidden.txt": ARTICLE.encode(),
        ".git/x.txt": ARTICLE.encode(),
        "sub/d.json": b'{"text": "Ferry reopens"}',
    }.items():
        (tmp_path / name).write_bytes(data)
    items = list(read_path(tmp_path))
    assert [(type(item), item.label.removeprefix(tmp_path.name)) for item in items] == [
        (Rejected, "/a.txt"),
        (Document, "/b.txt"),
        (Rejected, "/c.pdf"),
        (Document, "/sub/d.json"),
    ]


def test_it_says_that_a_folder_is_empty(tmp_path: Path):
    (item,) = read_path(tmp_path)
    assert item.reason == "the folder holds no files"


def test_it_says_that_a_file_is_missing(tmp_path: Path):
    (item,) = read_path(tmp_path / "gone.txt")
    assert (item.label, item.reason) == ("gone.txt", "there is no such file")


def test_it_answers_a_path_that_no_file_can_have():
    assert [item.reason for item in read_path("a\x00b.txt")] == ["the name is not a valid file name"]
    (item,) = read_path("x" * 5_000 + ".txt")
    assert "name too long" in item.reason


def test_it_does_not_wait_for_a_pipe(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    (item,) = read_path(tmp_path / "pipe.txt")
    assert item.reason == "it is not a regular file"


def test_it_does_not_follow_a_folder_that_links_to_itself(tmp_path: Path):
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone")
    assert [item.reason for item in read_path(tmp_path)] == ["there is no such file"]


def test_it_says_that_it_may_not_read_a_file(tmp_path: Path, nobody):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(ARTICLE.encode())
    secret.chmod(0)
    tmp_path.chmod(0o755)
    with nobody(tmp_path):
        (item,) = read_path(secret)
    assert item.reason == "the file cannot be read: permission denied"


@pytest.fixture
def nobody():
    """Read as a user without rights, since the tests may run as root, whom no permission stops."""
    from contextlib import contextmanager

    @contextmanager
    def drop(folder: Path):
        if os.geteuid() != 0:
            yield
            return
        for parent in [folder, *folder.parents][:3]:  # pytest's folders are private to their owner
            parent.chmod(parent.stat().st_mode | 0o055)
        os.seteuid(65_534)
        try:
            yield
        finally:
            os.seteuid(0)

    return drop
