"""Look at an article's page again: keep what came back, tell edits from absences, and hand a new text to the pipeline.

The page is fetched outside any transaction; one short transaction then writes what was found. A new text becomes the
article's newest version and takes the same way as the first one did: the extract stage makes it current. Nothing
here touches a claim's members or anything that a person wrote.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from claims.adapters.documents import UnreadableError
from claims.adapters.fetch_policy import FetchedPage, FetchFailed, FetchRefused, Validators
from claims.adapters.publishing import publish_after_commit
from claims.adapters.readers import Document, read_fetched_page
from claims.domain.anchoring import is_same_text
from claims.domain.availability import WITHDRAWN, Availability, Known, Look, fold_look, is_confirmed, tell_availability
from claims.domain.lifecycle import State
from claims.domain.notices import find_notice
from claims.domain.phrases import phrase
from claims.domain.version_changes import is_replaced, is_wall
from claims.models import Article, ArticleStanding, ArticleVersion, Claim, Snapshot
from claims.services.find_duplicate import hash_text
from claims.services.keep_snapshot import describe_notice, keep_failure, keep_page
from claims.services.visit_host import HostResting, build_policy, fetch_politely

logger = logging.getLogger(__name__)

TURN = timedelta(minutes=15)  # a check that did not come back is anybody's again after so long
NOT_FOUND, GONE = 404, 410
REFUSALS = {401, 402, 403, 451}
READ_WHOLE_AFTER = timedelta(hours=20)
"""A site's word that its page is unchanged is taken for so long; then the page is read whole, because a silent edit is
just what a site may keep quiet about. Looks that are a day and more apart are all whole ones."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at the page found. `document` only when it holds an article's text that was read anew."""

    look: Look
    page: FetchedPage | None = None
    document: Document | None = None
    status: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """`changed`: a new version is on its way. `withdrawn`: the article ceased to count, or counts again."""

    look: Look
    changed: bool = False
    withdrawn: bool = False


def recheck_article(article_id: int) -> Checked | None:
    """None when it is not due, in other hands, still on its way through the pipeline, without a page of its own, or its
    host is not to be asked just now."""
    if not take_turn(article_id):
        return None
    article = Article.objects.get(pk=article_id)
    current = article.versions.select_related("snapshot__body").latest("number")
    try:
        seen = judge_page(look_at(article, current), current.text)
    except HostResting as resting:
        ArticleStanding.objects.filter(article=article).update(next_check_at=resting.until)
        return None
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_id)
        if article.state != State.ASSESSED or article.versions.latest("number").pk != current.pk:
            return None
        return store_check(article, current, seen)


def take_turn(article_id: int) -> bool:
    """One conditional UPDATE, so that two workers never look at one article at once."""
    now = timezone.now()
    if not Article.objects.recheckable().filter(pk=article_id).exists():
        return False
    ArticleStanding.objects.get_or_create(article_id=article_id)
    due = ArticleStanding.objects.filter(Q(next_check_at=None) | Q(next_check_at__lte=now), article=article_id)
    return bool(due.update(next_check_at=now + TURN))


def look_at(article: Article, current: ArticleVersion) -> Seen:
    """The same bytes hold the same text, so they are not read again. Raises HostResting when others ask this host."""
    copy = find_recent_copy(article, current)
    try:
        page = fetch_politely(article.url or "", build_policy(), read_validators(copy))
    except FetchRefused as refusal:
        return Seen(Look.REFUSED, detail=f"{refusal}.")
    except FetchFailed as failure:
        return Seen(name_failure(failure.status), status=failure.status, detail=f"{failure}.")
    if page.is_unchanged and copy is not None:
        words = f"The site says that its page is unchanged since {copy.fetched_at:%-d %B %Y, %H:%M}."
        return Seen(Look.READ, page, None, page.status, words)
    known = current.snapshot.body if current.snapshot else None
    if known is not None and known.sha256 == hashlib.sha256(page.body).hexdigest():
        return Seen(Look.READ, page, None, page.status)
    try:
        return Seen(Look.READ, page, read_fetched_page(page), page.status)
    except UnreadableError as error:
        return Seen(Look.OBSCURED, page, status=page.status, detail=f"{error}.")


