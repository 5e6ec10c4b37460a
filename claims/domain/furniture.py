"""Site furniture: lines that one source repeats from article to article and that say nothing about their subject.

Idea: "The Courier was founded in 1874" under every article is no statement of any of them. What tells furniture from a
true statement that is told again (a wire copy, a background sentence of a running story) is that it recurs in
*different* articles and has nothing to do with them.
Method: articles that share most of their lines count as one article (an update, a second address); a line is furniture
when `LEAST_ARTICLES` different articles of the source have it and, in most of these, few of its words come back in
the rest of the article. Pure in the set of articles, so their order does not matter.

Limits: learned from the articles that are there; the first two articles of a source keep theirs. A line that changes
a word each time ("Day 12 of our campaign") is learned, because digits are ignored; one that changes otherwise is not.
Reference: site-style detection by repetition across pages (Yi, Liu and Li, "Eliminating noisy information in web
pages", KDD 2003), for lines instead of page trees.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence

from claims.domain.sentences import split_lines
from claims.domain.types import Span

# Two articles may share a line by chance or because one updates the other; three different ones share it because it
# stands in the template.
LEAST_ARTICLES = 3
# Articles that share this much of the shorter one's lines are versions of one.
SAME_ARTICLE = 0.5
# Share of a line's longer words that come back elsewhere in its article. Background sentences of a running story
# repeat its names and nouns (0.5 and more in the demo corpus), notices about the site do not (below 0.2).
ON_TOPIC = 0.34
# Notices are short; a longer repeated line is a paragraph, and an author's.
LONGEST_LINE = 600

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{4,}")


def normalize_line(line: str) -> str:
    """A line as it is compared: case, white space and digits do not count."""
    return _DIGITS.sub("0", " ".join(line.casefold().split()))


def learn_furniture(texts: Sequence[str], least: int = LEAST_ARTICLES) -> frozenset[str]:
    """The normalised lines that are furniture of the one source whose articles' texts are given."""
    articles = [_read_lines(text) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, lines in enumerate(articles):
        for line in lines:
            holders[line].append(number)
    repeated = {line: found for line, found in holders.items() if len(found) >= least}
    return frozenset(
        line
        for line, found in repeated.items()
        if _count_different([frozenset(articles[number]) for number in found]) >= least
        and _is_off_topic(line, [articles[number] for number in found], repeated)
    )


def find_furniture(text: str, lines: Sequence[Span], furniture: Container[str]) -> tuple[Span, ...]:
    """Those of `lines`, spans of `text`, that are furniture."""
    if not furniture:
        return ()
    return tuple(
        line
        for line in lines
        if line.end - line.start <= LONGEST_LINE and normalize_line(text[line.start : line.end]) in furniture
    )


def _read_lines(text: str) -> dict[str, frozenset[str]]:
    """Normalised lines of a text with their longer words, in order, each once."""
    spans = (span for span in split_lines(text) if span.end - span.start <= LONGEST_LINE)
    lines = (normalize_line(text[span.start : span.end]) for span in spans)
    return {line: frozenset(_WORD.findall(line)) for line in lines}


def _count_different(articles: Sequence[frozenset[str]]) -> int:
    """How many articles are left when versions of one are counted once."""
    different: list[frozenset[str]] = []
    for lines in sorted(articles, key=lambda lines: (-len(lines), sorted(lines))):
        if not any(len(lines & other) >= SAME_ARTICLE * len(lines) and len(lines) > 1 for other in different):
            different.append(lines)
    return len(different)


def _is_off_topic(line: str, articles: Sequence[dict[str, frozenset[str]]], repeated: Container[str]) -> bool:
    """Whether in most of its articles few of the line's words come back in lines that are not repeated themselves."""
    return 2 * sum(_is_about(line, lines, repeated) for lines in articles) < len(articles)


def _is_about(line: str, lines: dict[str, frozenset[str]], repeated: Container[str]) -> bool:
    words = lines[line]
    if not words:
        return False
    rest: set[str] = set()
    for other, found in lines.items():
        if other not in repeated:
            rest |= found
    return len(words & rest) >= ON_TOPIC * len(words)
