"""Give mentions their vectors. A text that was embedded before, in any article, is not embedded again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from claims.adapters.encoder import Encoder, EncoderUnavailable
from claims.models import Mention, MentionVector

Vectors = dict[str, np.ndarray]  # text_sha256 -> (dimension,) float32, unit length


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of one model, how many of them were known from equal texts, and by which path the others were
    computed."""

    model: str
    vectors: Vectors
    known: int
    path: str


def embed_texts(encoder: Encoder, texts: Mapping[str, str]) -> Embedded:
    """`texts` by hash; what the database holds for a hash is taken from there. Raises EncoderUnavailable,
    ValueError."""
    check_dimension(encoder)
    known = find_known_vectors(encoder.name, list(texts))
    missing = [digest for digest in texts if digest not in known]
    fresh = encoder.encode([texts[digest] for digest in missing])
    if not np.isfinite(fresh).all():
        raise ValueError(f"The model {encoder.name} returned a vector that is not a number.")
    return Embedded(
        encoder.name, {**known, **dict(zip(missing, fresh, strict=True))}, len(known), getattr(encoder, "path", "")
    )


def check_dimension(encoder: Encoder) -> None:
    """Vectors stored under one name must be comparable: a folder whose model was replaced by another is refused."""
    stored = MentionVector.objects.filter(model=encoder.name).values_list("dimension", flat=True).first()
    if stored is not None and stored != encoder.dimension:
        raise EncoderUnavailable(
            f"The embedding model {encoder.name} gives vectors of {encoder.dimension} dimensions, but those stored "
            f"under its name have {stored}. Put the other model into a folder of its own and name that one."
        )


def find_known_vectors(model: str, digests: list[str]) -> Vectors:
    rows = MentionVector.objects.filter(model=model, mention__text_sha256__in=digests)
    return {row.mention.text_sha256: np.asarray(row.vector) for row in rows.select_related("mention")}


def add_vectors(mentions: Iterable[Mention], embedded: Embedded) -> int:
    """Store the vector of each mention's text; a mention that got one meanwhile keeps it."""
    rows = [
        MentionVector(mention=mention, model=embedded.model, dimension=len(vector), vector=vector)
        for mention in mentions
        if (vector := embedded.vectors.get(mention.text_sha256)) is not None
    ]
    MentionVector.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
