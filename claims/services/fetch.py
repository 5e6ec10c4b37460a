"""Stage fetch: an address -> the page's text as the article's first version, with what came over the wire kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import partial

from django.utils import timezone

from claims.adapters.documents import Document, ReadLimits, UnreadableError
from claims.adapters.fetch_policy import FetchedPage, FetchFailed, FetchRefused
from claims.adapters.pages import PageSlow
from claims.adapters.pages.linked_data import FoundReview
from claims.adapters.publication_dates import read_date
from claims.adapters.readers import read_fetched_page
from claims.domain.ingest_health import Trouble, name_trouble
from claims.domain.lifecycle import Stage
from claims.domain.page_kinds import find_page_kind
from claims.domain.web_addresses import choose_address
from claims.models import Article, ArticleVersion, OutsideVerdict
from claims.services.find_duplicate import find_duplicate, hash_text
from claims.services.keep_snapshot import describe_notice, keep_page
from claims.services.run_stage import Outcome, PermanentFailure, Postponed, run_stage
from claims.services.settle_address import join_double, settle_address
from claims.services.visit_host import HostResting, RobotsRefused, build_policy, fetch_politely


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What came back, the document in it, and the addresses that lead to it, the one to know it by last."""

    page: FetchedPage
    document: Document
    addresses: list[str]


def fetch_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.FETCH, compute_page, store_page)


def compute_page(article: Article) -> ReadPage:
    url = article.url or ""
    try:
        page = fetch_politely(url, build_policy())
        document = read_fetched_page(page)
    except HostResting as resting:
        raise Postponed(resting.until) from resting
    except RobotsRefused as refusal:
        raise PermanentFailure(f"{refusal}.", kind=Trouble.BLOCKED) from refusal
    except FetchRefused as refusal:
        raise PermanentFailure(f"{refusal}.", kind=Trouble.REFUSED) from refusal
    except PageSlow:  # once more, when the machine has less to do; the third time is the last
        raise
    except UnreadableError as refusal:
        raise PermanentFailure(f"{refusal}.", kind=Trouble.EMPTY) from refusal
    except FetchFailed as failure:
        if failure.temporary:
            raise
        raise PermanentFailure(f"{failure}.", kind=name_trouble(failure.status)) from failure
    return ReadPage(page, document, [url, page.final_url, choose_address(page.final_url, document.canonical)])


def store_page(article: Article, read: ReadPage) -> dict[str, int]:
    document = read.document
    if known := settle_address(article, read.addresses):
        raise PermanentFailure(
            f"This is article {known.pk} under another address.",
            duplicate_of=known,
            settle=partial(join_double, article, known, read.addresses),
        )
    digest = hash_text(document.text)
    if known := find_duplicate(article.source, "", "", digest):
        raise PermanentFailure(
            f"The same text of this source is already here as article {known.pk}.", duplicate_of=known
        )
    fill_article(article, document, read.addresses[-1])
    ArticleVersion.objects.create(
        article=article,
        number=1,
        title=article.title,
        text=document.text,
        text_sha256=digest,
        snapshot=keep_page(article, read.page),
        **describe_notice(document.text, article.title),
    )
    store_reviews(article, document.reviews)
    return {"characters": len(document.text), "reviews": len(document.reviews)}


def fill_article(article: Article, document: Document, address: str) -> None:
    """What the page says fills what nobody said before; what kind of page it is, it alone says."""
    fill = {"title": document.title, "author": document.author, "language": document.language}
    for field, value in fill.items():
        if value and not getattr(article, field):
            setattr(article, field, value)
    article.published_at = article.published_at or document.published
    article.modified_at = document.modified
    article.kind = find_page_kind(document.page_types, address, len(document.text))
    article.paywalled = document.paywalled
    article.save()


def store_reviews(article: Article, reviews: tuple[FoundReview, ...]) -> None:
    OutsideVerdict.objects.bulk_create(
        (build_outside_verdict(article, review) for review in reviews), ignore_conflicts=True
    )


def build_outside_verdict(article: Article, review: FoundReview) -> OutsideVerdict:
    said = {field.name: getattr(review, field.name) for field in fields(review)}
    reviewed = said.pop("reviewed")
    identity = hashlib.sha256("\n".join((review.claim_text, review.url, review.rating)).encode()).hexdigest()
    try:
        reviewed_at = read_date(reviewed, now=timezone.now(), future=ReadLimits().future) if reviewed else None
    except UnreadableError:
        reviewed_at = None
    return OutsideVerdict(article=article, identity=identity, reviewed_at=reviewed_at, **said)
