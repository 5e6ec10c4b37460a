"""Stage embed: mentions -> vectors of the model in force."""

from __future__ import annotations

from claims.adapters.encoder import load_encoder
from claims.domain.lifecycle import Stage
from claims.models import Article, Mention
from claims.services.choose_model import read_active_model
from claims.services.give_vectors import Embedded, add_vectors, embed_texts
from claims.services.run_stage import Outcome, run_stage


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
    return {"vectors": stored, "known": result.known, "encoder": result.path}
