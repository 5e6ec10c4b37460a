"""Claims embedded a second: our encoder against sentence-transformers' own, the same weights, float32, batches of
32."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from claims.adapters.encoder import find_packaged_model, load_encoder
from evaluation.benchmark.timing import compare, describe_cpu
from evaluation.generator import generate_texts

AIM_WITH_UNITS, AIM_WITHOUT, AIM_LIKENESS = 4.0, 1.5, 0.999
MATRIX_UNITS = ("amx_bf16", "amx_int8", "sme")  # products of whole matrices; bfloat16 in vectors is none


def run(options: argparse.Namespace) -> dict[str, Any]:
    texts = list(generate_texts(options.size or (500 if options.quick else 4000)))
    encoder = load_encoder()
    peer = SentenceTransformer(str(find_packaged_model()), device="cpu", local_files_only=True)

    def encode_plainly(some: list[str]) -> np.ndarray:
        return np.asarray(peer.encode(some, batch_size=32, normalize_embeddings=True, show_progress_bar=False))

    sample = texts[:200]
    likeness = float(np.einsum("ij,ij->i", encoder.encode(sample), encode_plainly(sample)).mean())
    aim = AIM_WITH_UNITS if any(map(torch.cpu.get_capabilities().get, MATRIX_UNITS)) else AIM_WITHOUT
    times = compare(lambda: encoder.encode(texts), lambda: encode_plainly(texts), options.rounds)
    return {
        "unit": "claims/s",
        "ours": round(len(texts) / times.ours, 1),
        "peer": round(len(texts) / times.peer, 1),
        "ratio": round(times.ratio, 2),
        "cpu": describe_cpu(),
        "aim": aim,
        "meets_aim": times.ratio >= aim and likeness >= AIM_LIKENESS,
        "processor_ratio": round(times.processor_ratio, 2),
        "mean_cosine": round(likeness, 6),
        "path": encoder.path,
        "n": len(texts),
    }
