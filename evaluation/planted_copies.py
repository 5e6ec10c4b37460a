"""Copies planted on purpose, among reports that are truly independent: what folding into origins is measured on.

Each story of `gold/planted_stories.json` has an original, a rewritten text, and two reports by others who went and saw
for themselves. From the original come copies of every kind in `KINDS`: cut, reordered, under another headline, with
its quotation in another language, with a paragraph lifted into an article of one's own, with words exchanged, and
mixtures of these. From the rewritten text, which shares no runs of words with the original, come articles that only
say that they are not their own: by an agency's marker in one of many languages, by their owner, or by attribution.

Everything follows from the seed. Limits: five stories in English, and the copyists are ours. Reference: the kinds
follow METER (Clough, Gaizauskas, Piao and Wilks 2002), which has newspapers copy an agency.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

STORIES = Path(__file__).parent / "gold" / "planted_stories.json"
MORNING = datetime(2026, 5, 4, 6)
OWNER = "Meridian Group"

_HEADLINES = ("What we know so far", "The morning after", "“It could have been worse”", "Questions remain")
_LEADS = (
    "It was the talk of the day in the whole region, and our readers wrote to us about it in great numbers.",
    "Those who live there will not forget this week soon, and many ask what happens next.",
    "There are days on which nothing seems to go right, as people in the area can tell.",
)
_TRANSLATED = (
    "«Nadie lo olvidará mientras viva, y así tiene que ser para todos nosotros», se oyó decir.",
    "„Das wird hier so schnell keiner vergessen, und das ist auch gut so für uns alle“, hieß es.",
    "« Personne ne l'oubliera de sitôt, et c'est très bien ainsi pour nous tous », a-t-on entendu.",
)
_EXCHANGED = (("said", "stated"), ("about", "roughly"), ("most of", "the bulk of"), ("before", "ahead of"))
_HEADS = ("{place} ({agency}) — ", "{place}, 4 May ({agency}) - ", "By {agency}\n\n", "{agency} — ")
_TAILS = (
    "\n({agency})",
    "\nCon información de {agency}",
    "\nQuelle: {agency}",
    "\n(avec {agency})",
    "\nFonte: {agency}",
    "\nSource : {agency}",
    "\nŹródło: {agency}",
    "\n{agency} contributed to this report.",
)
_CITING = (
    "According to a report by {source}, {claim}.",
    "{Claim}, {source} reports.",
    "{source} reported on Monday that {claim}.",
    "As first reported by {source}, {claim}.",
    "{Claim}, according to {source}.",
)


@dataclass(frozen=True, slots=True)
class PlantedArticle:
    """One article; `kind` is "original", "independent" or the way in which it copies."""

    kind: str
    text: str
    source: str
    owner: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PlantedStory:
    about: str  # the words by which its claim is found again
    articles: list[PlantedArticle]


Story = dict[str, Any]
Writer = Callable[[Story, random.Random], str]


def plant_copies(copies: int = 200, seed: int = 0) -> Iterator[PlantedStory]:
    """Stories with `copies` copies in all, as evenly spread over stories and kinds as the number allows."""
    stories: list[Story] = json.loads(STORIES.read_text(encoding="utf-8"))
    dice = random.Random(seed)  # noqa: S311 -- not for secrets
    for number, story in enumerate(stories):
        kinds = [list(KINDS)[n % len(KINDS)] for n in range(number, copies, len(stories))]
        yield PlantedStory(story["about"], list(_write_story(story, kinds, number, dice)))


def _write_story(story: Story, kinds: list[str], number: int, dice: random.Random) -> Iterator[PlantedArticle]:
    yield PlantedArticle("original", "\n\n".join(_sign(story, dice)), story["outlet"], OWNER, MORNING)
    for at, kind in enumerate(kinds):
        owner = OWNER if kind == "owner" else ""
        unknown = kind == "unknown source"
        source = "" if unknown else f"{kind.title()} Gazette {number}-{at}"
        yield PlantedArticle(kind, KINDS[kind](story, dice), source, owner, MORNING + timedelta(hours=1, minutes=at))
    for at, sentences in enumerate(story["independent"]):
        text = " ".join(sentences)
        yield PlantedArticle("independent", text, f"Independent {number}-{at}", "", MORNING + timedelta(days=at - 1))


def _sign(story: Story, dice: random.Random) -> list[str]:
    """The original as its agency sends it out."""
    first, *rest = story["original"]
    return [f"{story['outlet'].split()[0].upper()} ({story['agency']}) — {first}", *rest]


def _copy_whole(story: Story, dice: random.Random) -> str:
    return "\n\n".join(story["original"])


def _cut(story: Story, dice: random.Random) -> str:
    kept = dice.randint(3, 5)
    return "\n\n".join(story["original"][:kept])


def _reorder(story: Story, dice: random.Random) -> str:
    sentences = list(story["original"])
    dice.shuffle(sentences)
    return " ".join(sentences)


def _put_headline(story: Story, dice: random.Random) -> str:
    return f"{dice.choice(_HEADLINES)}\n{dice.choice(_LEADS)}\n\n" + "\n\n".join(story["original"])


def _translate_quotation(story: Story, dice: random.Random) -> str:
    return "\n\n".join(dice.choice(_TRANSLATED) if "“" in sentence else sentence for sentence in story["original"])


def _lift_passage(story: Story, dice: random.Random) -> str:
    own = [*_LEADS, "We will stay with the story and report as soon as there is news from the people concerned."]
    return " ".join([*own[:2], *story["original"][1:2], *own[2:], "Write to us about what you have seen yourselves."])


def _exchange_words(story: Story, dice: random.Random) -> str:
    text = "\n\n".join(story["original"])
    for word, other in _EXCHANGED:
        text = text.replace(f" {word} ", f" {other} ")
    return text


def _mix(story: Story, dice: random.Random) -> str:
    sentences = [s for s in story["original"] if "“" not in s]
    middle = sentences[1:5]
    dice.shuffle(middle)
    return f"{dice.choice(_HEADLINES)}\n{dice.choice(_TRANSLATED)}\n\n" + "\n\n".join(middle)


def _mark_head(story: Story, dice: random.Random) -> str:
    place = story["outlet"].split()[0].upper()
    return dice.choice(_HEADS).format(place=place, agency=story["agency"]) + " ".join(story["rewritten"])


def _mark_tail(story: Story, dice: random.Random) -> str:
    return " ".join(story["rewritten"]) + dice.choice(_TAILS).format(agency=story["agency"])


def _rewrite(story: Story, dice: random.Random) -> str:
    return " ".join(story["rewritten"])


def _attribute(story: Story, dice: random.Random) -> str:
    claim, source = story["claim"], f"the {story['outlet']}"
    told = dice.choice(_CITING).format(claim=claim, Claim=claim[0].upper() + claim[1:], source=source)
    return f"{dice.choice(_LEADS)} {told[0].upper() + told[1:]} Nobody else was available for comment at first."


KINDS: dict[str, Writer] = {
    "whole": _copy_whole,
    "cut": _cut,
    "reordered": _reorder,
    "re-headlined": _put_headline,
    "translated quotation": _translate_quotation,
    "lifted passage": _lift_passage,
    "words exchanged": _exchange_words,
    "mixed": _mix,
    "marker at the head": _mark_head,
    "marker at the tail": _mark_tail,
    "owner": _rewrite,
    "attribution": _attribute,
    "unknown source": _copy_whole,
}
