"""How many copies count as independent, and how many independent reports are taken for copies.

Plants copies of every kind among independent reports (`planted_copies`), reads each article as the pipeline does
(statements, claimants, agency markers, text reuse) and folds what tells each story's claim into origins. A copy counts
as independent when its origin is known and is not the original's, among all the others or alone beside the original
and the independent reports, where no other copy helps to find it. An independent report is folded when its origin is
that of any other article.

Prints copies, counted_independent, copies_folded (share), independent_reports, independent_folded, missed (articles
in which the claim was not found), per_kind (copies, counted_independent) and seconds. With --show, each article that
came out wrong stands above.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from claims.domain.extraction import extract_mentions
from claims.domain.near_copies import find_copied, hash_shingles
from claims.domain.passages import Passage, find_reused, hash_passage
from claims.domain.types import ExtractedMention, Span
from evaluation.planted_copies import PlantedArticle, PlantedStory, plant_copies
from verification.domain.agencies import find_agency
from verification.domain.independence import fold_origins
from verification.domain.types import Origin, Statement
from verification.domain.wording import find_content_words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--copies", type=int, default=200, help="how many copies to plant (default 200)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print each article that came out wrong")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Plant, fold and count; see the module's docstring for what comes back."""
    started = time.perf_counter()
    stories = list(plant_copies(args.copies, args.seed))
    counts: Counter[str] = Counter()
    copies: Counter[str] = Counter(a.kind for story in stories for a in story.articles)
    independent: Counter[str] = Counter()
    for story in stories:
        for article, verdict, origin in judge_story(story):
            counts[verdict] += 1
            independent[article.kind] += verdict == "counted_independent"
            if args.show and verdict in ("counted_independent", "independent_folded", "missed"):
                print(json.dumps({"kind": article.kind, "wrong": verdict, "origin": origin, "text": article.text}))
    planted = sum(count for kind, count in copies.items() if kind not in ("original", "independent"))
    return {
        "copies": planted,
        "counted_independent": counts["counted_independent"],
        "copies_folded": round(counts["folded"] / planted, 4) if planted else 1.0,
        "independent_reports": copies["independent"],
        "independent_folded": counts["independent_folded"],
        "missed": counts["missed"],
        "per_kind": {
            kind: {"copies": copies[kind], "counted_independent": independent[kind]}
            for kind in copies
            if kind not in ("original", "independent")
        },
        "seconds": round(time.perf_counter() - started, 3),
    }


def judge_story(story: PlantedStory) -> list[tuple[PlantedArticle, str, str]]:
    """Each article but the original, with how it came out and the origin that it got."""
    statements = read_story(story)
    together = fold_origins(list(statements.values()))
    original = next(n for n, article in enumerate(story.articles) if article.kind == "original")
    judged = []
    for number, article in enumerate(story.articles):
        if number != original:
            views = [together, _fold_alone(story, number, original)]
            verdicts = [_judge(number, article, origins, original) for origins in views]
            worst = next((verdict for verdict in verdicts if verdict not in ("folded", "kept")), verdicts[0])
            judged.append((article, worst, together[number].label if number in together else ""))
    return judged


def _fold_alone(story: PlantedStory, number: int, original: int) -> dict[int, Origin]:
    """The origins where this article, the original and the independent reports are all there is."""
    shown = {n for n, article in enumerate(story.articles) if article.kind == "independent"} | {original, number}
    alone = PlantedStory(story.about, [a for n, a in enumerate(story.articles) if n in shown])
    places = dict(enumerate(sorted(shown)))
    origins = fold_origins(list(read_story(alone).values()))
    return {places[at]: origin for at, origin in origins.items()}


def _judge(number: int, article: PlantedArticle, origins: Mapping[int, Origin], original: int) -> str:
    if number not in origins or original not in origins:
        return "missed"
    key = origins[number].key
    if article.kind != "independent":
        independent = origins[number].known and key != origins[original].key
        return "counted_independent" if independent else "folded"
    others = {origin.key for other, origin in origins.items() if other != number}
    return "independent_folded" if key in others else "kept"


def read_story(story: PlantedStory) -> dict[int, Statement]:
    """The statement of each article that tells the story's claim, by the article's position."""
    found = {n: _find_mention(article, story.about) for n, article in enumerate(story.articles)}
    order = sorted(found, key=lambda n: (story.articles[n].published_at, n))
    sketches = [hash_shingles(story.articles[n].text) for n in order]
    copied = {order[later]: order[earlier] for later, earlier in find_copied(sketches).items()}
    told = [n for n in order if found[n] is not None]
    lifted = find_reused([_take_passage(story.articles[n], found[n], order.index(n)) for n in told], sketches)
    passages = {told[number]: order[text] for number, text in lifted.items()}
    return {
        n: _make_statement(n, story.articles[n], mention, copied.get(n), passages.get(n))
        for n, mention in found.items()
        if mention is not None
    }


@lru_cache(maxsize=1024)  # each article is judged among all the others and alone
def _find_mention(article: PlantedArticle, about: str) -> ExtractedMention | None:
    """The statement that shares most words with the claim, at least half of them."""
    wanted = set(find_content_words(about))
    mentions: Sequence[ExtractedMention] = extract_mentions(
        article.text, published=article.published_at.date(), source=article.source
    ).mentions

    def share(mention: ExtractedMention) -> float:
        return len(wanted & set(find_content_words(mention.text))) / len(wanted)

    best = max(mentions, key=share, default=None)
    return best if best is not None and share(best) >= 0.5 else None


def _take_passage(article: PlantedArticle, mention: ExtractedMention | None, text: int) -> Passage:
    assert mention is not None
    return Passage(text, hash_passage(article.text, Span(mention.start, mention.end)))


def _make_statement(
    number: int, article: PlantedArticle, mention: ExtractedMention, copy_of: int | None, lifted_from: int | None
) -> Statement:
    return Statement(
        id=number,
        article=number,
        quote=mention.quote,
        text=mention.text,
        source=article.source,
        owner=article.owner,
        published_at=article.published_at,
        claimant=mention.claimant,
        hedges=mention.hedges,
        negated=mention.negated,
        quantities=mention.quantities,
        dates=mention.dates,
        agency=find_agency(article.text),
        copy_of=copy_of if copy_of is not None else lifted_from,
        copied_passage=copy_of is None and lifted_from is not None,
    )
