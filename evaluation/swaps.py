"""Pairs made from statements by small edits whose effect on the meaning is known.

Idea: what a general set of pairs hardly teaches is that "12 dead" and "14 dead" cannot both be, that "1,500" and "1500"
can, and that "police deny that" turns a statement round while "reports say that" leaves it open. Such pairs are made:
each kind of conflict together with edits that look like it and change nothing, so that a small edit alone says nothing.

Method: the project's own grammar finds the quantities and dates; a table of opposites and of near synonyms gives the
words; frames of headlines (denials, debunks, hearsay, questions) are ours. All draws come from one seeded generator.

Limits: edits are blind to the sense of the rest ("not" is set after the first auxiliary), so some labels are wrong; the
share of such pairs is kept small by the caps of `relation_mix`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from claims.domain.dates import find_date_spans
from claims.domain.quantities import find_quantities
from claims.domain.types import Quantity

Pair = tuple[str, str, str]  # a, b, label
Maker = Callable[[str, str, random.Random], Iterator[Pair]]

SMALL_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
LARGEST_VALUE = 10**12
LONGEST_FRAMED = 160  # characters; a headline is no longer
OPPOSITES = (
    ("rose", "fell"), ("increased", "decreased"), ("higher", "lower"), ("more", "less"), ("won", "lost"),
    ("alive", "dead"), ("approved", "rejected"), ("opened", "closed"), ("before", "after"), ("allowed", "banned"),
    ("guilty", "innocent"), ("found", "lost"), ("arrived", "left"), ("hired", "fired"), ("supports", "opposes"),
    ("supported", "opposed"), ("true", "false"), ("real", "fake"), ("safe", "dangerous"), ("legal", "illegal"),
    ("released", "detained"), ("survived", "died"), ("first", "last"), ("north", "south"), ("east", "west"),
    ("largest", "smallest"), ("best", "worst"), ("accepted", "refused"), ("started", "ended"), ("bought", "sold"),
    ("same", "different"), ("always", "never"), ("all", "none of"), ("inside", "outside"), ("son", "daughter"),
    ("husband", "wife"), ("brother", "sister"), ("father", "mother"), ("man", "woman"), ("men", "women"),
    ("boy", "girl"), ("confirmed", "denied"), ("healthy", "ill"), ("rich", "poor"), ("young", "old"),
)  # fmt: skip
SYNONYMS = (
    ("rose", "climbed"), ("fell", "dropped"), ("increased", "grew"), ("said", "stated"), ("killed", "slain"),
    ("big", "large"), ("began", "started"), ("approved", "passed"), ("arrested", "detained"), ("hurt", "injured"),
    ("bought", "purchased"), ("show", "reveal"), ("picture", "photo"), ("film", "movie"), ("ended", "finished"),
    ("children", "kids"), ("police", "officers"), ("help", "assist"), ("car", "vehicle"), ("doctor", "physician"),
    ("physician", "doctor"), ("woman", "lady"), ("quick", "fast"), ("found", "discovered"), ("whole", "entire"),
)  # fmt: skip
REFUTING_FRAMES = (
    "No, {x}? That is not true", "It is not true that {x}", "Officials deny that {x}", "Police deny that {x}",
    "Report that {x} is a hoax", "Fake: {X}", "Hoax: {X}", "Debunked: {X}", "Claim that {x} is false",
    "{X}? It never happened", "{X}: the story is fake", "Rumour that {x} was made up", "False report: {X}",
    "Spokesman denies reports that {x}", "Why the story that {x} is nonsense", "Fact check: no evidence, {x} is false",
    "That story about how {x}? A hoax", "Company rejects claim that {x}", "Sorry, but it is fiction that {x}",
    "The viral tale that {x} is satire", "Family denies that {x}", "Government dismisses reports that {x}",
)  # fmt: skip
OPEN_FRAMES = (
    "Did it happen that {x}?", "Reports claim that {x}", "Is it true that {x}?", "Rumour: {X}", "{X}, reports claim",
    "Unconfirmed: {X}", "Officials investigate whether {x}", "{X}?", "Police are looking into claims that {x}",
    "It is alleged that {x}", "Could it be that {x}?", "Pentagon cannot confirm that {x}", "What we know: did {x}?",
    "Website claims that {x}", "{X} - or so it is said", "Authorities examine reports that {x}",
)  # fmt: skip
PLAIN_FRAMES = (
    "Confirmed: {X}", "It is official: {X}", "Breaking: {X}", "{X}, police say", "{X}, officials confirm",
    "Watch: {X}", "Yes, {x}", "Company confirms that {x}", "UPDATE: {X}", "{X} (VIDEO)", "Here is how {x}",
    "Spokesman confirms that {x}", "{X}, study finds", "It is not a hoax: {x}", "Nobody denies that {x}",
)  # fmt: skip
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|has|have|had|can|could|would|should|does|did)\b(?!\s(?:not|n't))")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NAMED_TIME = re.compile(rf"\b(?:{'|'.join((*_WEEKDAYS, *_MONTHS))})\b")
_YEAR = re.compile(r"\b(1[89]\d\d|20[0-4]\d)\b")
_LEADING = re.compile(
    r"\A(?:The|A|An|This|That|These|Those|There|He|She|It|They|We|In|On|At|Some|Two|Three|One|People)\b"
)


def make_swaps(pairs: Sequence[tuple[str, str]], wanted: int, seed: int) -> list[Pair]:
    """Up to `wanted` pairs made from `pairs`, of which the first statement supports the second."""
    draw = random.Random(seed)
    made: list[Pair] = []
    for maker, share in _MAKERS.items():
        made += _make_with(maker, draw.sample(pairs, len(pairs)), int(wanted * share), draw)
    return made


def _make_with(maker: Maker, pairs: Sequence[tuple[str, str]], wanted: int, draw: random.Random) -> list[Pair]:
    made: list[Pair] = []
    for a, b in pairs:
        if len(made) >= wanted:
            break
        made += maker(a, b, draw)
    return made[:wanted]


def swap_number(a: str, b: str, draw: random.Random) -> Iterator[Pair]:
    """Another value in `b` refutes; the value in another form, or a bound that it meets, does not."""
    found = [q for q in find_quantities(b) if q.low == q.high and 0 < q.low < LARGEST_VALUE and q.low == int(q.low)]
    found = [
        q for q in found if b[q.start : q.end].replace(",", "").isdigit() or b[q.start : q.end].lower() in SMALL_NUMBERS
    ]
    if not found:
        return
    quantity = draw.choice(found)
    value = int(quantity.low)
    yield draw.choice((a, b)), _replace(b, quantity, _write(_move(value, draw), draw)), "refutes"
    kind = draw.randrange(4)
    if kind == 0:
        yield a, _replace(b, quantity, _write(value, draw)), "supports"
    elif kind == 1 and value > 2:
        yield (
            b,
            _replace(
                b,
                quantity,
                f"{draw.choice(('more than', 'over', 'at least'))} {_write(max(1, value - 1 - value // 8), draw)}",
            ),
            "supports",
        )
    elif kind == 2:
        yield (
            b,
            _replace(
                b, quantity, f"{draw.choice(('more than', 'over', 'at least'))} {_write(value + 1 + value // 4, draw)}"
            ),
            "refutes",
        )
    else:
        yield (
            _replace(
                b, quantity, f"{draw.choice(('more than', 'at least'))} {_write(max(1, value - 1 - value // 8), draw)}"
            ),
            b,
            "neutral",
        )


def swap_time(a: str, b: str, draw: random.Random) -> Iterator[Pair]:
    """Another weekday, month or year refutes; leaving it out supports one way and stays open the other."""
    spans = [
        span
        for span in find_date_spans(b)
        if _NAMED_TIME.search(b, span.start, span.end) or _YEAR.search(b, span.start, span.end)
    ]
    if not spans:
        return
    span = draw.choice(spans)
    inside = b[span.start : span.end]
    moved = _YEAR.sub(lambda m: str(int(m[0]) + draw.choice((-7, -2, -1, 1, 2, 10))), inside)
    if moved == inside:
        moved = _NAMED_TIME.sub(
            lambda m: draw.choice([x for x in (_WEEKDAYS if m[0] in _WEEKDAYS else _MONTHS) if x != m[0]]), inside
        )
    if moved != inside:
        yield draw.choice((a, b)), b[: span.start] + moved + b[span.end :], "refutes"
    before = re.search(r"\s(?:on|in|since|during)\s\Z", b[: span.start])
    if before:
        without = b[: before.start()] + b[span.end :]
        yield draw.choice([(b, without, "supports"), (without, b, "neutral")])


def swap_polarity(a: str, b: str, draw: random.Random) -> Iterator[Pair]:
    """ "not" after the first auxiliary refutes; the unchanged wording does not."""
    found = _AUXILIARY.search(b)
    if found:
        denied = f"{b[: found.end()]} not{b[found.end() :]}"
        yield draw.choice([(a, denied, "refutes"), (denied, a, "refutes"), (b, denied, "refutes")])
        yield draw.choice([(denied, denied, "supports"), (b, b, "supports"), (a, b, "supports")])


def swap_word(a: str, b: str, draw: random.Random) -> Iterator[Pair]:
    """A word's opposite refutes; a near synonym does not."""
    for table, label in ((OPPOSITES, "refutes"), (SYNONYMS, "supports")):
        for left, right in draw.sample(table, len(table)):
            first, second = (left, right) if draw.random() < 0.5 or table is SYNONYMS else (right, left)
            found = re.search(rf"\b{first}\b", b)
            if found:
                changed = b[: found.start()] + second + b[found.end() :]
                yield draw.choice([(a, changed, label), (b, changed, label), (changed, b, label)])
                break


