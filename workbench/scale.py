"""A million claims, and an article more: what the real services do in the real database at that size.

Mentions with vectors and known groups come from `evaluation/generator.py`, thirty to an article. They are loaded by
COPY as the pipeline would have left them before grouping; linking, grouping and inserting are production's services.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from django.db import connection, models, transaction
from django.utils import timezone

from claims.adapters.binary_copy import BIG, WHOLE, copy_in, describe_row, make_rows, text_of, vector_of
from claims.domain.lifecycle import Stage, State
from claims.models import Article, ArticleVersion, Mention, MentionLink, MentionVector, PipelineRun, Source
from claims.services.choose_model import read_active_model
from claims.services.cluster import cluster_article
from claims.services.link_everything import link_everything
from claims.services.read_policy import find_reach, read_policy
from claims.services.regroup import lock_grouping
from claims.services.regroup_everything import regroup_everything
from claims.services.run_stage import Outcome
from evaluation.benchmark.memory import Watch
from evaluation.generator import Generated, generate_claims, generate_wordings
from evaluation.scores import score_b_cubed
from workbench.batch_check import compare_with_batch

ARTICLE = 30  # mentions
PART = 20_000  # vectors copied at a time
SAMPLE = 20  # inserted articles whose surroundings are grouped again from the vectors alone
SOURCE = "Generated"
TABLES = (
    *("claims_article", "claims_articleversion", "claims_mention"),
    *("claims_mentionvector", "claims_linkedvector", "claims_mentionlink"),
)

Row = Mapping[str, Any]
Result = TypeVar("Result")
Tell = Callable[[str], None]


class NotEmpty(Exception):  # noqa: N818 - it names what the database is
    """There are mentions already: what is measured would be mixed with what people work on."""


class TooFew(Exception):  # noqa: N818 - it names what is wrong
    """Fewer articles wait than are to be inserted; the number of those that do."""


def measure_scale(mentions: int, articles: int, waiting: int, tell: Tell) -> dict[str, Any]:
    """Load, link and group `mentions`, then insert so many articles; seconds, sizes and how right the claims are.

    `waiting` more articles are loaded and left ungrouped, for `measure_inserts`. Raises NotEmpty when this instance
    holds mentions already.
    """
    if Mention.objects.exists():
        raise NotEmpty
    figures: dict[str, Any] = {"mentions": mentions}
    count = mentions + (articles + waiting) * ARTICLE
    ids, claims = time_step(figures, "load", lambda: load_mentions(generate_claims(count), mentions), tell)
    model, policy = read_active_model(), read_policy()
    with transaction.atomic():
        lock_grouping()
        time_step(figures, "link", lambda: link_everything(model, find_reach(policy)), tell)
        refresh_statistics()
        time_step(figures, "group", lambda: regroup_everything(model), tell)
    refresh_statistics()
    figures |= {"claims": count_claims(), "links": MentionLink.objects.count(), "b3_f1": score_claims(ids, claims)}
    return figures | measure_inserts(articles, tell)


def measure_inserts(articles: int, tell: Tell) -> dict[str, Any]:
    """Insert so many of the articles that wait; how long each took, and whether the claims are those of a batch."""
    figures: dict[str, Any] = {"load_average_before": os.getloadavg()[0]}
    waiting = Article.objects.filter(source__name=SOURCE, state=State.EMBEDDED).leasable(timezone.now())
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:articles])
    if len(ids) < articles:
        raise TooFew(len(ids))
    figures["insert"] = insert_articles(ids, tell)
    figures["batch"] = time_step(figures, "compare", lambda: compare_with_batch(ids[-SAMPLE:]), tell)
    figures["database_mib"] = measure_database()
    return figures | {"load_average": os.getloadavg()[0]}


def time_step(figures: dict[str, Any], name: str, step: Callable[[], Result], tell: Tell) -> Result:
    """By the clock, and of this process's processor time: the machine may be busy with other things."""
    began, used = time.monotonic(), time.process_time()
    with Watch() as watch:
        result = step()
    figures[f"{name}_seconds"] = round(time.monotonic() - began, 1)
    figures[f"{name}_cpu_seconds"] = round(time.process_time() - used, 1)
    figures[f"{name}_peak_mib"] = watch.most // 2**20
    tell(
        f"{name}: {figures[f'{name}_seconds']} s, {figures[f'{name}_cpu_seconds']} s of this process, "
        f"load {os.getloadavg()[0]:.1f}, at most {figures[f'{name}_peak_mib']} MiB"
    )
    return result


