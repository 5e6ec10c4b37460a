"""The fast path of the encoder: a BERT model run without padding, in bfloat16 where the processor has units for it.

Idea. A claim has some 27 tokens, so the plain way (pad every text of a batch to its longest) spends much of its time on
padding, and float32 leaves a processor's matrix units idle.

Method. Texts are sorted by length and packed: the rows of one batch are the tokens of many texts, one after another,
nothing between them. Everything but attention works on rows; attention runs once for each length that occurs, on
exactly that many tokens, so no mask exists. The mean over a text's tokens and the normalisation are float32.

Why a vector does not depend on its batch. Rows are computed independently of one another, but a matrix product may
sum in another order when the number of rows changes. Batches are therefore filled up to one of a few sizes for which
the sums were found to be the same, to the bit; `load_fast_path` checks both this and the likeness to the plain model
before it lets the path be used.

Limits. BERT with mean pooling only (MiniLM and its like); any other model takes the plain path. Measured: the linear
layer over 1,536 inputs sums differently between 40 and 264 rows, and alike from 512 on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from numpy.typing import NDArray

# Rows of one batch. The largest keeps the widest layer's output (2,048 x 1,536 in bfloat16: 6 MiB) near the caches; the
# others spare an article of thirty claims the work of a full one.
BATCH_ROWS = (512, 1024, 2048)

Weights = tuple[torch.Tensor, torch.Tensor]  # a layer's weight and bias


class UnsupportedModel(Exception):  # noqa: N818 - it names what the model is
    """The fast path does not know this model's architecture; the message says what it met."""


def choose_precision() -> torch.dtype:
    """bfloat16 where the processor multiplies it in hardware; elsewhere it would be slower than float32 by far."""
    capabilities = torch.cpu.get_capabilities()
    has_units = any(capabilities.get(flag) for flag in ("amx_bf16", "avx512_bf16"))
    return torch.bfloat16 if has_units else torch.float32


