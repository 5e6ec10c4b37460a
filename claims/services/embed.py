"""Stage embed: mentions -> vectors of the model in force, and from these the final check-worthiness.

Where the check-worthiness weights do not fit that model, the score that extraction gave by rules stays, and the run's
counts say so.
"""

from __future__ import annotations

import numpy as np

from claims.adapters.encoder import load_encoder
from claims.adapters.worth_weights import load_worth_model
from claims.domain.checkworthiness import THRESHOLD
from claims.domain.lifecycle import Stage
from claims.domain.types import CheckWorthiness, ClaimantKind
from claims.domain.worth_model import REVIEW_FROM, score_by_model
from claims.models import Article, Mention
from claims.services.choose_model import read_active_model
from claims.services.give_vectors import Embedded, Vectors, add_vectors, embed_texts
from claims.services.run_stage import Outcome, run_stage

BY_RULES = "rules alone: the weights are for another embedding model"


def embed_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.EMBED, compute_vectors, store_vectors)


def list_mentions(article: Article) -> list[Mention]:
    return list(Mention.objects.live().filter(article_version__article=article))


def compute_vectors(article: Article) -> Embedded:
    return embed_texts(
        load_encoder(read_active_model()), {mention.text_sha256: mention.text for mention in list_mentions(article)}
    )


def store_vectors(article: Article, result: Embedded) -> dict[str, int | str]:
    mentions = Mention.objects.live().filter(article_version__article=article)
    stored = add_vectors(mentions.lacking_vector(result.model), result)
    worth = store_worth(list_mentions(article), result.model, result.vectors)
    return {"vectors": stored, "known": result.known, "encoder": result.path, **worth}


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