def load_mentions(made: Generated, before: int) -> tuple[np.ndarray, np.ndarray]:
    """All mentions and their articles; those past `before` are of articles that wait for grouping. Returns the ids of
    the others, and what they were made for."""
    texts = list(generate_wordings(made.claims))
    with transaction.atomic():
        source = Source.objects.create(name=SOURCE, notes="Made by `manage.py measure_scale`.")
        count = -(-len(texts) // ARTICLE)
        article_ids = reserve_ids("claims_article", count)
        version_ids = reserve_ids("claims_articleversion", count)
        mention_ids = reserve_ids("claims_mention", len(texts))
        copy_like(Article(source=source), describe_articles(article_ids, before))
        copy_like(ArticleVersion(number=1), describe_versions(article_ids, version_ids, texts))
        copy_like(Mention(check_worthiness=0.9), describe_mentions(mention_ids, version_ids, texts))
        copy_vectors(mention_ids, made.vectors, read_active_model())
    refresh_statistics()
    return mention_ids[:before], made.claims[:before].copy()


def describe_articles(ids: np.ndarray, before: int) -> Iterator[Row]:
    for number, article in enumerate(ids.tolist()):
        waits = number * ARTICLE >= before
        state = State.EMBEDDED if waits else State.ASSESSED
        yield {"id": article, "title": f"Article {number}", "state": state}


def describe_versions(articles: np.ndarray, versions: np.ndarray, texts: Sequence[str]) -> Iterator[Row]:
    for number, (article, version) in enumerate(zip(articles.tolist(), versions.tolist(), strict=True)):
        text = " ".join(texts[number * ARTICLE : (number + 1) * ARTICLE])
        yield {"id": version, "article_id": article, "text": text, "text_sha256": hash_text(text)}


def describe_mentions(ids: np.ndarray, versions: np.ndarray, texts: Sequence[str]) -> Iterator[Row]:
    start = 0
    for number, (mention, text) in enumerate(zip(ids.tolist(), texts, strict=True)):
        start = start if number % ARTICLE else 0
        yield {
            "id": mention,
            "article_version_id": int(versions[number // ARTICLE]),
            "start": start,
            "end": start + len(text),
            "quote": text,
            "text": text,
            "text_sha256": hash_text(text),
        }
        start += len(text) + 1


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def reserve_ids(table: str, count: int) -> np.ndarray:
    """Ids of rows to come, rising."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return np.array([row[0] for row in cursor.fetchall()], dtype=np.int64)


def copy_like(template: models.Model, rows: Iterator[Row]) -> None:
    """Rows that are as `template` is but for what each says, by column (`attname`)."""
    fields = template._meta.concrete_fields
    place = {field.attname: number for number, field in enumerate(fields)}
    same = [field.get_db_prep_save(field.pre_save(template, add=True), connection) for field in fields]
    table, names = template._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            values = list(same)
            for attname, value in row.items():
                values[place[attname]] = value
            copy.write_row(values)


def copy_vectors(mention_ids: np.ndarray, vectors: np.ndarray, model: str) -> None:
    dimension = vectors.shape[1]
    record = describe_row(mention=BIG, model=text_of(model), dimension=WHOLE, vector=vector_of(dimension))

    def parts() -> Iterator[np.ndarray]:
        for start in range(0, len(vectors), PART):
            part = vectors[start : start + PART]
            rows = make_rows(len(part), record)
            rows["mention"], rows["model"] = mention_ids[start : start + PART], model.encode()
            rows["dimension"], rows["vector"]["values"] = dimension, part
            yield rows

    columns = ("mention_id", "model", "dimension", "vector")
    copy_in(connection.connection, MentionVector._meta.db_table, columns, parts())


def refresh_statistics() -> None:
    """Without them the planner takes the tables for empty until the server's own process comes by."""
    with connection.cursor() as cursor:
        for table in (*TABLES, "claims_claim"):
            cursor.execute(f"ANALYZE {table}")


def count_claims() -> int:
    return Mention.objects.exclude(claim=None).values("claim").distinct().count()


def score_claims(mention_ids: np.ndarray, claims: np.ndarray) -> float:
    """B-cubed F1 of the claims of the mentions that were grouped at once, and were made for `claims`."""
    homes = dict(Mention.objects.exclude(claim=None).values_list("id", "claim_id").iterator(chunk_size=PART))
    return round(score_b_cubed(claims.tolist(), [homes[mention] for mention in mention_ids.tolist()])[2], 4)


def insert_articles(ids: Sequence[int], tell: Tell) -> dict[str, Any]:
    """The clustering stage of each article; the first one fills the worker's memory and is told apart.

    `step` is the time from asking for the lock on grouping to the last statement before the transaction ends;
    `seconds` has the lease, the state and the commit as well.
    """
    whole, steps, used = [], [], []
    for article in ids:
        began, spent = time.perf_counter(), time.process_time()
        outcome = cluster_article(article)
        whole.append(time.perf_counter() - began)
        used.append(time.process_time() - spent)
        if outcome is not Outcome.DONE:
            raise RuntimeError(f"Article {article} was not grouped: {outcome}.")
        counts = PipelineRun.objects.filter(article=article, stage=Stage.CLUSTER).latest("id").counts
        steps.append(counts["milliseconds"] / 1000)
    figures: dict[str, Any] = {"articles": len(ids) - 1, "first_seconds": round(whole[0], 2)}
    for name, seconds in (("step", steps), ("stage", whole), ("stage_cpu", used)):
        figures |= {
            f"{name}_median_seconds": round(float(np.median(seconds[1:])), 4),
            f"{name}_p95_seconds": round(float(np.percentile(seconds[1:], 95)), 4),
        }
    tell(f"insert: {figures}")
    return figures


def measure_database() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0] // 2**20
