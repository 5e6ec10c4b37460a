"""Changing the embedding model: nothing mixed, nothing lost, everybody switches at once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import BertConfig, BertModel

from claims.adapters.encoder import DEFAULT_MODEL, EncoderUnavailable, find_packaged_model, load_encoder
from claims.domain.lifecycle import State
from claims.models import Article, Mention, MentionVector
from claims.services import reembed
from claims.services.choose_model import read_active_model
from claims.services.cluster import cluster_article
from claims.services.embed import embed_article
from claims.services.reembed import read_progress, reembed_mentions
from claims.services.run_stage import Outcome
from tests.factories import make_article, make_mention

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = [
    "Nine cranes stand idle in the harbour.",
    "In the harbour nine cranes stand idle.",
    "The library opens at ten.",
]


@pytest.fixture(scope="session")
def small_model(tmp_path_factory) -> str:
    """A BERT of 32 dimensions with random weights: another model, of another dimension."""
    folder = tmp_path_factory.mktemp("model")
    packaged = SentenceTransformer(str(find_packaged_model()), device="cpu", local_files_only=True)
    config = BertConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64, vocab_size=30522
    )
    BertModel(config).save_pretrained(folder / "bert")
    packaged.tokenizer.save_pretrained(folder / "bert")
    bert = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[bert, Pooling(32)], device="cpu").save(str(folder / "whole"))
    return str(folder / "whole")


def ingest(text: str) -> Article:
    article = make_article(text, state=State.EXTRACTED)
    make_mention(article)
    embed_article(article.pk)
    assert cluster_article(article.pk) is Outcome.DONE
    return article


@pytest.fixture
def grouped():
    for text in TEXTS:
        ingest(text)


def test_it_has_nothing_to_do_while_the_settings_name_the_model_in_force(grouped):
    out = StringIO()
    call_command("reembed", stdout=out)
    assert out.getvalue() == f"Nothing to do: {DEFAULT_MODEL} is in force.\n"


def test_it_keeps_the_old_model_in_force_until_every_vector_is_there(grouped, settings, small_model, monkeypatch):
    monkeypatch.setattr(reembed, "BATCH", 1)
    before = set(Mention.objects.values_list("id", "claim"))
    settings.EMBEDDING_MODEL = small_model
    progress = reembed_mentions(seconds=0)
    assert (progress.active, progress.target, progress.embedded, progress.mentions) == (
        DEFAULT_MODEL, small_model, 1, 3,
    )  # fmt: skip
    assert set(Mention.objects.values_list("id", "claim")) == before


def test_it_goes_on_where_it_was_stopped_and_then_switches(grouped, settings, small_model, monkeypatch):
    monkeypatch.setattr(reembed, "BATCH", 1)
    settings.EMBEDDING_MODEL = small_model
    reembed_mentions(seconds=0)
    first = MentionVector.objects.get(model=small_model).pk
    out = StringIO()
    call_command("reembed", stdout=out)
    assert out.getvalue().endswith(f"Done: claims are grouped by the vectors of {small_model}.\n")
    assert read_active_model() == small_model
    assert MentionVector.objects.filter(model=small_model, pk=first).exists()
    assert MentionVector.objects.filter(model=small_model, dimension=32).count() == 3
    assert not Mention.objects.filter(claim=None).exists()


def test_it_switches_nothing_when_the_switch_is_cut_off(grouped, settings, small_model, monkeypatch):
    before = set(Mention.objects.values_list("id", "claim"))
    settings.EMBEDDING_MODEL = small_model

    def fall_over(*_):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(reembed, "regroup_everything", fall_over)
        with pytest.raises(MemoryError):
            reembed_mentions(seconds=60)
    assert read_active_model() == DEFAULT_MODEL
    assert set(Mention.objects.values_list("id", "claim")) == before
    assert reembed_mentions(seconds=60).is_done


def test_an_article_that_arrives_during_the_change_is_part_of_it(grouped, settings, small_model):
    settings.EMBEDDING_MODEL = small_model
    late = ingest("The ferry was full.")
    assert set(MentionVector.objects.values_list("model", flat=True)) == {DEFAULT_MODEL}
    reembed_mentions(seconds=60)
    assert MentionVector.objects.filter(mention__article_version__article=late, model=small_model).count() == 1


def test_an_article_that_missed_the_switch_gets_its_vectors_before_it_is_grouped(settings, small_model):
    article = make_article(TEXTS[0], state=State.EXTRACTED)
    make_mention(article)
    embed_article(article.pk)
    settings.EMBEDDING_MODEL = small_model
    assert reembed_mentions(seconds=60).is_done
    # what remains when the article's vectors were written by the old model just after the switch had looked for them
    MentionVector.objects.filter(model=small_model).delete()
    assert cluster_article(article.pk) is Outcome.DONE
    assert MentionVector.objects.filter(mention__article_version__article=article, model=small_model).exists()


def test_a_model_that_cannot_be_loaded_leaves_the_old_one_in_force_and_says_why(grouped, settings):
    settings.EMBEDDING_MODEL = "/nowhere/model"
    with pytest.raises(CommandError, match=f"there is no such folder. The model in force stays {DEFAULT_MODEL}."):
        call_command("reembed", stdout=StringIO())
    assert "there is no such folder" in read_progress().failure
    out = StringIO()
    call_command("status", stdout=out)
    assert "changing to /nowhere/model: 0 of 3 mentions; The embedding model /nowhere/model could not" in out.getvalue()
    assert ingest("The ferry was full.").pk


def test_a_model_of_another_dimension_under_the_same_name_is_refused(grouped, settings, small_model):
    mention = Mention.objects.first()
    MentionVector.objects.create(mention=mention, model=small_model, dimension=3, vector=[1, 0, 0])
    settings.EMBEDDING_MODEL = small_model
    with pytest.raises(
        EncoderUnavailable, match="gives vectors of 32 dimensions, but those stored under its name have 3"
    ):
        reembed_mentions(seconds=60)


def test_status_says_by_which_path_texts_are_embedded(grouped):
    out = StringIO()
    call_command("status", stdout=out)
    assert f"embedding: {DEFAULT_MODEL}, {load_encoder().path}" in out.getvalue()
