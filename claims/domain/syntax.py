"""A dependency parse as a tree that can be asked for: children, subtrees, phrases as written.

Idea: the clause finders should read like grammar ("the subject of", "set off by a comma"), so walking stands here.
Method: children are listed once; a subtree is gathered without recursion, so a parse of any depth is fine; a phrase
is cut from the sentence itself, word gaps closed with one space.

Limits: a tree with a cycle (no parser gives one) is walked only once. Reference: the labels are those of ClearNLP
(Choi and Palmer, "Guidelines for the CLEAR style constituent to dependency conversion", 2012).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from claims.domain.types import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass")
NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
NAME_TAGS = ("NNP", "NNPS")
PLURAL_TAGS = ("NNS", "NNPS")
FINITE_TAGS = ("VBD", "VBP", "VBZ")
_EDGE_MARKS = " ,;:—–-"
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’"))


class Tree:
    """One parsed sentence. Positions are token indices."""

    def __init__(self, sentence: str, tokens: Parse) -> None:
        self.sentence = sentence
        self.tokens = tokens
        self._children: list[list[int]] = [[] for _ in tokens]
        for position, token in enumerate(tokens):
            if token.head != position:
                self._children[token.head].append(position)

    def __getitem__(self, position: int) -> Token:
        return self.tokens[position]

    def __len__(self) -> int:
        return len(self.tokens)

    def children(self, position: int, *deps: str) -> list[int]:
        """Children in order; with `deps`, only those of these labels."""
        return [child for child in self._children[position] if not deps or self.tokens[child].dep in deps]

    def child(self, position: int, *deps: str) -> int | None:
        """The first child of these labels."""
        return next(iter(self.children(position, *deps)), None)

    def subtree(self, position: int, without: Collection[int] = ()) -> list[int]:
        """The position and all below it, in order; subtrees of `without` are left out."""
        found, waiting = {position}, [position]
        while waiting:
            for child in self._children[waiting.pop()]:
                if child not in found and child not in without:
                    found.add(child)
                    waiting.append(child)
        return sorted(found)

    def ancestors(self, position: int) -> Iterator[tuple[int, int]]:
        """(child, its head) pairs on the way up to the root."""
        seen = {position}
        while (head := self.tokens[position].head) not in seen:
            yield position, head
            seen.add(head)
            position = head

    def subject(self, verb: int) -> int | None:
        return self.child(verb, *SUBJECTS)

    def is_negated(self, verb: int) -> bool:
        return self.child(verb, "neg") is not None

    def is_finite(self, verb: int) -> bool:
        """Whether the verb or one of its auxiliaries carries tense."""
        helpers = self.children(verb, "aux", "auxpass")
        return any(self.tokens[word].tag in (*FINITE_TAGS, "MD") for word in (verb, *helpers))

    def is_past(self, verb: int) -> bool:
        """Whether it tells of something done: past tense, or "has" with a participle."""
        helpers = self.children(verb, "aux", "auxpass")
        if any(self.tokens[word].tag == "MD" or self.tokens[word].tag == "TO" for word in helpers):
            return False
        done = any(self.tokens[word].lemma in ("have", "’ve", "'ve") for word in helpers)
        return done or any(self.tokens[word].tag == "VBD" for word in (verb, *helpers))

    def has_modal(self, verb: int) -> bool:
        return any(self.tokens[word].tag == "MD" for word in self.children(verb, "aux"))

    def is_plural(self, noun: int) -> bool:
        joined = any(self.tokens[word].lemma == "and" for word in self.children(noun, "cc"))
        return joined or self.tokens[noun].tag in PLURAL_TAGS or self.tokens[noun].text.lower() in ("they", "these")

    def word_before(self, position: int) -> str:
        return self.tokens[position - 1].text if position > 0 else ""

    def render(self, positions: Iterable[int]) -> str:
        """The words as written, one space where words are left out, no marks at the ends or half pairs."""
        text, last = "", -1
        for position in sorted(positions):
            token = self.tokens[position]
            if last >= 0:
                gap = self.sentence[self.tokens[last].end : token.start] if last + 1 == position else " "
                text += " " if gap.strip() or len(gap) > 1 else gap
            text += token.text
            last = position
        return _balance_marks(text)

    def phrase(self, position: int, without: Collection[int] = ()) -> str:
        return self.render(self.subtree(position, without))

    def slice(self, first: int, last: int) -> str:
        """The words from `first` to `last`, both included, as written."""
        return self.render(range(first, last + 1))


def _balance_marks(text: str) -> str:
    text = text.strip(_EDGE_MARKS)
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing) and (closing != "’" or closing not in text):
            text = text.replace(opening, "").replace(closing, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    return " ".join(text.split()).strip(_EDGE_MARKS)
