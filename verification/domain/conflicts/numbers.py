"""Number conflicts: two statements count or measure the same thing and cannot both be right.

Method: numbers are compared where they count the same (`values.compare_counted`) and play the same part: the
amount of a change ("by 40") is not its result ("to 1,240"), a rate in one year not that in another. A number
that fits one of the other side is settled, and so is one that is the sum of the other side's. What is left
clashes, the surest pair first.

Limits: see `values`. Reference: see `values`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from claims.domain.cues import compile_cues
from claims.domain.types import Quantity, Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.lexemes import find_lexeme
from verification.domain.roles import is_role
from verification.domain.types import ConflictType, Statement
from verification.domain.values import Likeness, Value, agree_quantities, compare_counted, key_quantity
from verification.domain.wording import find_content_words

# When a number does not say what it counts, the words around have to carry more.
SAME_TOPIC_UNCOUNTED = 0.6
# The only numbers of both statements may be one with nothing alike beside them, if nearly all else is alike.
SAME_TOPIC_ALONE = 0.65
# Where the neighbouring word of a number is looked for: a long word and a few short ones.
NEIGHBOUR_REACH = 40
CLAUSE_REACH = 120
# More numbers than this in a sentence are a table; their sums would meet anything.
MOST_SUMMED = 6

_CHANGE_BY = re.compile(
    r"\b(?:by|another|an?\s(?:extra|additional|further)|additional)\s(?:about\s|some\s|nearly\s)?\Z", re.I
)
_CHANGE_FROM = re.compile(r"\b(?:from|than\sthe|against)\s(?:about\s|some\s|nearly\s|a\s)?\Z", re.I)
_CHANGE_TO = re.compile(r"\b(?:to)\s(?:about\s|some\s|nearly\s|a\s)?\Z", re.I)
_MOVES = compile_cues(
    r"\b(?:rose|rises?|risen|fell|falls?|fallen|increas\w+|decreas\w+|drop\w*|cut\w*|rais\w+|lower\w*|reduc\w+|grew|grow\w*"
    r"|climb\w*|jump\w*|slow\w*|declin\w+|up|down|gain\w*|lost|lose|chang\w+|revis\w+)\b",
)
_PARTIAL = re.compile(
    r"\b(?:among\s(?:them|whom)|of\s(?:them|whom|these|those)|includ(?:es?|ed|ing)|alone|so\sfar|each|apiece"
    r"|per\s(?:day|week|month|year|person|head)|an?\s(?:day|week|month|year|hour)\b|daily|weekly|monthly|annual(?:ly)?"
    r"|yearly|worldwide|globally|nationwide|in\stotal|overall|altogether|combined|initially|at\sfirst|originally"
    r"|previously|first\sthought|earlier|last\syear|this\syear|next\syear|last\smonth|this\smonth)\b",
    re.I,
)
_THING = re.compile(
    r"\b([a-z]+)\s(?:of|at|was|is|to|came\sto)\s(?:about\s|some\s|nearly\s|over\s|around\s|just\s|up\sto\s)?\Z"
)
_REFERENCE = re.compile(r"(?:^|\s)[a-z][a-z-]*\s?[(\[]\Z")
_NUMBER = re.compile(r"\d{1,3}")
_REFERENCE_END = re.compile(r"[)\]]\s?(?:[.,;]|\Z)")
_AGED = re.compile(r"\d+[\s-]years?[\s-]old\s((?:[\w-]{2,20}\s?){1,3})", re.I)
_SINCE = re.compile(r"\bsince\s(?:the\s|last\s|early\s|late\s)*\w+", re.I)
_SCORE_AFTER = re.compile(r"\s?[-–:]\s?\d{1,3}(?![\d-])")
_SCORE_BEFORE = re.compile(r"(?<!\d)\d{1,3}\s?[-–:]\s?\Z")
_JOINED = re.compile(r"\s(?:[\w-]+\s){1,3}and\s(?:an?|one|another|the)\s\w", re.I)
_JOINED_BEFORE = re.compile(r"\b(?:an?|one)\s\w+\sand\s(?:(?:her|his|their|another)\s)?\Z", re.I)
_ONE_DAY = compile_cues(r"\b(?:on\s(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|overnight|last\snight)\b")
_DIMENSIONS = {
    name: re.compile(rf"\b(?:{words})\b", re.I)
    for name, words in {
        "length": "long|lengths?|spans?|spanning|spanned|stretch(?:es|ed)?",
        "width": "wide|width|across|diameter",
        "height": "tall|high|heights?",
        "depth": "deep|depths?",
        "mass": "weighs?|weighed|weighing|weight|heavy",
        "age": "aged?|old",
    }.items()
}
_NUMBER_OF = re.compile(
    r"\bnumber\sof\s(?:[a-z-]+\s)??([a-z-]+s|people)\b[^,;.]*\s(?:is|was|at|to|totals|totalled|reached|hit|exceeds)\s\Z",
    re.I,
)
LONGEST_SUBJECT = 120  # characters between "the number of ..." and the number
_FOLDS = {
    "doubled": 2, "doubling": 2, "tripled": 3, "tripling": 3, "trebled": 3, "trebling": 3,
    "quadrupled": 4, "halved": 0.5,
}  # fmt: skip
_FOLD = compile_cues(rf"\b(?:{'|'.join(_FOLDS)})\b")
_PURPOSE = re.compile(r"\s(?:in|of|for)\s(?:the\s|a\s)?((?:[a-z-]+\s){0,2}[a-z]+)")


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity with the stems on either side ("" at the quote's end), its part in a change and its limits."""

    quantity: Quantity
    before: str
    after: str
    part: str  # "by", "from", "to" or ""
    limits: frozenset[str]  # "each", "worldwide" ... in the same clause
    thing: str  # what an amount is an amount of ("profit"), "" when it does not say
    score: bool  # one side of "3-1"
    joined: bool  # "two men and a woman", "a mother and her two children": more are counted than the number says
    span: str  # "since" what is counted, "day" where it is counted on one day only, or ""
    dimension: str  # "length", "width" ... of a measure, or ""
    aged: str = ""  # whether a "person" or a "thing" is so many years old, where the age stands before it


