"""The relation model: how likely one statement supports, refutes or leaves open another.

By default the network that comes with the program; by name or path any sentence-transformers CrossEncoder whose three
labels are those of inference sets (entailment, contradiction, neutral) or ours; `OFF` is none. A model that cannot be
loaded raises `RelationModelUnavailable`, whose sentence is shown to people: the rules go on without it.

Torch is imported inside functions only: a worker that forks after torch was imported can hang. The probabilities are
calibrated for our own network (one temperature, set on pairs that it did not learn from) and as they come for others.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from claims.adapters.encoder import EncoderUnavailable, count_cores
from verification.domain.stance_model import Relation

logger = logging.getLogger(__name__)

OFF = "off"
RULES_ALONE = "stances come from the rules alone."
OWN = "claim-workbench/relations-2"  # under this name its scores are stored; another file of weights needs another
PATH = Path(__file__).resolve().parent.parent / "data" / "relations.safetensors"
DECIMALS = 4  # what is stored: finer digits vary with the batch
LONGEST_TEXT = 2_000  # characters of a statement that are read
TOKENS_A_BATCH = 1_024  # of pairs of like length: larger batches are no faster and hold more filling

_MEANINGS = {
    "entailment": "supports",
    "supports": "supports",
    "contradiction": "refutes",
    "refutes": "refutes",
    "neutral": "neutral",
}

TextPair = tuple[str, str]


class RelationModelUnavailable(Exception):  # noqa: N818 - it names the state, and its sentence is shown to people
    """The relation model is off or cannot be loaded; the message says which and why."""


class RelationReader(Protocol):
    """Anything that says how the second text of a pair stands to the first."""

    name: str

    def read(self, pairs: Sequence[TextPair]) -> list[Relation]:
        """Probabilities, in the order of the pairs."""
        ...


def name_relation_model(name: str = "") -> str:
    """The name under which this setting's scores are stored."""
    return name.strip() or OWN


def load_relation_reader(name: str = "") -> RelationReader:
    """The reader called `name`, loaded once per process. Raises RelationModelUnavailable."""
    if name.strip().casefold() == OFF:
        raise RelationModelUnavailable(f"The relation model is switched off; {RULES_ALONE}")
    return _load_once(name_relation_model(name))


@lru_cache(maxsize=2)
def _load_once(name: str) -> RelationReader:
    import torch

    torch.set_num_threads(count_cores())
    try:
        return OwnReader(PATH) if name == OWN else CrossEncoderReader(name)
    except RelationModelUnavailable:
        raise
    except EncoderUnavailable as error:
        reason = str(error).rstrip(".")
        raise RelationModelUnavailable(f"The relation model cannot be used ({reason}); {RULES_ALONE}") from error
    except Exception as error:  # a third-party loader raises anything for a bad model
        reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        raise RelationModelUnavailable(f"The relation model {name} cannot be used ({reason}); {RULES_ALONE}") from error


class OwnReader:
    """The network of a file that `relation_files` wrote.

    It runs in bfloat16 where the processor multiplies that in hardware: on 2,297 pairs of headlines no probability
    moved by more than 0.016 against float32, by 0.0006 on average, and one of the likeliest stances changed. Read claim
    by claim or all together, the pairs got the same digits.
    """

    def __init__(self, path: Path, name: str = OWN, temperature: float | None = None) -> None:
        from claims.adapters.packed_bert import choose_precision
        from verification.adapters.relation_files import load_weights
        from verification.adapters.relation_tokens import load_tokenizer

        self.name = name
        network, about = load_weights(path)
        self._precision = choose_precision()
        self._network = network.settle(self._precision)
        self._tokenize = load_tokenizer()
        self._temperature = temperature or float(about.get("temperature", 1.0))

    def read(self, pairs: Sequence[TextPair]) -> list[Relation]:
        """As `RelationReader.read`; pairs of like length share a batch."""
        from verification.adapters.relation_network import join_pair

        if not pairs:
            return []
        texts = list(dict.fromkeys(text[:LONGEST_TEXT] for pair in pairs for text in pair))
        tokens = dict(zip(texts, self._tokenize(texts), strict=True))
        joined = [join_pair(tokens[a[:LONGEST_TEXT]], tokens[b[:LONGEST_TEXT]]) for a, b in pairs]
        order = sorted(range(len(pairs)), key=lambda position: len(joined[position][0]))
        found: dict[int, Relation] = {}
        for chosen in _cut_batches(order, [len(tokens) for tokens, _ in joined]):
            found |= dict(zip(chosen, self._read_batch([joined[i] for i in chosen]), strict=True))
        return [found[position] for position in range(len(pairs))]

    def _read_batch(self, joined: Sequence[tuple[list[int], list[int]]]) -> list[Relation]:
        import torch

        from verification.adapters.relation_network import make_batch

        with torch.inference_mode():
            scores = self._network(make_batch(joined), self._precision) / self._temperature
        return [round_relation(row) for row in scores.softmax(dim=1).tolist()]


def _cut_batches(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions in `order` (shortest first) in batches of at most `TOKENS_A_BATCH` tokens, filling counted."""
    batch: list[int] = []
    for position in order:
        if batch and (len(batch) + 1) * lengths[position] > TOKENS_A_BATCH:
            yield batch
            batch = []
        batch.append(position)
    yield batch


class CrossEncoderReader:
    """A sentence-transformers CrossEncoder with the three labels of inference sets.

    It reads the premise first, which is the text that is told: a mention supports its claim when the claim follows
    from it. (Our own network was taught with the claim first, and reads pairs as they come: `docs/decisions/0016`.)
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        folder = Path(name).expanduser()
        if name.startswith((".", "/", "~")) and not folder.is_dir():
            raise RelationModelUnavailable(
                f"The relation model {name} cannot be used (there is no such folder); {RULES_ALONE}"
            )
        self.name = name
        self._model = CrossEncoder(str(folder) if folder.is_dir() else name, device="cpu")
        self._columns = find_columns(name, self._model.model.config.id2label)

    def read(self, pairs: Sequence[TextPair]) -> list[Relation]:
        """As `RelationReader.read`."""
        cut = [(told[:LONGEST_TEXT], claim[:LONGEST_TEXT]) for claim, told in pairs]
        scores: Any = self._model.predict(cut, apply_softmax=True) if cut else []
        return [round_relation([float(row[column]) for column in self._columns]) for row in scores]


def find_columns(name: str, labels: dict[int, str]) -> list[int]:
    """Where a model's outputs hold supports, refutes and neutral. Raises RelationModelUnavailable."""
    meaning = {_MEANINGS.get(label.casefold()): column for column, label in labels.items()}
    try:
        return [meaning[label] for label in ("supports", "refutes", "neutral")]
    except KeyError as error:
        raise RelationModelUnavailable(
            f"The relation model {name} cannot be used (its labels are {', '.join(labels.values())}, and not "
            f"entailment, contradiction and neutral); {RULES_ALONE}"
        ) from error


def round_relation(probabilities: Sequence[float]) -> Relation:
    """Probabilities of supports, refutes and neutral, to as many digits as are stored."""
    supports, refutes, neutral = (round(value, DECIMALS) for value in probabilities)
    return Relation(supports, refutes, neutral)
