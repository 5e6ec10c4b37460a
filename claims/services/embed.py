"""Stage embed: mentions -> vectors. A text that was embedded before, in any article, is not embedded again."""

from __future__ import annotations

import numpy as np
from django.conf import settings

from claims.adapters.encoder import load_encoder
from claims.domain.lifecycle import Stage
from claims.models import Article, Mention, MentionVector
from claims.services.run_stage import Outcome, run_stage

Vectors = dict[str, np.ndarray]  # text_sha256 -> (dimension,) float32, unit length


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


def store_vectors(article: Article, result: tuple[str, Vectors]) -> dict[str, int]:
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
    return {"vectors": len(rows)}
