"""Articles in json, jsonl and csv: what each row becomes, and how one bad row leaves the others alone."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from claims.adapters.documents import Document, Rejected
from claims.adapters.readers import read_bytes

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
ROW = {
    "text": "The ferry sails again.\r\nTickets cost four crowns.",
    "title": " Ferry\n reopens ",
    "source": "Orsund Courier",
    "url": "https://courier.example/ferry",
    "published": "2026-05-03T08:30:00+02:00",
    "author": "Port desk",
    "owner": "Fjord Media",
    "guid": 17,
    "kind": "report",
    "language": "en",
    "role": "admin",
}


def read(name: str, data: str | bytes) -> list[Document | Rejected]:
    return list(read_bytes(name, data.encode() if isinstance(data, str) else data, now=NOW))


def refuse(row: dict[str, object]) -> str:
    (item,) = read("a.jsonl", json.dumps(row))
    assert isinstance(item, Rejected), item
    return item.reason


def test_it_reads_every_field_of_an_article():
    (document,) = read("a.json", json.dumps(ROW))
    assert document == Document(
        text="The ferry sails again.\nTickets cost four crowns.",
        title="Ferry reopens",
        source="Orsund Courier",
        url="https://courier.example/ferry",
        guid="17",
        published=datetime(2026, 5, 3, 6, 30, tzinfo=UTC),
        author="Port desk",
        owner="Fjord Media",
        kind="report",
        language="en",
        label="a.json",
    )


@pytest.mark.parametrize(
    ("names", "field"),
    [
        (("text", "body", "content"), "text"),
        (("title", "headline"), "title"),
        (("source", "outlet", "publisher"), "source"),
        (("author", "byline"), "author"),
        (("guid", "id"), "guid"),
    ],
)
def test_it_knows_the_other_names_of_a_field(names, field):
    for name in names:
        (document,) = read(
            "a.json", json.dumps({"text": "Ferry", name: "Ferry"} if field != "text" else {name: "Ferry"})
        )
        assert getattr(document, field) == "Ferry"


def test_it_takes_the_first_name_of_a_field_that_is_not_blank():
    (document,) = read("a.json", json.dumps({"text": "", "body": None, "content": "Ferry"}))
    assert document.text == "Ferry"


def test_it_reads_a_list_and_a_list_under_articles_alike():
    rows = [{"text": "One ferry"}, {"text": ""}, "no object", {"text": "Two ferries"}]
    for content in (rows, {"articles": rows}):
        items = read("a.json", json.dumps(content))
        assert [type(item) for item in items] == [Document, Rejected, Rejected, Document]
        assert [item.label for item in items] == [f"a.json item {number}" for number in (1, 2, 3, 4)]


def test_it_names_the_line_of_a_broken_row_and_reads_the_others():
    items = read("news.jsonl", '{"text": "One ferry"}\n\n{"text": "Two\n{"text": "Three ferries"}\n')
    assert [item.label for item in items] == [f"news.jsonl line {number}" for number in (1, 3, 4)]
    assert items[1] == Rejected(
        "news.jsonl line 3", "it is not valid JSON: Unterminated string starting at character 10"
    )


def test_it_rejects_only_the_line_whose_encoding_is_broken():
    items = read("a.jsonl", b'{"text": "Caf\xc3\xa9"}\n{"text": "\xd0\xbf\xff\xd0"}\n{"text": "Caf\xe9 reopens"}\n')
    assert [getattr(item, "text", None) for item in items] == ["Café", None, "Café reopens"]
    assert items[1].reason.startswith("the text holds bytes that are not UTF-8")


def test_it_reads_rows_in_utf_16():
    assert [item.text for item in read("a.jsonl", '{"text": "Café"}\n{"text": "Two"}'.encode("utf-16"))] == [
        "Café",
        "Two",
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title": "Ferry"}, 'it has no "text", "body" or "content" but "title"'),
        ({}, 'it has no "text", "body" or "content" but no fields at all'),
        ({"text": ["Ferry"]}, '"text" must be a string, not a list'),
        ({"text": {"en": "Ferry"}}, '"text" must be a string, not an object'),
        ({"text": 7}, '"text" must be a string, not a number'),
        ({"text": "Ferry", "source": True}, '"source" must be a string, not true or false'),
        ({"text": "Ferry\x00"}, "the text holds a NUL character, so it is binary or damaged"),
        ({"text": "Ferry", "title": "F\x00"}, '"title" holds a NUL character, so it is binary or damaged'),
        (
            {"text": "Ferry \ud83d"},
            "the text holds half of a surrogate pair (such as \\ud83d alone), so it is damaged",
        ),
        ({"text": "Ferry", "title": "x" * 1_001}, '"title" has 1,001 characters, and may have at most 1,000'),
        (
            {"text": "Ferry", "url": "javascript:alert(1)"},
            'the url "javascript:alert(1)" is not an http(s) address',
        ),
        ({"text": "Ferry", "url": "https://"}, 'the url "https://" is not an http(s) address'),
        ({"text": "Ferry", "url": "http://[::1"}, 'the url "http://[::1" is not an http(s) address'),
        (
            {"text": "Ferry", "date": "03/02/2025"},
            'the date "03/02/2025" cannot be read: write it like 2025-02-03 or 2025-02-03T14:00:00Z',
        ),
        ({"text": "Ferry", "date": "2026-05-07"}, 'the date "2026-05-07" lies in the future'),
        ({"text": " "}, "the article is empty: it holds no words"),
    ],
)
def test_it_says_what_is_wrong_with_a_row(row, reason):
    assert refuse(row) == reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "One", "text": "Two"}', 'the key "text" stands in it twice'),
        ('{"text": NaN}', '"text" is NaN, which is not valid JSON'),
        ('{"text": "Ferry", "weight": -Infinity}', '"weight" is -Infinity, which is not valid JSON'),
        ("[" * 1_000_000, "its JSON is nested too deeply"),
        ('{"a":' * 200_000, "its JSON is nested too deeply"),
        ('{"id": ' + "9" * 10_000 + "}", "its JSON holds a number that is too long"),
        ("[]", "an article must be a JSON object, not a list"),
        ("12", 'an article must be a JSON object, not "12"'),
    ],
)
def test_it_refuses_json_that_python_would_let_pass(line, reason):
    (item,) = read("a.jsonl", line)
    assert item == Rejected("a.jsonl line 1", reason)


def test_it_refuses_one_endless_line_and_reads_the_next():
    begin = time.monotonic()
    items = read("a.jsonl", '{"text": "' + "f" * 20_000_000 + '"}\n{"text": "Ferry"}')
    assert [type(item) for item in items] == [Rejected, Document]
    assert "20,000,012 characters" in items[0].reason
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("data", ["", "\n\n", "[]", '{"articles": []}'])
def test_it_says_that_a_file_holds_no_articles(data):
    for name in ("a.json", "a.jsonl"):
        (item,) = read(name, data)
        assert isinstance(item, Rejected)


def test_it_reads_a_csv_file_whatever_its_delimiter_and_the_case_of_its_header():
    for delimiter in ",;\t":
        rows = [
            ["Title", "TEXT", "Outlet", "Date"],
            ["Ferry", '"It sails, again; at\tlast\nfrom Monday"', "Courier", "2026-05-03"],
        ]
        (document,) = read("a.csv", "\r\n".join(delimiter.join(row) for row in rows) + "\r\n")
        assert (document.title, document.source) == ("Ferry", "Courier")
        assert document.text == "It sails, again; at\tlast\nfrom Monday"
        assert document.label == "a.csv line 2"


def test_it_reads_the_csv_that_a_spreadsheet_saves():
    (document,) = read("a.csv", "\ufefftext;title\r\nCafé reopens;Café\r\n".encode())
    assert (document.text, document.title) == ("Café reopens", "Café")
    (document,) = read("a.csv", "text;title\r\nCafé reopens;Café\r\n".encode("cp1252"))
    assert document.title == "Café"


def test_it_labels_a_row_by_the_line_that_it_begins_on():
    items = read("a.csv", 'text,title\n"One\nferry",A\n"Two",B\n')
    assert [item.label for item in items] == ["a.csv line 2", "a.csv line 4"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("title,story\nFerry,It sails\n", 'no column is named "text", "body" or "content"'),
        ("text,text\nFerry,It sails\n", 'two columns are named "text"'),
        ("text\n", "the file has a header but no rows"),
        ("\ntext\nFerry\n", "a csv file begins with its column names"),
        ("x" * 20_000 + "\n", "too long to be a header"),
    ],
)
def test_it_refuses_a_csv_file_without_a_usable_header(data, reason):
    (item,) = read("a.csv", data)
    assert reason in item.reason


def test_it_rejects_a_row_that_does_not_fit_the_header_and_reads_the_others():
    items = read("a.csv", 'text,title\nOne,A\nTwo\n"Three"x,C\nFour,D\n')
    assert [type(item) for item in items] == [Document, Rejected, Rejected, Document]
    assert items[1] == Rejected("a.csv line 3", "the header names 2 columns, and the row has 1")
    assert "stray quote" in items[2].reason


def test_it_imports_nothing_after_a_quote_that_never_closes():
    items = read("a.csv", 'text,title\nOne,A\n"Two,B\nThree,C\n')
    assert [type(item) for item in items] == [Document, Rejected]
    assert items[1].reason == "a quote that opens in the row of line 3 never closes, so nothing after it could be read"


def test_it_refuses_a_field_past_the_limit_and_reads_the_next_row():
    items = read("a.csv", "text,title\n" + "f" * 3_000_000 + ",A\nFerry,B\n")
    assert [type(item) for item in items] == [Rejected, Document]
    assert "3,000,000 characters" in items[0].reason


def test_it_takes_larger_files_where_it_reads_by_line():
    line = json.dumps({"text": "Ferry " * 1_000}) + "\n"
    assert len(read("a.jsonl", line * 1_000)) == 1_000
    (item,) = read("a.json", "[" + ",".join([line] * 1_000) + "]")
    assert "many articles belong in a jsonl or csv file" in item.reason
