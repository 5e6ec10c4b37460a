"""One article: its text with every mention in place, how far the pipeline came, and what was cut away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.models import Article, ArticleVersion, Mention
from claims.views.access import requires
from claims.views.links import pick_safe_link
from claims.views.progress import describe_progress
from verification.models import ClaimStanding
from verification.services.load_statements import is_retracted
from verification.views.marks import UNREVIEWED, Mark, show_standing
from verification.views.outside import show_outside

MOST_OUTSIDE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in the text, with where its claim stands."""

    mention_id: int
    start: int
    end: int
    mark: Mark
    claim_id: int | None
    claim_text: str
    claimant: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that is one thing: plain, a mention (`found`), or debris. `opens` lists the mentions begun here.

    A statement inside a sentence lies within the sentence's own mention; the run belongs to the innermost one.
    """

    text: str
    found: Found | None = None
    debris: bool = False
    opens: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    segments: list[Segment]
    found: list[Found]
    debris: bool


@requires(Action.READ)
@require_GET
def show_article(request: HttpRequest, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.select_related("source", "standing", "duplicate_of"), pk=article_id)
    version = article.versions.filter(current=True).defer("sketch").first()
    found = list_found(version) if version else []
    context = {
        "article": article,
        "version": version,
        "paragraphs": build_paragraphs(version.text, found, version.debris) if version else [],
        "mention_count": len(found),
        "debris_count": len(version.debris) if version else 0,
        "progress": describe_progress(article),
        "retracted": version is not None and is_retracted(version),
        "original": pick_safe_link(article.url),
        "version_count": article.versions.count(),
        "check_count": article.snapshots.count(),
        "outside": show_outside(article.outside_verdicts.all()[:MOST_OUTSIDE]),
    }
    return render(request, "article/page.html", context)


def list_found(version: ArticleVersion) -> list[Found]:
    mentions = list(Mention.objects.filter(article_version=version).select_related("claim").order_by("start"))
    claims = {mention.claim_id for mention in mentions if mention.claim_id is not None}
    standings = ClaimStanding.objects.by_urgency().filter(claim__in=claims)
    marks = {standing.claim_id: show_standing(standing) for standing in standings.defer("proposal__evidence")}
    return [
        Found(
            mention_id=mention.pk,
            start=mention.start,
            end=mention.end,
            mark=marks.get(mention.claim_id, UNREVIEWED),
            claim_id=mention.claim_id,
            claim_text=mention.claim.text if mention.claim else "",
            claimant=mention.claimant,
        )
        for mention in mentions
    ]


def build_paragraphs(text: str, found: list[Found], debris: list[list[int]]) -> list[Paragraph]:
    """The text's lines in order, empty ones left out; offsets are those of the whole text."""
    lines: list[list[Segment]] = [[]]
    for segment in cut_segments(text, found, debris):
        head, *rest = segment.text.split("\n")
        for position, part in enumerate([head, *rest]):
            if position:
                lines.append([])
            if part:
                opens = segment.opens if position == 0 else ()
                lines[-1].append(Segment(part, segment.found, segment.debris, opens))
    return [build_paragraph(line) for line in lines if any(segment.text.strip() for segment in line)]


def build_paragraph(segments: list[Segment]) -> Paragraph:
    return Paragraph(
        segments=segments,
        found=[found for segment in segments for found in segment.opens],
        debris=all(segment.debris or not segment.text.strip() for segment in segments),
    )


def cut_segments(text: str, found: list[Found], debris: list[list[int]]) -> Iterator[Segment]:
    """Runs between all places where something begins or ends; mentions win over debris where both claim a character."""
    begun: dict[int, list[Found]] = defaultdict(list)
    for one in sorted(found, key=lambda one: -one.end):
        begun[one.start].append(one)
    cuts: dict[int, int] = defaultdict(int)
    for low, high in debris:
        cuts[low] = max(cuts[low], high)
    edges = {0, len(text), *begun, *(one.end for one in found), *cuts, *cuts.values()}
    inside: list[Found] = []
    cut_until = 0
    for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= len(text))):
        inside = [one for one in (*inside, *begun.get(start, ())) if one.end > start]
        cut_until = max(cut_until, cuts.get(start, 0))
        innermost = min(inside, key=lambda one: one.end - one.start, default=None)
        opens = tuple(begun.get(start, ()))
        yield Segment(text[start:end], innermost, innermost is None and cut_until > start, opens)
