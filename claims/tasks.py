"""The stages as Celery tasks on ids. A task that is not ours to finish ends its chain; Postgres knows what is left."""

from celery import shared_task
from celery.exceptions import Ignore

from claims.services.answer_search import answer_search
from claims.services.cluster import cluster_article
from claims.services.embed import embed_article
from claims.services.extract import extract_article
from claims.services.fetch import fetch_article
from claims.services.fetch_waiting import fetch_waiting
from claims.services.poll_feeds import poll_feeds
from claims.services.reembed import reembed_mentions
from claims.services.run_stage import Outcome


def continue_only_when_done(outcome: Outcome) -> None:
    if outcome is not Outcome.DONE:
        raise Ignore


@shared_task
def fetch_task(article_id: int) -> None:
    continue_only_when_done(fetch_article(article_id))


@shared_task
def fetch_waiting_task() -> None:
    """Started by the clock; articles that feeds listed are fetched here, and what a lost message left behind."""
    fetch_waiting()


@shared_task
def poll_feeds_task() -> None:
    poll_feeds()


@shared_task
def extract_task(article_id: int) -> None:
    continue_only_when_done(extract_article(article_id))


@shared_task
def embed_task(article_id: int) -> None:
    continue_only_when_done(embed_article(article_id))


@shared_task
def cluster_task(article_id: int) -> None:
    continue_only_when_done(cluster_article(article_id))


REEMBED_SECONDS = 60  # a task's turn; articles waiting on the same queue come in between two turns


@shared_task
def reembed_task() -> None:
    reembed_mentions(REEMBED_SECONDS)


@shared_task
def answer_search_task(search_id: int) -> None:
    answer_search(search_id)