def frame_headline(a: str, b: str, draw: random.Random) -> Iterator[Pair]:
    """A denial or debunk of `b` refutes `a`, hearsay and questions leave it open, a plain frame supports it."""
    for frames, label in ((REFUTING_FRAMES, "refutes"), (OPEN_FRAMES, "neutral"), (PLAIN_FRAMES, "supports")):
        said, other = draw.choice(((a, b), (b, a), (b, b)))
        if max(len(said), len(other)) < LONGEST_FRAMED:
            yield other, set_frame(draw.choice(frames), said), label


def set_frame(frame: str, said: str) -> str:
    """`said` inside a frame: {x} with a small first letter where that is safe, {X} as it is."""
    bare = said.strip().rstrip(".!?")
    small = bare[:1].lower() + bare[1:] if _LEADING.match(bare) else bare
    return frame.replace("{x}", small).replace("{X}", bare)


def _replace(text: str, quantity: Quantity, written: str) -> str:
    return text[: quantity.start] + written + text[quantity.end :]


def _move(value: int, draw: random.Random) -> int:
    """Another value that could stand in the same place."""
    if value < 13:
        return draw.choice([other for other in range(1, 13) if other != value])
    return max(1, draw.choice((value * 2, value // 2, value * 10, value + value // 3, value - value // 4, value + 5)))


def _write(value: int, draw: random.Random) -> str:
    """The value in one of the forms that a newspaper uses."""
    if value < len(SMALL_NUMBERS) and draw.random() < 0.5:
        return SMALL_NUMBERS[value]
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if value >= size and value % (size // 10) == 0 and draw.random() < 0.5:
            return f"{value / size:g} {name}"
    return f"{value:,}" if draw.random() < 0.7 else str(value)


# Share of what is made.
_MAKERS: dict[Maker, float] = {
    swap_number: 0.35,
    swap_time: 0.1,
    swap_polarity: 0.1,
    swap_word: 0.15,
    frame_headline: 0.3,
}