def read_counted(statement: Statement, quantities: Sequence[Quantity]) -> tuple[Counted, ...]:
    """The quantities of a statement with what stands around them; "doubled" and the like among them."""
    quote = statement.quote
    named = [replace(q, counted=_name_counted(quote, q)) for q in quantities if not _is_reference(quote, q)]
    return tuple(_read_around(quote, quantity) for quantity in [*named, *_find_folds(quote)])


def _is_reference(quote: str, quantity: Quantity) -> bool:
    """Whether it only points to a list of sources: "no benefit (32)". "Ana Ruiz (32)" tells an age."""
    if quantity.unit or quantity.counted or not _NUMBER.fullmatch(quote, quantity.start, quantity.end):
        return False
    opened = _REFERENCE.search(quote[max(0, quantity.start - NEIGHBOUR_REACH) : quantity.start])
    return opened is not None and _REFERENCE_END.match(quote, quantity.end) is not None


def _name_counted(quote: str, quantity: Quantity) -> str:
    """What the number counts; where nothing stands behind it, the "number of" that stands before it."""
    if quantity.counted or quantity.unit:
        return quantity.counted
    found = _NUMBER_OF.search(quote, max(0, quantity.start - LONGEST_SUBJECT), quantity.start)
    return found[1].lower() if found else ""


def _find_folds(quote: str) -> list[Quantity]:
    """By how many times something grew: "tripled" is three times."""
    return [
        Quantity(m.start(), m.end(), times := Decimal(_FOLDS[m.group().lower()]), times, "times", "", False, "")
        for m in _FOLD.finditer(quote)
    ]


def _read_around(quote: str, quantity: Quantity) -> Counted:
    left = quote[max(0, quantity.start - NEIGHBOUR_REACH) : quantity.start]
    right = quote[quantity.end : quantity.end + NEIGHBOUR_REACH]
    before, after = find_content_words(left), find_content_words(right)
    clause = _cut_clause(quote, quantity)
    limits = {" ".join(m.group().lower().split()) for m in _PARTIAL.finditer(clause)}
    if quantity.unit == "percent" and _MOVES.search(quote) and (since := _SINCE.search(clause)):
        limits.add(since[0].lower())  # what moved since May did not move since Monday
    thing = _THING.search(left.lower()) if quantity.unit else None
    return Counted(
        quantity,
        before[-1] if before else "",
        after[0] if after else "",
        _read_part(quote, left),
        frozenset(limits),
        find_lexeme(thing[1]).key if thing else "",
        bool(_SCORE_AFTER.match(quote, quantity.end) or _SCORE_BEFORE.search(left)),
        bool(_JOINED.match(right) or _JOINED_BEFORE.search(left)),
        "since" if _SINCE.search(clause) else "day" if _ONE_DAY.search(clause) else "",
        next((name for name, words in _DIMENSIONS.items() if words.search(clause)), "") if quantity.unit else "",
        _read_aged(quote, quantity),
    )


def _read_aged(quote: str, quantity: Quantity) -> str:
    found = _AGED.match(quote, quantity.start)
    if found is None:
        return ""
    return "person" if any(map(is_role, found[1].lower().split())) else "thing"


def _cut_clause(quote: str, quantity: Quantity) -> str:
    """What stands around a quantity up to the next comma or stop on either side."""
    left = quote[max(0, quantity.start - CLAUSE_REACH) : quantity.start]
    right = quote[quantity.end : quantity.end + CLAUSE_REACH]
    return re.split(r"[,;:.]\s", left)[-1] + " " + re.split(r"[,;:.](?:\s|\Z)", right)[0]