class PackedBert:
    """A BERT sentence model's weights in `precision`, and its forward pass over packed texts.

    `model` is a SentenceTransformer of Transformer (BERT), mean Pooling and Normalize; raises UnsupportedModel
    otherwise.
    """

    def __init__(self, model: Any, precision: torch.dtype) -> None:
        bert = _find_bert(model)
        self.precision = precision
        self.dimension = int(bert.config.hidden_size)
        self.heads = int(bert.config.num_attention_heads)
        self.epsilon = float(bert.config.layer_norm_eps)
        self.window = min(model.max_seq_length or 512, bert.config.max_position_embeddings)
        self._tokenizer = model.tokenizer
        embeddings = bert.embeddings
        self._words = embeddings.word_embeddings.weight.detach()
        self._places = (embeddings.position_embeddings.weight + embeddings.token_type_embeddings.weight[0]).detach()
        self._first_norm = _read_layer(embeddings.LayerNorm, torch.float32)
        self._layers = [_Layer(layer, precision) for layer in bert.encoder.layer]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32, shape (len(texts), dimension), in the order of the texts."""
        tokens = self._tokenizer(
            list(texts),
            truncation=True,
            max_length=self.window,
            padding=False,
            return_attention_mask=False,
            return_token_type_ids=False,
        )["input_ids"]
        vectors = np.empty((len(tokens), self.dimension), dtype=np.float32)
        with torch.inference_mode():
            for batch in fill_batches([len(ids) for ids in tokens]):
                vectors[batch] = self._encode_batch([tokens[i] for i in batch]).numpy()
        return vectors

    def _encode_batch(self, tokens: list[list[int]]) -> torch.Tensor:
        """Unit vectors of texts in rising order of length."""
        shapes = [(length, len(list(same))) for length, same in groupby(len(ids) for ids in tokens)]
        used = sum(length * count for length, count in shapes)
        rows = round_up_rows(used)
        words = torch.tensor([word for ids in tokens for word in ids] + [0] * (rows - used))
        places = torch.cat([torch.arange(length).repeat(count) for length, count in shapes])
        places = F.pad(places, (0, rows - used))
        x = F.layer_norm(
            self._words[words] + self._places[places], (self.dimension,), *self._first_norm, eps=self.epsilon
        )
        x = x.to(self.precision)
        for layer in self._layers:
            x = self._apply_layer(layer, x, shapes)
        means, start = [], 0
        for length, count in shapes:
            part = x[start : start + length * count].float()
            means.append(part.view(count, length, -1).mean(dim=1))
            start += length * count
        return F.normalize(torch.cat(means), dim=1)

    def _apply_layer(self, layer: _Layer, x: torch.Tensor, shapes: list[tuple[int, int]]) -> torch.Tensor:
        width = (self.dimension,)
        attended = layer.attended(self._attend(layer.projections(x), shapes))
        x = F.layer_norm(x + attended, width, *layer.norm_attended, eps=self.epsilon)
        fed = layer.narrowing(F.gelu(layer.widening(x)))
        return F.layer_norm(x + fed, width, *layer.norm_fed, eps=self.epsilon)

    def _attend(self, projected: torch.Tensor, shapes: list[tuple[int, int]]) -> torch.Tensor:
        """Each text's tokens look at one another; rows that only fill the batch stay zero."""
        attended = projected.new_zeros(len(projected), self.dimension)
        start = 0
        for length, count in shapes:
            rows = slice(start, start + length * count)
            query, key, value = projected[rows].view(count, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            seen = F.scaled_dot_product_attention(query, key, value)
            attended[rows] = seen.transpose(1, 2).reshape(length * count, self.dimension)
            start = rows.stop
        return attended


class _Layer:
    """One layer's weights; query, key and value projections as one matrix, which is one product instead of three."""

    def __init__(self, layer: Any, precision: torch.dtype) -> None:
        looks = layer.attention.self
        parts = [_read_layer(part, precision) for part in (looks.query, looks.key, looks.value)]
        self.projections = _Linear(torch.cat([part[0] for part in parts]), torch.cat([part[1] for part in parts]))
        self.attended = _Linear(*_read_layer(layer.attention.output.dense, precision))
        self.norm_attended = _read_layer(layer.attention.output.LayerNorm, precision)
        self.widening = _Linear(*_read_layer(layer.intermediate.dense, precision))
        self.narrowing = _Linear(*_read_layer(layer.output.dense, precision))
        self.norm_fed = _read_layer(layer.output.LayerNorm, precision)


class _Linear:
    """x @ weight.T + bias. In bfloat16 the weights are laid out for the matrix units once, not at every call."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor) -> None:
        self.weight, self.bias = weight, bias
        self.is_laid_out = weight.dtype is torch.bfloat16 and hasattr(torch.ops.mkldnn, "_linear_pointwise")
        if self.is_laid_out:
            self.weight = torch.ops.mkldnn._reorder_linear_weight(weight, BATCH_ROWS[-1])

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        if self.is_laid_out:
            return torch.ops.mkldnn._linear_pointwise(x, self.weight, self.bias, "none", [], "none")
        return F.linear(x, self.weight, self.bias)


def _read_layer(layer: Any, precision: torch.dtype) -> Weights:
    return layer.weight.detach().to(precision).contiguous(), layer.bias.detach().to(precision).contiguous()


def fill_batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of texts, shortest first, in batches of at most the largest batch's rows (or one longer text)."""
    batch: list[int] = []
    rows = 0
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and rows + lengths[position] > BATCH_ROWS[-1]:
            yield batch
            batch, rows = [], 0
        batch.append(position)
        rows += lengths[position]
    if batch:
        yield batch


def round_up_rows(rows: int) -> int:
    """The number of rows that a batch is filled up to: the next of the fixed sizes, then whole multiples of the
    largest."""
    fitting = [size for size in BATCH_ROWS if size >= rows]
    return fitting[0] if fitting else -(-rows // BATCH_ROWS[-1]) * BATCH_ROWS[-1]


def _find_bert(model: Any) -> Any:
    """The BERT inside a sentence-transformers model that this path computes exactly as that library would."""
    names = [type(module).__name__ for module in model]
    if names not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise UnsupportedModel(f"its parts are {', '.join(names)}")
    bert = model[0].auto_model
    config = bert.config
    if config.model_type != "bert" or config.hidden_act != "gelu" or config.is_decoder:
        raise UnsupportedModel(f"its architecture is {config.model_type} with {getattr(config, 'hidden_act', '?')}")
    if model[1].pooling_mode not in ("mean", ("mean",), ["mean"]):
        raise UnsupportedModel(f"it pools by {model[1].pooling_mode}")
    if model[0].do_lower_case or any(model.prompts.values()) or model.truncate_dim:
        raise UnsupportedModel("it prepares texts or cuts vectors in a way of its own")
    return bert
