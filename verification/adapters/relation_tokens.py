"""Words of statements as the numbers that the relation network reads, by the packaged model's own tokenizer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from tokenizers import Tokenizer

from claims.adapters.encoder import find_packaged_model

LONGEST_READ = 4_000  # characters; a tokenizer reads all of a text before anybody cuts it

Tokenize = Callable[[Sequence[str]], list[list[int]]]


@lru_cache(maxsize=1)
def load_tokenizer() -> Tokenize:
    """The tokenizer, without marks, filling or cutting; raises EncoderUnavailable without the package."""
    tokenizer = Tokenizer.from_file(str(find_packaged_model() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def tokenize(texts: Sequence[str]) -> list[list[int]]:
        readable = [text[:LONGEST_READ].encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [found.ids for found in tokenizer.encode_batch(readable, add_special_tokens=False)]

    return tokenize
