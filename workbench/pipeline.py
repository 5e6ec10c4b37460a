"""The whole arrow, in one place: which stage follows which, and who is told.

    ingest -> fetch -> extract -> embed -> cluster -> propose

Stages never call each other. A message is a hint that carries an article's id; what is left to do follows from the
article's state in Postgres, so a message that is lost, doubled or late does no harm.
"""

from __future__ import annotations

import logging

from celery import chain
from kombu.exceptions import OperationalError

from claims.domain.lifecycle import Stage, State, list_stages_after
from claims.models import Article
from claims.services.choose_model import find_wanted_model
from claims.tasks import cluster_task, embed_task, extract_task, fetch_task, reembed_task
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
    return send(chain(*(TASKS[stage].si(article_id) for stage in stages)))


def publish_claims(claim_ids: list[int]) -> bool:
    """Ask for these claims to be assessed again."""
    return send(assess_task.si(claim_ids)) if claim_ids else False


def publish_reembedding() -> bool:
    """Give a change of the embedding model its next turn, when one is wanted."""
    return send(reembed_task.si()) if find_wanted_model() else False


def send(signature) -> bool:
    try:
        signature.apply_async()
    except OperationalError as error:
        logger.warning("the queue cannot be reached (%s); the sweeper will try again", error)
        return False
    return True
