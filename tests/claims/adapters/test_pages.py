"""What is taken from a page, and what is left because no reader sees it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from claims.adapters.pages import PageError, extract_page, parse_apart
from claims.adapters.pages.parsing import parse_page

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
FIRST = "The ferry between Orsund and Halm sails again from Monday, the port office said in a statement."
SECOND = "It had been laid up since March, when divers found a crack in the hull below the waterline."
HIDDEN = "The port office secretly paid nine million crowns to the owner of the shipyard in Halm."
HEAD = """<title>Ferry line to reopen | Orsund Courier</title>
<meta property="og:title" content="Ferry line to reopen">
<meta property="og:site_name" content="Orsund Courier">
<meta name="author" content="Runa Vik">
<meta property="article:published_time" content="2026-05-03T08:30:00+02:00">
<link rel="canonical" href="https://courier.example/ferry">"""


def build_page(extra: str = "", head: str = HEAD) -> str:
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>Ferry line to reopen</h1><p>{FIRST}</p>{extra}<p>{SECOND}</p></article></body></html>"
    )


def test_it_takes_the_article_and_what_the_page_says_of_it():
    document = extract_page(build_page(), "https://courier.example/ferry?from=feed", now=NOW)
    assert document.text.endswith(f"{FIRST}\n\n{SECOND}")
    assert document.title == "Ferry line to reopen"
    assert document.source == "Orsund Courier"
    assert document.author == "Runa Vik"
    assert document.language == "en-GB"
    assert document.published == datetime(2026, 5, 3, 6, 30, tzinfo=UTC)
    assert document.url == document.label == "https://courier.example/ferry?from=feed"


def test_it_takes_the_address_of_a_saved_page_from_the_page():
    assert extract_page(build_page(), now=NOW).url == "https://courier.example/ferry"


def test_it_takes_the_date_from_linked_data():
    data = '{"datePublished": "2026-05-01T06:00:00Z"}'
    head = f'<title>Ferry</title><script type="application/ld+json">{data}</script>'
    assert extract_page(build_page(head=head), now=NOW).published == datetime(2026, 5, 1, 6, tzinfo=UTC)


def test_it_believes_no_date_in_the_future():
    assert extract_page(build_page(head=HEAD.replace("2026", "2062")), now=NOW).published is None


@pytest.mark.parametrize(
    "hidden",
    [
        f'<p style="display:none">{HIDDEN}</p>',
        f'<p style="DISPLAY : None !important">{HIDDEN}</p>',
        f'<p style="color:red;d\\69splay:/* */none">{HIDDEN}</p>',
        f'<div style="visibility:hidden"><p>{HIDDEN}</p></div>',
        f'<p style="opacity:0">{HIDDEN}</p>',
        f'<p style="font-size:0px">{HIDDEN}</p>',
        f'<p style="height:0;overflow:hidden">{HIDDEN}</p>',
        f'<p style="position:absolute;left:-9999px">{HIDDEN}</p>',
        f'<p style="text-indent:-9999px">{HIDDEN}</p>',
        f'<p style="position:absolute;clip:rect(0,0,0,0)">{HIDDEN}</p>',
        f"<p hidden>{HIDDEN}</p>",
        f"<template><p>{HIDDEN}</p></template>",
        f"<noscript><p>{HIDDEN}</p></noscript>",
        f"<dialog><p>{HIDDEN}</p></dialog>",
        f"<!-- <p>{HIDDEN}</p> -->",
        f'<style>.x {{ display: none }}</style><p class="a x">{HIDDEN}</p>',
        f'<style>b{{}} p#y, i {{ visibility: hidden }}</style><p id="y">{HIDDEN}</p>',
        f'<script type="application/ld+json">{{"articleBody": "{HIDDEN * 9}"}}</script>',
    ],
)
def test_it_leaves_out_what_no_reader_sees(hidden):
    assert "secretly paid" not in parse_page(build_page(hidden))["text"]


@pytest.mark.parametrize(
    "shown",
    [
        f"<p>{HIDDEN}</p>",
        f'<p style="opacity:0.9;font-size:0.9em;height:0">{HIDDEN}</p>',
        f'<p style="position:absolute;left:-5px">{HIDDEN}</p>',
        f'<style>.x{{display:none}} .x{{display:block}}</style><p class="x">{HIDDEN}</p>',
        f'<style>.x{{display:none}}</style><p class="x" style="display:block">{HIDDEN}</p>',
        f'<style>@media print {{ .x {{ display: none }} }}</style><p class="x">{HIDDEN}</p>',
        f'<style>.closed .x{{display:none}}</style><p class="x">{HIDDEN}</p>',
        f'<p style="display:none">Nothing</p><p>{HIDDEN}</p>',
    ],
)
def test_it_keeps_what_readers_see(shown):
    assert "secretly paid" in parse_page(build_page(shown))["text"]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "the page is empty"),
        (b" \n", "the page is empty"),
        ("<html><body></body></html>", "no article text was found on the page"),
        (f"<html><body><p hidden>{FIRST}</p></body></html>", "no article text was found on the page"),
        (b"%PDF-1.7", "it is a PDF file, not text"),
        (build_page("<p>\x00</p>"), "the page holds a NUL character, so it is binary or damaged"),
    ],
)
def test_it_says_why_a_page_holds_no_article(html, reason):
    with pytest.raises(PageError) as refusal:
        extract_page(html)
    assert str(refusal.value) == reason


def test_it_stops_a_parser_that_takes_too_long():
    with pytest.raises(PageError, match="longer than 0.01 seconds, so it was stopped"):
        parse_apart(build_page(), "", 0.01)


def test_it_says_so_when_the_parser_dies():
    with pytest.raises(PageError, match="could not be parsed"):
        extract_page("<!-- nothing but a comment -->")


def test_the_parsing_process_loads_neither_django_nor_a_model():
    code = "import sys, claims.adapters.pages.parsing; print({'django', 'torch', 'celery'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_the_parsing_process_sees_no_secrets(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    from claims.adapters.children import _environment

    assert "DATABASE_URL" not in _environment()