def _read_part(quote: str, left: str) -> str:
    if not _MOVES.search(quote):
        return ""
    for part, pattern in (("by", _CHANGE_BY), ("from", _CHANGE_FROM), ("to", _CHANGE_TO)):
        if pattern.search(left):
            return part
    return ""


class NumberComparison:
    """Compares numbers, and remembers what each pair of values came to: values repeat within a claim."""

    def __init__(self) -> None:
        self._quantities: dict[tuple[Value, Value], tuple[Likeness, bool]] = {}

    def clash(self, a: Sequence[Counted], b: Sequence[Counted], likeness: float) -> Clash | None:
        """The clash of the surest comparable numbers none of which fits the other side, None without one."""
        alone = len(a) == len(b) == 1
        pairs = [(self._match(qa, qb, likeness, alone=alone), qa, qb) for qa in a for qb in b]
        pairs = [pair for pair in pairs if pair[0][0]]
        settled_a = {qa.quantity.start for (_, agree), qa, _ in pairs if agree} | _find_sums(a, b)
        settled_b = {qb.quantity.start for (_, agree), _, qb in pairs if agree} | _find_sums(b, a)
        left = [p for p in pairs if p[1].quantity.start not in settled_a and p[2].quantity.start not in settled_b]
        if not left:
            return None
        (sure, _), qa, qb = min(left, key=lambda p: (-p[0][0], p[1].quantity.start, p[2].quantity.start))
        rule, weight = ("different_count", 1.0) if sure == Likeness.SAME else ("different_number", 0.5)
        span_a, span_b = (Span(q.quantity.start, q.quantity.end) for q in (qa, qb))
        return Clash(ConflictType.NUMBER, span_a, span_b, rule, likeness * weight)

    def _match(self, a: Counted, b: Counted, likeness: float, *, alone: bool) -> tuple[Likeness, bool]:
        sure, agree = self._match_quantities(a.quantity, b.quantity)
        if agree:
            return sure, agree
        if a.dimension and b.dimension and a.dimension != b.dimension:
            return Likeness.NONE, agree
        if (a.part and b.part and a.part != b.part) or a.limits != b.limits or a.score != b.score:
            return Likeness.NONE, agree
        if a.aged and b.aged and a.aged != b.aged:
            return Likeness.NONE, agree  # a custom has another age than a boy
        if {a.span, b.span} == {"since", "day"}:
            return Likeness.NONE, agree  # the losses of a day are not those of a war
        if (a.joined or b.joined) and a.quantity.counted != b.quantity.counted:
            return Likeness.NONE, agree
        if a.thing and b.thing and a.thing != b.thing and not _stand_alike(a, b):
            sure = min(sure, Likeness.POSSIBLE)
        enough = likeness >= (SAME_TOPIC_UNCOUNTED if _stand_alike(a, b) else SAME_TOPIC_ALONE if alone else 2)
        if sure == Likeness.POSSIBLE and not enough:
            return Likeness.NONE, agree
        return sure, agree

    def _match_quantities(self, a: Quantity, b: Quantity) -> tuple[Likeness, bool]:
        key = key_quantity(a), key_quantity(b)
        if key not in self._quantities:
            self._quantities[key] = compare_counted(a, b), agree_quantities(a, b)
        return self._quantities[key]


def _find_sums(wholes: Sequence[Counted], parts: Sequence[Counted]) -> set[int]:
    """Starts of the numbers that some of the other side's numbers add up to, or that are among such parts."""
    if len(wholes) + len(parts) < 3:
        return set()  # it takes two parts and their whole
    found = set()
    for whole in wholes:
        of_unit = [p.quantity for p in parts if p.quantity.unit == whole.quantity.unit][:MOST_SUMMED]
        others = [w.quantity.low for w in wholes if w is not whole and w.quantity.unit == whole.quantity.unit]
        if _is_sum(whole.quantity, [part.low for part in of_unit]) or any(
            _is_sum(part, [whole.quantity.low, *others[:MOST_SUMMED]]) for part in of_unit
        ):
            found.add(whole.quantity.start)
    return found


def _is_sum(whole: Quantity, amounts: Sequence[Decimal]) -> bool:
    """Whether some of the amounts add up to the whole, which may be a bound ("more than 100" for 75 and 30)."""
    sums = (sum(chosen) for size in range(2, len(amounts) + 1) for chosen in combinations(amounts, size))
    if not whole.bound:
        return whole.low > 0 and whole.low in sums
    return any(agree_quantities(whole, replace(whole, low=Decimal(s), high=Decimal(s), bound="")) for s in sums)


def _stand_alike(a: Counted, b: Counted) -> bool:
    """Whether the word before or the word after both numbers is the same."""
    if (a.before and a.before == b.before) or (a.after and a.after == b.after):
        return True
    keys = [{find_lexeme(word).key for word in (c.before, c.after) if word} for c in (a, b)]
    return bool(keys[0] & keys[1])
