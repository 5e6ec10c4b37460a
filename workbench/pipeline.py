"""The whole arrow, in one place: which stage follows which, and who is told.

    ingest -> fetch -> extract -> embed -> cluster -> propose

Stages never call each other. A message is a hint that carries an article's id; what is left to do follows from the
article's state in Postgres, so a message that is lost, doubled or late does no harm.
"""

from __future__ import annotations

import logging
import time

from celery import chain
from django.conf import settings
from kombu.exceptions import OperationalError

from claims.domain.lifecycle import Stage, State, list_stages_after
from claims.models import Article, Claim
from claims.services.choose_model import find_wanted_model
from claims.tasks import answer_search_task, cluster_task, embed_task, extract_task, fetch_task, reembed_task
from verification.services.send_mail import mail_is_due
from verification.tasks import assess_task, mail_task, propose_task, recheck_task

logger = logging.getLogger(__name__)

SILENCE_SECONDS = 10.0  # nothing is published for so long after a failure: a queue that hangs holds up one and not all

SEARCH_USEFUL_SECONDS = 30.0

TASKS = {
    Stage.FETCH: fetch_task,
    Stage.EXTRACT: extract_task,
    Stage.EMBED: embed_task,
    Stage.CLUSTER: cluster_task,
    Stage.PROPOSE: propose_task,
}


class Outage:
    """When this process last found the queue out of reach."""

    def __init__(self) -> None:
        self.over_at = 0.0

    @property
    def lasts(self) -> bool:
        return time.monotonic() < self.over_at

    def begin(self) -> None:
        self.over_at = time.monotonic() + SILENCE_SECONDS

    def end(self) -> None:
        self.over_at = 0.0


outage = Outage()


def publish(article_id: int) -> bool:
    """Enqueue what an article still has before it. False when Redis is away: the next sweep will publish it again."""
    state = Article.objects.values_list("state", flat=True).filter(pk=article_id).first()
    stages = list_stages_after(State(state)) if state else []
    if not stages:
        return False
    published = send(chain(*(TASKS[stage].si(article_id) for stage in stages)), settings.HINT_USEFUL_SECONDS)
    if not published:
        Article.objects.filter(pk=article_id).update(hinted_at=None)
    return published


def publish_claims(claim_ids: list[int], useful_seconds: float) -> bool:
    """Ask for these claims to be assessed again, unless nobody gets to it in that time."""
    published = send(assess_task.si(claim_ids), useful_seconds) if claim_ids else False
    if not published:
        Claim.objects.filter(id__in=claim_ids).update(hinted_at=None)
    return published


def publish_rechecks(article_ids: list[int], useful_seconds: float) -> int:
    """Ask for these pages to be looked at again; returns for how many the queue took it. The next round asks again."""
    return sum(send(recheck_task.si(article_id), useful_seconds) for article_id in article_ids)


def publish_reembedding(useful_seconds: float) -> bool:
    """Give a change of the embedding model its next turn, when one is wanted."""
    return send(reembed_task.si(), useful_seconds) if find_wanted_model() else False


def publish_search(search_id: int) -> bool:
    """Ask for the vector of a searched text; whoever searches looks again, so an old question is worth nothing."""
    return send(answer_search_task.si(search_id), SEARCH_USEFUL_SECONDS)


def publish_mail(useful_seconds: float) -> bool:
    """Give the mail that is due its next turn, when there is some."""
    return send(mail_task.si(), useful_seconds) if mail_is_due() else False


def send(signature, useful_seconds: float) -> bool:
    """A message that waits longer than `useful_seconds` is dropped unread: by then another was sent in its place."""
    if outage.lasts:
        return False
    try:
        signature.apply_async(expires=useful_seconds)
    except OperationalError as error:
        outage.begin()
        logger.warning("the queue cannot be reached (%s); the sweeper will try again", error)
        return False
    return True
