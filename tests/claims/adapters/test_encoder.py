"""The encoder: the packaged model by default, any other by name, one sentence when there is none."""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from claims.adapters.encoder import (
    DEFAULT_MODEL,
    TRIAL,
    EncoderUnavailable,
    ModelFilesChanged,
    SentenceEncoder,
    check_weights,
    find_fault,
    find_packaged_model,
    load_encoder,
)
from claims.adapters.packed_bert import PackedBert, UnsupportedModel
from evaluation.generator import generate_texts


def test_it_imports_no_torch_before_a_model_is_loaded():
    code = "import sys, claims.adapters.encoder; print('torch' in sys.modules, 'django' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "False"]


def test_it_gives_one_unit_vector_for_each_text_in_their_order():
    encoder = load_encoder()
    long, short = "The old pier has been closed since Thursday because its pillars are rotten.", "Pier closed"
    together = encoder.encode([short, long, ""])
    assert together.shape == (3, encoder.dimension) == (3, 384)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert together[1] == pytest.approx(encoder.encode([long])[0], abs=1e-5)


def test_it_puts_a_paraphrase_nearer_than_another_subject():
    vectors = load_encoder().encode(
        ["The council shut the pier.", "The pier was closed by the council.", "Tomatoes need sun and water."]
    )
    assert vectors[0] @ vectors[1] > 0.7 > 0.3 > vectors[0] @ vectors[2]


def test_it_gives_an_empty_table_for_no_texts():
    assert load_encoder().encode([]).shape == (0, 384)


def test_it_loads_a_model_once_per_process_under_each_of_its_names():
    assert load_encoder() is load_encoder(DEFAULT_MODEL) is load_encoder("all-MiniLM-L6-v2")
    assert load_encoder().name == DEFAULT_MODEL


def test_it_loads_a_model_from_any_folder():
    folder = str(find_packaged_model())
    encoder = load_encoder(folder)
    assert encoder.name == folder
    assert encoder.encode(["a pier"]) == pytest.approx(load_encoder().encode(["a pier"]), abs=1e-6)


def test_it_reads_half_a_surrogate_pair_and_a_megabyte_in_bounded_time():
    started = time.perf_counter()
    vectors = load_encoder().encode(["a \ud800 pier", "pier " * 200_000, "x" * 1_000_000])
    assert np.isfinite(vectors).all()
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize("name", ["/nowhere/model", "./model", "~/nowhere/model", "a/b/c"])
def test_it_says_that_a_folder_does_not_exist(name):
    with pytest.raises(EncoderUnavailable, match=f"{name} could not be loaded: there is no such folder"):
        load_encoder(name)


def test_it_says_that_a_folder_holds_no_model(tmp_path):
    with pytest.raises(EncoderUnavailable, match=f"The embedding model {tmp_path} could not be loaded: "):
        load_encoder(str(tmp_path))


def test_it_refuses_weights_that_are_not_the_pinned_ones(tmp_path):
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"other weights")
    with pytest.raises(ModelFilesChanged, match="is not the pinned one: its SHA-256 is [0-9a-f]{64}, not 53aa"):
        check_weights(weights)


def test_it_says_that_weights_are_missing(tmp_path):
    with pytest.raises(EncoderUnavailable, match="cannot be read: No such file or directory"):
        check_weights(tmp_path / "model.safetensors")


@pytest.fixture(scope="module")
def plain() -> SentenceEncoder:
    model = SentenceTransformer(str(find_packaged_model()), device="cpu", local_files_only=True)
    return SentenceEncoder(DEFAULT_MODEL, model, fast=False)


def test_the_path_is_said_in_words():
    assert load_encoder().path.startswith(("packed bfloat16", "packed float32", "plain float32"))


def test_the_fast_path_gives_the_plain_vectors(plain):
    texts = list(generate_texts(60))
    likeness = np.einsum("ij,ij->i", plain.encode(texts), load_encoder().encode(texts))
    assert likeness.mean() >= 0.999


@pytest.mark.parametrize("together", [1, 3, 20])
def test_a_vector_is_the_same_to_the_bit_whatever_shares_its_batch(together):
    texts = list(generate_texts(40))
    encoder = load_encoder()
    parts = [encoder.encode(texts[i : i + together]) for i in range(0, 40, together)]
    assert (np.vstack(parts) == encoder.encode(texts)).all()


def test_a_path_that_gives_other_vectors_is_found_out(plain):
    other = plain.encode(TRIAL)[::-1]
    packed = PackedBert(plain._model, torch.float32)
    assert find_fault(other, packed).startswith("mean cosine ")
    assert find_fault(plain.encode(TRIAL), packed) == ""


def test_a_model_of_another_build_takes_the_plain_path_and_says_why():
    with pytest.raises(UnsupportedModel, match="its parts are Linear"):
        PackedBert([torch.nn.Linear(2, 2)], torch.float32)
