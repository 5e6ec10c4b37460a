"""Stage embed: mentions -> vectors, and from these the final check-worthiness.

A text that was embedded before, in any article, is not embedded again. Where the check-worthiness weights do not fit
the embedding model, the score that extraction gave by rules stays, and the run's counts say so.
"""

from __future__ import annotations

import numpy as np
from django.conf import settings

from claims.adapters.encoder import load_encoder
from claims.adapters.worth_weights import load_worth_model
from claims.domain.checkworthiness import THRESHOLD
from claims.domain.lifecycle import Stage
from claims.domain.types import CheckWorthiness, ClaimantKind
from claims.domain.worth_model import REVIEW_FROM, score_by_model
from claims.models import Article, Mention, MentionVector
from claims.services.run_stage import Outcome, run_stage

Vectors = dict[str, np.ndarray]  # text_sha256 -> (dimension,) float32, unit length
BY_RULES = "rules alone: the weights are for another embedding model"


def embed_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.EMBED, compute_vectors, store_vectors)


def list_mentions(article: Article) -> list[Mention]:
    return list(Mention.objects.live().filter(article_version__article=article))


def compute_vectors(article: Article) -> tuple[str, Vectors]:
    encoder = load_encoder(settings.EMBEDDING_MODEL)
    texts = {mention.text_sha256: mention.text for mention in list_mentions(article)}
    known = find_known_vectors(encoder.name, list(texts))
    missing = [digest for digest in texts if digest not in known]
    fresh = encoder.encode([texts[digest] for digest in missing])
    if not np.isfinite(fresh).all():
        raise ValueError(f"The model {encoder.name} returned a vector that is not a number.")
    return encoder.name, {**known, **dict(zip(missing, fresh, strict=True))}


def find_known_vectors(model: str, digests: list[str]) -> Vectors:
    rows = MentionVector.objects.filter(model=model, mention__text_sha256__in=digests)
    return {row.mention.text_sha256: np.asarray(row.vector) for row in rows.select_related("mention")}


def store_vectors(article: Article, result: tuple[str, Vectors]) -> dict[str, int | str]:
    model, vectors = result
    mentions = Mention.objects.live().filter(article_version__article=article).lacking_vector(model)
    rows = [
        MentionVector(
            mention=mention,
            model=model,
            dimension=len(vectors[mention.text_sha256]),
            vector=vectors[mention.text_sha256],
        )
        for mention in mentions
    ]
    MentionVector.objects.bulk_create(rows)
    return {"vectors": len(rows), **store_worth(list_mentions(article), model, vectors)}


def store_worth(mentions: list[Mention], model: str, vectors: Vectors) -> dict[str, int | str]:
    """Give each mention its final score and say whether it is worth checking; none is deleted."""
    learnt = load_worth_model().encoder == model
    for mention in mentions:
        if learnt:
            worth = score_mention(mention, vectors[mention.text_sha256])
            mention.check_worthiness, mention.worth_reasons = worth.score, list(worth.reasons)
        mention.worth_checking = mention.check_worthiness >= (REVIEW_FROM if learnt else THRESHOLD)
    Mention.objects.bulk_update(mentions, ["check_worthiness", "worth_reasons", "worth_checking"])
    set_aside = sum(not mention.worth_checking for mention in mentions)
    return {"not_worth_checking": set_aside, "scored_by": "model" if learnt else BY_RULES}


def score_mention(mention: Mention, vector: np.ndarray) -> CheckWorthiness:
    attributed = mention.claimant_kind != ClaimantKind.AUTHOR
    return score_by_model(mention.text, vector, load_worth_model(), attributed=attributed)
