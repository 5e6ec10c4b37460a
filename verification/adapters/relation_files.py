"""Weights of the relation network in files: the packaged body that it starts from, and what was learnt.

What was learnt is one safetensors file. A matrix is kept as whole numbers from -127 to 127 (int8) with one scale for
each row (`NAME.scale`), everything else as float32, and the header says in words what is inside. The table of words is
not in it: it is the packaged model's, unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from claims.adapters.encoder import find_packaged_model
from verification.adapters.relation_network import LABELS, RelationNetwork

WORDS = "words.weight"
SCALE = ".scale"
STEPS = 127
FORMAT = "claim-workbench relation network 1: int8 rows with scales; the table of words is the packaged MiniLM's"

_PARTS_OF_A_LAYER = {
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "norm_attended",
    "intermediate.dense": "widening",
    "output.dense": "narrowing",
    "output.LayerNorm": "norm_fed",
}


class UnreadableWeights(Exception):  # noqa: N818 - its sentence is shown to people
    """A file of weights that cannot be used; the message says which and why."""


def start_network(seed: int) -> RelationNetwork:
    """The network before anything was learnt: the packaged model's body, and a head drawn from `seed`."""
    torch.manual_seed(seed)
    network = RelationNetwork()
    network.load_state_dict(_rename(load_file(find_packaged_model() / "model.safetensors")), strict=False)
    return network


def _rename(packaged: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The packaged tensors under our names; query, key and value joined."""
    kept = {
        WORDS: packaged["embeddings.word_embeddings.weight"],
        "places.weight": packaged["embeddings.position_embeddings.weight"],
        "statements.weight": packaged["embeddings.token_type_embeddings.weight"],
    }
    for kind in ("weight", "bias"):
        kept[f"norm.{kind}"] = packaged[f"embeddings.LayerNorm.{kind}"]
        for number in range(RelationNetwork().shape.layers):
            theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
            looks = [packaged[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            kept[f"{ours}looks.{kind}"] = torch.cat(looks)
            for name, own in _PARTS_OF_A_LAYER.items():
                kept[f"{ours}{own}.{kind}"] = packaged[f"{theirs}{name}.{kind}"]
    return kept


def save_weights(network: RelationNetwork, path: Path, about: Mapping[str, Any]) -> None:
    """Write what was learnt, and `about` it (JSON values) into the header."""
    learnt = {name: tensor for name, tensor in network.state_dict().items() if name != WORDS}
    header = {"format": FORMAT, "labels": " ".join(LABELS), "about": json.dumps(dict(about), sort_keys=True)}
    save_file(compress(learnt), path, metadata=header)


def compress(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Matrices as int8 with a scale a row, the rest as float32."""
    small: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        tensor = tensor.detach().float().contiguous()
        if tensor.ndim == 2:
            scale = tensor.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / STEPS
            small[name] = torch.round(tensor / scale).to(torch.int8)
            small[name + SCALE] = scale
        else:
            small[name] = tensor
    return small


def expand(small: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What `compress` made small, as float32."""
    return {
        name: tensor.float() * small[name + SCALE] if name + SCALE in small else tensor
        for name, tensor in small.items()
        if not name.endswith(SCALE)
    }


def load_weights(path: Path) -> tuple[RelationNetwork, dict[str, Any]]:
    """The network of a file that `save_weights` wrote, and what the file says about itself.

    Raises UnreadableWeights with one sentence for a file that is missing, damaged or of another shape.
    """
    try:
        with safe_open(path, framework="pt") as stream:
            header = stream.metadata() or {}
        small = load_file(path)
    except (OSError, SafetensorError) as error:
        raise UnreadableWeights(f"The relation model's file {path.name} cannot be read: {error}.") from error
    if header.get("format") != FORMAT or header.get("labels") != " ".join(LABELS):
        raise UnreadableWeights(f"The relation model's file {path.name} is not one that this version can read.")
    network = RelationNetwork()
    words = load_file(find_packaged_model() / "model.safetensors")["embeddings.word_embeddings.weight"]
    try:
        network.load_state_dict({**expand(small), WORDS: words})
    except RuntimeError as error:
        raise UnreadableWeights(f"The relation model's file {path.name} has weights of another shape.") from error
    return network.eval(), json.loads(header["about"])
