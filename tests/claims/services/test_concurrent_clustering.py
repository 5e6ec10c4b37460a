"""Eight workers at once on articles that are nearly copies of one another give the claims that one worker gives."""

import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from django.conf import settings
from django.db import close_old_connections, connection

from claims.adapters.encoder import name_encoder
from claims.domain.lifecycle import State
from claims.models import Article, Claim, MatchSuggestion, Mention, MentionLink, MentionVector
from claims.services.cluster import cluster_article
from tests.factories import make_article, make_mention

pytestmark = pytest.mark.django_db(transaction=True)

# The full size, which takes minutes: CONCURRENT_ARTICLES=500 CONCURRENT_PROCESSES=8
ARTICLES = int(os.environ.get("CONCURRENT_ARTICLES", "40"))
PROCESSES = int(os.environ.get("CONCURRENT_PROCESSES", "2"))
WORKER = """
import sys
import django
django.setup()
from claims.services.cluster import cluster_article
sys.stdin.readline()
for article in sys.argv[1:]:
    cluster_article(int(article))
"""
DIMENSION = 384
SCATTER = 0.75  # similarities of 0.5 to 0.75: strong links, weak ones and the cut between them
EVENTS = [
    "the ferry to Selm was closed by the council",
    "forty storks were counted on the old mill",
    "a fire burned down the market hall of Kestra",
    "the mayor sold the quarry to a foreign bank",
]
FORMS = ["On Monday {}.", "Officials said {} this week.", "Once more, {}!", "According to witnesses, {}."]


def write_articles(count: int) -> list[int]:
    """Near copies, their vectors scattered a little around one direction for each event, ready for clustering."""
    source = np.random.default_rng(7)
    centres = source.normal(size=(len(EVENTS), DIMENSION))
    name = name_encoder(settings.EMBEDDING_MODEL)
    ids = []
    for number in range(count):
        event = number % len(EVENTS)
        article = make_article(FORMS[int(source.integers(len(FORMS)))].format(EVENTS[event]), state=State.EMBEDDED)
        vector = centres[event] + SCATTER * source.normal(size=DIMENSION)
        vector /= np.linalg.norm(vector)
        MentionVector.objects.create(mention=make_mention(article), model=name, dimension=DIMENSION, vector=vector)
        ids.append(article.pk)
    return ids


def cluster_and_close(article_id: int) -> None:
    close_old_connections()
    try:
        cluster_article(article_id)
    finally:
        connection.close()


def read_state() -> tuple[set[frozenset[int]], set[tuple[int, int, float, str]]]:
    claims: dict[int | None, set[int]] = {}
    for pk, claim in Mention.objects.values_list("pk", "claim_id"):
        claims.setdefault(claim, set()).add(pk)
    rows = MatchSuggestion.objects.values_list("mention_low", "mention_high", "score", "why")
    return {frozenset(members) for members in claims.values()}, {(*sorted(row[:2]), *row[2:]) for row in rows}


def forget_claims() -> None:
    Mention.objects.update(claim=None)
    MentionLink.objects.all().delete()
    Claim.objects.update(canonical_mention=None, merged_into=None)
    Claim.objects.all().delete()
    Article.objects.update(state=State.EMBEDDED)


@pytest.fixture
def alone():
    """What one worker made of the articles, which then wait again."""
    articles = write_articles(ARTICLES)
    for article_id in articles:
        cluster_article(article_id)
    made = read_state()
    forget_claims()
    assert 1 < len(made[0]) < ARTICLES
    return made


def list_waiting(seed: int) -> list[int]:
    articles = list(Article.objects.order_by("id").values_list("id", flat=True))
    random.Random(seed).shuffle(articles)
    return articles


def test_eight_workers_at_once_give_what_one_gives(alone):
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(cluster_and_close, list_waiting(1)))
    assert Article.objects.filter(state=State.CLUSTERED).count() == ARTICLES
    assert read_state() == alone


def test_several_processes_at_once_give_what_one_gives(alone):
    """Each with a shelf of its own where there are enough vectors, as workers on several machines have."""
    articles = list_waiting(2)
    workers = [start_worker(articles[number::PROCESSES]) for number in range(PROCESSES)]
    for worker in workers:
        worker.stdin.write("now\n")
        worker.stdin.close()
    assert [worker.wait(timeout=1800) for worker in workers] == [0] * PROCESSES
    assert Article.objects.filter(state=State.CLUSTERED).count() == ARTICLES
    assert read_state() == alone


def start_worker(articles: list[int]) -> subprocess.Popen[str]:
    connection.ensure_connection()
    server = connection.connection.info
    url = f"postgresql://{server.user}@/{server.dbname}?host={server.host}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "workbench.settings"}
    command = [sys.executable, "-c", WORKER, *map(str, articles)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, text=True, env=environment, cwd=settings.BASE_DIR)
