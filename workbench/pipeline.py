"""The whole arrow, in one place: which stage follows which, and who is told.

    ingest -> fetch -> extract -> embed -> cluster -> propose

Stages never call each other. A message is a hint that carries an article's id; what is left to do follows from the
article's state in Postgres, so a message that is lost, doubled or late does no harm.
"""

from __future__ import annotations

import logging

from celery import chain
from django.conf import settings
from kombu.exceptions import OperationalError

from claims.domain.lifecycle import Stage, State, list_stages_after
from claims.models import Article
from claims.tasks import cluster_task, embed_task, extract_task, fetch_task
from verification.tasks import assess_task, propose_task

logger = logging.getLogger(__name__)

TASKS = {
    Stage.FETCH: fetch_task,
    Stage.EXTRACT: extract_task,
    Stage.EMBED: embed_task,
    Stage.CLUSTER: cluster_task,
    Stage.PROPOSE: propose_task,
}


def publish(article_id: int) -> bool:
    """Enqueue what an article still has before it. False when Redis is away: the sweeper will publish it again."""
    state = Article.objects.values_list("state", flat=True).filter(pk=article_id).first()
    stages = list_stages_after(State(state)) if state else []
    if not stages:
        return False
    return send(chain(*(TASKS[stage].si(article_id) for stage in stages)), settings.HINT_PATIENCE_SECONDS)


def publish_claims(claim_ids: list[int], useful_seconds: float) -> bool:
    """Ask for these claims to be assessed again, unless nobody gets to it in that time."""
    return send(assess_task.si(claim_ids), useful_seconds) if claim_ids else False


def send(signature, useful_seconds: float) -> bool:
    """A message that waits longer than `useful_seconds` is dropped unread: by then another was sent in its place."""
    try:
        signature.apply_async(expires=useful_seconds)
    except OperationalError as error:
        logger.warning("the queue cannot be reached (%s); the sweeper will try again", error)
        return False
    return True