def find_recent_copy(article: Article, current: ArticleVersion) -> Snapshot | None:
    """The newest page that held the current text, when it is young enough to ask only for a newer one."""
    since = timezone.now() - READ_WHOLE_AFTER
    whole = article.snapshots.filter(body__isnull=False, fetched_at__gte=since, pk__gte=current.snapshot_id or 0)
    return whole.filter(Q(look=Look.READ) | Q(pk=current.snapshot_id)).first()


def read_validators(copy: Snapshot | None) -> Validators:
    headers = {name.lower(): value for name, value in copy.headers} if copy else {}
    return Validators(headers.get("etag", ""), headers.get("last-modified", ""))


def name_failure(status: int | None) -> Look:
    if status == NOT_FOUND:
        return Look.NOT_FOUND
    if status == GONE:
        return Look.GONE
    return Look.REFUSED if status in REFUSALS else Look.UNREACHABLE


def judge_page(seen: Seen, known_text: str) -> Seen:
    """A page that shares nothing with the article is a wall or another article, unless it says that it is withdrawn."""
    if seen.document is None or is_same_text(seen.document.text, known_text):
        return seen
    text = seen.document.text
    if find_notice(text, seen.document.title) or not is_replaced(known_text, text):
        return seen
    if is_wall(text):
        return Seen(Look.OBSCURED, seen.page, None, seen.status, phrase("The page shares nothing with the article."))
    return replace(seen, look=Look.REPLACED, detail=phrase("The text shares next to nothing with the article known."))


def store_check(article: Article, current: ArticleVersion, seen: Seen) -> Checked:
    now = timezone.now()
    snapshot = keep_look(article, seen)
    standing = ArticleStanding.objects.select_for_update().get(article=article)
    was_withdrawn = standing.availability in WITHDRAWN
    known = read_known(standing)
    changed = seen.document is not None and not is_same_text(seen.document.text, current.text)
    if seen.look is Look.REPLACED and not is_confirmed(known, seen.look, now):
        changed = False
    write_standing(standing, fold_look(known, seen.look, now), seen.look, now)
    withdrawn = was_withdrawn != (standing.availability in WITHDRAWN)
    if changed and seen.document:
        add_version(article, seen.document, snapshot)
    elif withdrawn:
        ask_to_assess(article)
    return Checked(seen.look, changed, withdrawn)


def keep_look(article: Article, seen: Seen) -> Snapshot:
    if seen.page is None:
        return keep_failure(article, look=seen.look, status=seen.status, detail=seen.detail)
    return keep_page(article, seen.page, look=seen.look, detail=seen.detail)


def read_known(standing: ArticleStanding) -> Known:
    suspected = Look(standing.suspected) if standing.suspected else None
    return Known(Availability(standing.availability), standing.since, suspected, standing.suspected_at)


def write_standing(standing: ArticleStanding, known: Known, look: Look, now: datetime) -> None:
    standing.availability, standing.since = known.availability, known.since
    standing.suspected, standing.suspected_at = known.suspected or "", known.suspected_at
    standing.words = tell_availability(known)
    standing.failures = standing.failures + 1 if look is Look.UNREACHABLE else 0
    standing.last_checked_at = now
    standing.save()


def add_version(article: Article, document: Document, snapshot: Snapshot) -> None:
    """It waits for its statements; the version before stays current until they are found."""
    ArticleVersion.objects.create(
        article=article,
        number=article.versions.latest("number").number + 1,
        current=False,
        title=document.title,
        text=document.text,
        text_sha256=hash_text(document.text),
        snapshot=snapshot,
        **describe_notice(document.text, document.title),
    )
    Article.objects.filter(pk=article.pk).update(state=State.FETCHED, hinted_at=timezone.now())
    publish_after_commit(article.pk)


def ask_to_assess(article: Article) -> None:
    """No member changed, and yet the evidence did; the next sweep has these claims assessed."""
    claims = list(Claim.objects.active().of_article(article.pk).order_by().values_list("id", flat=True))
    Claim.objects.filter(id__in=claims).update(revision=F("revision") + 1)
