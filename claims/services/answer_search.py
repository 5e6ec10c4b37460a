"""Give a searched text its vector. Runs in a worker, which has the model or can load it."""

from __future__ import annotations

from claims.adapters.encoder import EncoderUnavailable, load_encoder
from claims.models import SearchVector


def answer_search(search_id: int) -> bool:
    """False when there is nothing to answer: the question is gone, or was answered before."""
    asked = SearchVector.objects.filter(pk=search_id, vector=[]).first()
    if asked is None:
        return False
    try:
        (vector,) = load_encoder(asked.model).encode([asked.text])
    except (EncoderUnavailable, ValueError) as error:
        return bool(SearchVector.objects.filter(pk=search_id).update(failure=str(error)))
    values = [float(value) for value in vector]
    return bool(SearchVector.objects.filter(pk=search_id).update(vector=values, failure=""))
