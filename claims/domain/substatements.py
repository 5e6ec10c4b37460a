"""The statements inside a sentence, each with its words, its voice and its hedges.

Idea: `clauses`, `apposition` and `nominals` find what else a sentence states; here it is decided which of it deserves
to stand alone. A statement must be readable without its sentence, must not repeat it, and keeps what governed it:
hearsay stays a hedge, and what stands outside the reported words is the article's own voice, not the speaker's.
Method: candidates in order of their place; one that names nobody and counts nothing is no statement of its own; one
that holds nearly all words of the sentence or of an earlier candidate is a repetition.

Limits: those of the finders. Reference: none, own rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.domain.apposition import find_appositions
from claims.domain.clauses import Clause, find_clauses
from claims.domain.factuality import find_hearsay
from claims.domain.frames import find_quotations
from claims.domain.names import find_names
from claims.domain.nominals import find_nominals
from claims.domain.quantities import find_quantities
from claims.domain.syntax import Tree
from claims.domain.types import Parse, Span, StatementKind

# A statement that repeats this share of the words of another is the same statement: "the port closed on Monday" in
# "Still, the port closed on Monday". Below it the sentence says something that the part does not.
REPETITION = 0.8
# A count without any name is checkable only where the rest says of what: "42 agents were seriously injured in what".
FEWEST_WORDS_WITHOUT_NAME = 8
FEWEST_WORDS = 4
# With less than this left, a main statement is not cut: it would lose what it is about.
FEWEST_WORDS_LEFT = 6

_WORD = re.compile(r"[^\W_]{2,}")
_VAGUE = re.compile(r"(?i)(?:it|this|that|these|those|there|they|we|you|i|which|what|who|something|anything)\b")
_LEADING_MARK = re.compile(
    r"(?i)\A(?:(?:just\s)?(?:a|an|one|two|three|four|five|six|few|several|\d+)?\s?(?:few\s)?"
    r"(?:hours?|days?|weeks?|months?|years?|minutes?|shortly|soon|even)?\s?)?"
    r"(?:after|before|although|though|while|whereas|because|since|when|as|once)\s"
)

_ADVERBIAL_JOINT = re.compile(r"[,;]\s(?:[a-z]+\s){1,4}\Z")
_NOMINAL_JOINT = re.compile(r",\s(?:including|such\sas|following|after|despite|amid|since)\s\Z")
_COORDINATED_JOINT = re.compile(r"[,;]\s(?:and|but|while)\s\Z")


@dataclass(frozen=True, slots=True)
class SubStatement:
    """A statement inside a sentence. Offsets relative to the sentence; `text` still lacks capital and full stop."""

    kind: StatementKind
    span: Span
    text: str
    own_voice: bool  # not under the sentence's attribution
    quoted: bool  # within quotation marks
    hedges: tuple[str, ...]
    cut: Span | None  # what the main statement can do without


def find_substatements(sentence: str, parse: Parse, frame: Sequence[Span] = ()) -> tuple[SubStatement, ...]:
    """Statements inside `sentence` beside its main one, in order. `frame`: its attribution, offsets in the sentence."""
    if not parse:
        return ()
    tree = Tree(sentence, parse)
    reporting = {i for i, token in enumerate(parse) if any(span.start <= token.start < span.end for span in frame)}
    found = sorted(_find_candidates(tree, reporting), key=lambda clause: (clause.start, -clause.end))
    kept: list[Clause] = []
    for clause in found:
        if _stands_alone(clause.text) and not any(_repeats(clause.text, other.text) for other in kept):
            kept.append(clause)
    return tuple(_describe(tree, clause, frame, reporting) for clause in kept)


def repeats(part: str, whole: str) -> bool:
    """Whether `part` says all of `whole`, by its words."""
    ours, theirs = _list_words(part), _list_words(whole)
    return bool(theirs) and len(ours & theirs) >= REPETITION * len(theirs)


def cut_clauses(sentence: str, found: Sequence[SubStatement], frame: Sequence[Span]) -> tuple[Span, ...]:
    """Which clauses the main statement can do without, so that nothing is stated twice; () where too little is left."""
    cuts = tuple(one.cut for one in found if one.cut is not None)
    blanked = list(sentence)
    for span in (*cuts, *frame):
        blanked[span.start : span.end] = " " * (span.end - span.start)
    left = "".join(blanked)
    return cuts if len(_WORD.findall(left)) >= FEWEST_WORDS_LEFT and _names_something(left) else ()


def _find_candidates(tree: Tree, reporting: set[int]) -> Iterator[Clause]:
    yield from find_clauses(tree, reporting)
    yield from find_appositions(tree, reporting)
    yield from find_nominals(tree, reporting)


def _stands_alone(text: str) -> bool:
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS or _VAGUE.match(text):
        return False
    if _names_something(text):
        return True
    return len(words) >= FEWEST_WORDS_WITHOUT_NAME and any(found.low != 1 for found in find_quantities(text))


def _names_something(text: str) -> bool:
    """Whether it holds a name; one word at its very beginning may only have the capital of a sentence."""
    return any(
        span.start > 0
        and text[: span.start].strip(' "“')
        or " " in text[span.start : span.end]
        or not text[span.start : span.end].istitle()
        for span in find_names(text)
    )


def _repeats(first: str, second: str) -> bool:
    return repeats(first, second) or repeats(second, first)


def _list_words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def _describe(tree: Tree, clause: Clause, frame: Sequence[Span], reporting: set[int]) -> SubStatement:
    span = Span(clause.start, clause.end)
    quoted = any(q.start <= span.start and span.end <= q.end for q in find_quotations(tree.sentence))
    passing = clause.kind in (StatementKind.APPOSITION,)
    return SubStatement(
        kind=clause.kind,
        span=span,
        text=clause.text,
        own_voice=_is_own_voice(tree, clause, frame, reporting),
        quoted=quoted,
        hedges=() if passing else find_hearsay(tree, clause.head),
        cut=_find_cut(tree, clause),
    )


def _is_own_voice(tree: Tree, clause: Clause, frame: Sequence[Span], reporting: set[int]) -> bool:
    """Whether the article itself says it: within or beside the attribution, or outside the quoted words."""
    if not frame:
        return False
    if any(span.start < clause.end and clause.start < span.end for span in frame):
        return True
    quotations = find_quotations(tree.sentence)
    inside = any(q.start <= clause.start < q.end for q in quotations)
    opening = tree.sentence[frame[0].end :].lstrip() if frame[0].start == 0 else tree.sentence
    if not inside and opening[:1] in ("“", '"'):
        return True
    root = next((head for _, head in reversed(list(tree.ancestors(clause.head)))), clause.head)
    if root not in reporting:
        return False
    return not any(
        head in reporting and tree[child].dep in ("ccomp", "parataxis") for child, head in tree.ancestors(clause.head)
    )


def _find_cut(tree: Tree, clause: Clause) -> Span | None:
    """What the main statement can do without: the clause with its comma and conjunction, None where it cannot."""
    if clause.kind in (StatementKind.APPOSITION, StatementKind.PARTICIPLE) or tree[clause.head].dep == "relcl":
        return _find_insertion(tree, clause)
    if clause.kind is StatementKind.NOMINAL:
        return _find_addition(tree, clause)
    if clause.kind is not StatementKind.CLAUSE or tree.subject(clause.head) is None:
        return None
    adverbial = tree[clause.head].dep == "advcl"
    before, after = tree.sentence[: clause.start], tree.sentence[clause.end :]
    if adverbial and after.startswith(",") and _LEADING_MARK.fullmatch(before):
        return Span(0, clause.end + 1 + (after[1:2] == " "))
    joint = (_ADVERBIAL_JOINT if adverbial else _COORDINATED_JOINT).search(before)
    if joint and _closes(tree.sentence, clause.end):
        return Span(joint.start(), clause.end)
    return None


def _find_insertion(tree: Tree, clause: Clause) -> Span | None:
    """ ", the founder of Y," from its comma to the next one; what it describes stays."""
    start = tree[tree.subtree(clause.head)[0]].start
    comma = re.search(r",\s\Z", tree.sentence[:start])
    closing = re.match(r"[”’\"]?(?P<comma>,)?[”’\"]?(?=[\s.]|\Z)", tree.sentence[clause.end :])
    if comma is None or closing is None or comma.start() < clause.start:
        return None
    last = "," in tree.sentence[clause.end - 2 : clause.end] or closing["comma"] or _closes(tree.sentence, clause.end)
    return Span(comma.start(), clause.end + closing.end()) if last else None


def _find_addition(tree: Tree, clause: Clause) -> Span | None:
    """ ", including the arrest of X" at the end of a sentence."""
    joint = _NOMINAL_JOINT.search(tree.sentence[: clause.start])
    return Span(joint.start(), clause.end) if joint and _closes(tree.sentence, clause.end) else None


def _closes(sentence: str, place: int) -> bool:
    return not sentence[place:].strip(' .!”"’')
