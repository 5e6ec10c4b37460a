"""The relation network: a small cross-encoder that reads two statements together.

Idea. Both statements stand in one row of tokens, so that every layer can compare word with word. The body has the
shape of MiniLM-L6 and starts from the packaged sentence model; its table of words stays as it came, so that a file of
ours holds only what was learnt: 11 million numbers instead of 23.

Method. [CLS] a [SEP] b [SEP], cut to `WINDOW` tokens, the longer statement first. The head reads the first
token, the means over either statement's tokens, their distance and their product, and gives a score for each of
`LABELS`. Weights are kept in float32; a forward pass may run in bfloat16.

Limits. English, one pass over at most `WINDOW` tokens. Reference: MiniLM (Wang et al. 2020); the head's distance and
product are those of InferSent (Conneau et al. 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn

LABELS = ("supports", "refutes", "neutral")
WINDOW = 128  # tokens of both statements together; 99 of 100 pairs of headlines have fewer than 64

CLS, SEP, PAD = 101, 102, 0
EPSILON = 1e-12
NO_LOOK = -1e4  # added to the score of a token that only fills the row
PARTS = 5  # what the head reads: first token, two means, their distance and their product


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; those of MiniLM-L6 by default."""

    words: int = 30_522
    places: int = 512
    width: int = 384
    inner: int = 1_536
    heads: int = 12
    layers: int = 6
    head_width: int = 256


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as numbers. `tokens` and `sides` have shape (n, length), int64; a token's side is 0 (first statement), 1
    (second) or -1 (marks and filling); `filled` (n,) is how many tokens of a row are real."""

    tokens: Tensor
    sides: Tensor
    filled: Tensor


def join_pair(a: Sequence[int], b: Sequence[int]) -> tuple[list[int], list[int]]:
    """Tokens and sides of one pair, cut to the window by shortening the longer statement."""
    room = WINDOW - 3
    if len(a) + len(b) > room:
        shorter = min(len(a), len(b), room // 2)
        a, b = (a[: room - shorter], b[:shorter]) if len(a) > len(b) else (a[:shorter], b[: room - shorter])
    tokens = [CLS, *a, SEP, *b, SEP]
    sides = [-1, *([0] * len(a)), -1, *([1] * len(b)), -1]
    return tokens, sides


def make_batch(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], length: int = 0) -> Batch:
    """A batch of pairs that `join_pair` gave, filled up to `length` or the longest."""
    length = max(length, *(len(tokens) for tokens, _ in pairs))
    tokens = torch.full((len(pairs), length), PAD, dtype=torch.long)
    sides = torch.full((len(pairs), length), -1, dtype=torch.long)
    for row, (ids, places) in enumerate(pairs):
        tokens[row, : len(ids)] = torch.tensor(ids)
        sides[row, : len(ids)] = torch.tensor(places)
    return Batch(tokens, sides, torch.tensor([len(ids) for ids, _ in pairs]))


class Layer(nn.Module):
    """Attention and a feed-forward part, each followed by a normalisation."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.looks = nn.Linear(shape.width, 3 * shape.width)  # query, key and value in one product
        self.attended = nn.Linear(shape.width, shape.width)
        self.norm_attended = nn.LayerNorm(shape.width, eps=EPSILON)
        self.widening = nn.Linear(shape.width, shape.inner)
        self.narrowing = nn.Linear(shape.inner, shape.width)
        self.norm_fed = nn.LayerNorm(shape.width, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (rows * length, width), `mask` (rows, 1, 1, length) in float32, added to what is looked at."""
        x = _normalize(self.norm_attended, x + _apply(self.attended, self._attend(x, mask)))
        fed = _apply(self.narrowing, F.gelu(_apply(self.widening, x)))
        return _normalize(self.norm_fed, x + fed)

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, width = mask.shape[0], mask.shape[-1], x.shape[-1]
        query, key, value = _apply(self.looks, x).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4).float()
        # Plain products: on a processor the fused attention of torch takes up to twice as long for texts as short as
        # headlines, and several times as long backwards.
        seen = torch.matmul(query * (width // self.heads) ** -0.5, key.transpose(-1, -2)) + mask
        attended = torch.matmul(seen.softmax(-1), value)
        return attended.transpose(1, 2).reshape(rows * length, width).to(x.dtype)


class RelationNetwork(nn.Module):
    """Scores (n, 3) of pairs, in the order of `LABELS`."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape or Shape()
        width = self.shape.width
        self.words = nn.Embedding(self.shape.words, width)
        self.words.weight.requires_grad_(False)
        self.places = nn.Embedding(self.shape.places, width)
        self.statements = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(self.shape) for _ in range(self.shape.layers))
        self.compared = nn.Linear(PARTS * width, self.shape.head_width)
        self.decided = nn.Linear(self.shape.head_width, len(LABELS))

    def forward(self, batch: Batch, precision: torch.dtype = torch.float32, dropped: float = 0.0) -> Tensor:
        """Scores in float32; `dropped` is the share of numbers set to zero while learning."""
        rows, length = batch.tokens.shape
        x = self.words(batch.tokens) + self.places.weight[:length] + self.statements(self._find_statement(batch))
        x = F.dropout(self.norm(x), dropped, training=dropped > 0).view(rows * length, -1).to(precision)
        real = torch.arange(length)[None, :] < batch.filled[:, None]
        mask = torch.where(real, 0.0, NO_LOOK)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self._decide(x.view(rows, length, -1).float(), batch, dropped)

    def settle(self, precision: torch.dtype) -> RelationNetwork:
        """Itself, for reading only: the layers' weights are turned into `precision` once and not at every pass."""
        self.layers.to(precision)
        return self.eval().requires_grad_(False)

    def _find_statement(self, batch: Batch) -> Tensor:
        """1 from the second statement's first token on, as the body was taught to read pairs."""
        return (batch.sides == 1).long().cummax(dim=1).values

    def _decide(self, x: Tensor, batch: Batch, dropped: float) -> Tensor:
        a, b = (self._average(x, batch.sides == side) for side in (0, 1))
        read = torch.cat([x[:, 0], a, b, (a - b).abs(), a * b], dim=1)
        compared = F.gelu(self.compared(F.dropout(read, dropped, training=dropped > 0)))
        return self.decided(F.dropout(compared, dropped, training=dropped > 0))

    def _average(self, x: Tensor, chosen: Tensor) -> Tensor:
        weights = chosen.float().unsqueeze(-1)
        return (x * weights).sum(1) / weights.sum(1).clamp(min=1.0)


def _apply(layer: nn.Linear, x: Tensor) -> Tensor:
    return F.linear(x, layer.weight.to(x.dtype), layer.bias.to(x.dtype))


def _normalize(layer: nn.LayerNorm, x: Tensor) -> Tensor:
    return F.layer_norm(x, layer.normalized_shape, layer.weight.to(x.dtype), layer.bias.to(x.dtype), layer.eps)
