"""How well the text of an article is taken from its page.

DIR holds `html/*.html.gz`, one page each, and `ground-truth.json`: {"name of the page": {"articleBody", "url"}}.

Prints f1, precision and recall over pages, from token 4-gram shingles counted as in the article-extraction-benchmark
of Zyte: per page the shared, superfluous and missing shingles as shares of the larger text, then averaged. Also pages,
and seconds. A page that cannot be read counts as empty.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

from claims.adapters.documents import UnreadableError
from claims.adapters.pages import extract_page
from evaluation.reading import UnreadableFile
from evaluation.scores import round_scores

SHINGLE = 4
MOST_PAGE_BYTES = 20_000_000
_TOKEN = re.compile(r"\w+")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("folder", metavar="DIR", help="html/*.html.gz and ground-truth.json")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score the pages of the folder named by `args`; see the module's docstring for what comes back."""
    folder = Path(args.folder)
    truth = _read_truth(folder / "ground-truth.json")
    pages = {name: _read_page(folder / "html" / f"{name}.html.gz") for name in truth}
    started = time.perf_counter()
    found = {name: _extract(page, truth[name]["url"]) for name, page in pages.items()}
    seconds = time.perf_counter() - started
    counts = [compare_texts(truth[name]["articleBody"], found[name]) for name in truth]
    scores = score_pages(counts)
    return {**round_scores(scores), "pages": len(truth), "seconds": round(seconds, 2)}


def compare_texts(true: str, found: str) -> tuple[float, float, float]:
    """(shared, superfluous, missing) shingles of `found`, each as a share of their sum; (0, 0, 0) when both texts are
    empty."""
    expected, given = count_shingles(true), count_shingles(found)
    shared = sum((expected & given).values())
    extra, missing = sum(given.values()) - shared, sum(expected.values()) - shared
    total = shared + extra + missing
    return (shared / total, extra / total, missing / total) if total else (0.0, 0.0, 0.0)


def score_pages(counts: list[tuple[float, float, float]]) -> dict[str, float]:
    """Precision, recall and f1 of the pages' counts together; 0 where there is nothing to divide by."""
    shared, extra, missing = (sum(column) for column in zip(*counts, strict=True))
    precision = shared / (shared + extra) if shared + extra else 0.0
    recall = shared / (shared + missing) if shared + missing else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": f1, "precision": precision, "recall": recall}


def count_shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four tokens; a shorter text is one run."""
    tokens = _TOKEN.findall(text or "")
    size = min(SHINGLE, len(tokens))
    return (
        Counter(tuple(tokens[start : start + size]) for start in range(len(tokens) - size + 1)) if tokens else Counter()
    )


def _extract(page: bytes, url: str) -> str:
    try:
        return extract_page(page, url).text
    except UnreadableError:
        return ""


def _read_truth(path: Path) -> dict[str, dict[str, str]]:
    try:
        truth = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableFile(f"{path}: the file cannot be read as JSON ({type(error).__name__}).") from error
    if not isinstance(truth, dict) or not truth:
        raise UnreadableFile(f"{path}: the file must be a JSON object with a page for each name.")
    for name, page in truth.items():
        body = page.get("articleBody") if isinstance(page, dict) else None
        if not isinstance(body, str) or not isinstance(page.get("url", ""), str):
            raise UnreadableFile(f"{path}: the page {name!r} needs an articleBody, and a url that is a text.")
        if "/" in name or name.startswith("."):
            raise UnreadableFile(f"{path}: {name!r} is not the name of a page.")
    return {name: {"articleBody": page["articleBody"], "url": page.get("url", "")} for name, page in truth.items()}


def _read_page(path: Path) -> bytes:
    try:
        with gzip.open(path) as page:
            content = page.read(MOST_PAGE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "it is not a gzip file"
        raise UnreadableFile(f"{path}: the page cannot be read ({reason}).") from error
    if len(content) > MOST_PAGE_BYTES:
        raise UnreadableFile(f"{path}: the page is larger than {MOST_PAGE_BYTES // 1_000_000} MB.")
    return content
