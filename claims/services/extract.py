"""Stage extract: article text -> mentions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models.functions import Left

from claims.adapters.language_model import guess_language
from claims.adapters.parser import load_parser
from claims.domain.extraction import extract_mentions
from claims.domain.furniture import learn_furniture
from claims.domain.languages import choose_language, is_understood
from claims.domain.lifecycle import Stage
from claims.domain.near_copies import hash_shingles, sketch_shingles
from claims.domain.types import ExtractedMention, Extraction
from claims.models import Article, ArticleVersion, Mention, Source
from claims.services.revise import revise_article
from claims.services.run_stage import Outcome, run_stage
from claims.services.serialise import dump_dates, dump_quantities

# Templates change: what the newest articles share is what the next one will carry. Reading them takes milliseconds.
FURNITURE_SAMPLE = 40
LONGEST_SAMPLE = 50_000  # characters of each; no newspaper article is longer


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a version's text."""

    version_id: int
    language: str
    extraction: Extraction
    sketch: list[int]


def extract_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.EXTRACT, compute_extraction, store_extraction)


def compute_extraction(article: Article) -> Reading:
    version = article.versions.latest("number")  # the current one, or one that is about to become it
    language = choose_language(article.language, guess_language(version.text))
    sketch = sketch_shingles(hash_shingles(version.text))
    if not is_understood(language):
        return Reading(version.pk, language, Extraction((), (), ()), sketch)
    published = article.published_at.date() if article.published_at else None
    extraction = extract_mentions(
        version.text,
        published=published,
        source=article.source.name,
        parse=load_parser().parse,
        furniture=find_source_furniture(article.source),
    )
    return Reading(version.pk, language, extraction, sketch)


def find_source_furniture(source: Source) -> frozenset[str]:
    """What the source repeats under its articles; of an unknown source nothing can be learned."""
    if not source.is_known:
        return frozenset()
    recent = ArticleVersion.objects.recent_of(source.pk, FURNITURE_SAMPLE).annotate(
        opening=Left("text", LONGEST_SAMPLE)
    )
    return learn_furniture(list(recent.values_list("opening", flat=True)))


def store_extraction(article: Article, reading: Reading) -> dict[str, int]:
    extraction = reading.extraction
    found = [build_mention(reading.version_id, one) for one in extraction.mentions]
    counts = {"mentions": len(found), "passed_over": len(extraction.passed_over)}
    Article.objects.filter(pk=article.pk).update(language=reading.language)
    ArticleVersion.objects.filter(pk=reading.version_id).update(
        sketch=reading.sketch,
        debris=[[span.start, span.end] for span in extraction.debris],
        passed_over=[[span.start, span.end, reason] for span, reason in extraction.passed_over],
    )
    version = ArticleVersion.objects.get(pk=reading.version_id)
    if not version.current:
        return counts | revise_article(article, version, found)
    Mention.objects.bulk_create(found)
    return counts


def build_mention(version_id: int, found: ExtractedMention) -> Mention:
    return Mention(
        article_version_id=version_id,
        start=found.start,
        end=found.end,
        quote=found.quote,
        text=found.text,
        text_sha256=hashlib.sha256(found.text.encode("utf-8", "surrogatepass")).hexdigest(),
        claimant_name=found.claimant.name,
        claimant_kind=found.claimant.kind,
        claimant_direct=found.claimant.direct,
        claimant_via=found.claimant.via or "",
        hedges=list(found.hedges),
        negated=found.negated,
        quantities=dump_quantities(found.quantities),
        dates=dump_dates(found.dates),
        kind=found.kind,
        open_pronoun=found.open_pronoun,
        check_worthiness=found.check_worthiness.score,
        worth_reasons=list(found.check_worthiness.reasons),
    )
