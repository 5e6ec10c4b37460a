"""Attribution conflicts: the same words, or the same statement, credited to different speakers.

Idea: that two people say the same is no disagreement, and mostly the best support there is. It becomes one
when only one of them can have said it: the same quoted words, or the same statement in nearly the same
words. Method: claimants are compared like agents, and the statements by how much of both they share.
Witnesses ("police", "residents"), outlets and agencies pass on what others see as well, and never clash.

Limits: a joint statement of two people looks like a conflict. Reference: none, own rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from claims.domain.frames import find_quotations
from claims.domain.lexicon import list_words
from claims.domain.types import Claimant, ClaimantKind, Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.same_names import share_name
from verification.domain.conflicts.sentence import Sentence
from verification.domain.roles import is_role, may_be_same
from verification.domain.types import ConflictType, Statement

# Share of all content words of both statements (Jaccard). Two witnesses rarely find the same words for what
# they saw; a statement repeated by a second outlet keeps them.
SAME_STATEMENT = 0.75
SAME_QUOTATION = 0.6

_WITNESSES = list_words(
    """
    police officials authorities witness witnesses residents neighbours neighbors firefighters rescuers medics
    doctors hospital
    locals survivors organisers organizers investigators sources people experts army spokesman spokeswoman
    officers brigade
    """
)
# Fewer words between the marks are a term and no statement.
LEAST_QUOTED = 3
LONGEST_SEARCHED = 2_000
_SAID = r"(?:said|says|added|told\s[\w\s]{2,30}?|declared|asked|warned|explained|insisted|claimed|wrote|argued)"
_LEADING = re.compile(r"\A(?:the|a|an)\s", re.IGNORECASE)
# Where a speaker stands, tried in turn; `frame` is what is no part of the statement.
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[\"”],?(?P<frame>\s{_SAID}\s(?P<name>[^,.;:\"“”]{{2,60}}))",
        rf"(?P<frame>(?P<name>\b[^,.;:\"“”]{{2,60}})\s{_SAID}[,:]\s)[\"“]",
        r"(?P<frame>\b[Aa]ccording\sto\s(?P<name>[^,.;:]{2,60}))",
        rf"(?P<frame>,\s(?P<name>[^,.;:\"“”]{{2,60}}?)\s{_SAID}(?=\.|\Z))",
        r"\A(?P<frame>(?P<name>(?:The\s|An?\s)?[^,.;:\"“”]{2,50}?)\s(?:said|says|claimed|insisted)\s(?:that\s)?)",
        r"(?P<frame>\b(?:came|comes|originated|stems?|emerged)\sfrom\s(?P<name>[^,.;:]{2,60}))",
        r"(?P<frame>\b(?:attributed|credited|ascribed)\sto\s(?P<name>[^,.;:]{2,60}))",
    )
)
_SMALL = list_words("the a an of in and for's village's his her their its one")


@dataclass(frozen=True)
class Voice:
    """Who speaks in a statement and in what words, each read when it is first asked for: most pairs clash before."""

    statement: Statement
    sentence: Sentence

    @property
    def speaker(self) -> Claimant:
        return self._spoken[0]

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The words inside quotation marks, small ones too: a quotation is compared word by word."""
        quote = self.statement.quote[:LONGEST_SEARCHED]
        quoted = " ".join(quote[span.start + 1 : span.end - 1] for span in find_quotations(quote))
        return frozenset(word.casefold() for word in re.findall(r"[^\W_]+", quoted))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The concepts of the words outside the attribution."""
        frame = self._spoken[1]
        outside = (w for w in self.sentence.own if not frame.start <= w.start < frame.end)
        return frozenset(word.lexeme.key for word in outside if word.content or word.number)

    @cached_property
    def _spoken(self) -> tuple[Claimant, Span]:
        return find_speaker(self.statement)

    def find_name(self) -> Span:
        """Where the speaker is named, the whole quote where it is not."""
        quote, name = self.statement.quote, self.speaker.name
        at = quote.find(name)
        return Span(at, at + len(name)) if at >= 0 else Span(0, len(quote))


def clash_claimants(a: Voice, b: Voice) -> Clash | None:
    """A clash when the statements are the same and their claimants cannot be, None otherwise."""
    if not are_different(a.speaker, b.speaker):
        return None
    direct = min(len(a.quoted), len(b.quoted)) >= LEAST_QUOTED
    if not direct and (_is_witness(a.speaker) or _is_witness(b.speaker)):
        return None
    sameness = _share(a.quoted, b.quoted) if direct else _share(a.keys, b.keys)
    if sameness < (SAME_QUOTATION if direct else SAME_STATEMENT):
        return None
    span_a, span_b = a.find_name(), b.find_name()
    rule = "same_words_other_speaker" if direct else "same_statement_other_speaker"
    return Clash(ConflictType.ATTRIBUTION, span_a, span_b, rule, sameness if direct else sameness / 2)


def are_different(a: Claimant, b: Claimant) -> bool:
    """Whether two claimants cannot be one; somebody unnamed may be anybody."""
    speaking = (ClaimantKind.PERSON, ClaimantKind.BODY, ClaimantKind.UNNAMED, ClaimantKind.DOCUMENT)
    if a.kind not in speaking or b.kind not in speaking or not a.name or not b.name:
        return False
    names_a, names_b = _split_name(a.name), _split_name(b.name)
    if share_name(names_a, names_b):
        return _have_other_owners(names_a, names_b)
    roles_a = [word for word in a.name.split() if is_role(word) and word.islower()]
    roles_b = [word for word in b.name.split() if is_role(word) and word.islower()]
    if bool(roles_a) != bool(roles_b) and not (_is_body(a) and _is_body(b)):
        return ClaimantKind.BODY in (a.kind, b.kind) and ClaimantKind.PERSON not in (a.kind, b.kind)
    return not any(may_be_same(x, y) for x in roles_a for y in roles_b)


def _is_body(claimant: Claimant) -> bool:
    return claimant.kind == ClaimantKind.BODY


def _have_other_owners(a: frozenset[str], b: frozenset[str]) -> bool:
    """ "the village's priest" / "the village's mayor": one word shared, and each with a role of its own."""
    own_a, own_b = [w for w in a - b if is_role(w)], [w for w in b - a if is_role(w)]
    return bool(own_a and own_b) and not any(may_be_same(x, y) for x in own_a for y in own_b)


@lru_cache(maxsize=4_096)
def _split_name(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("’", "'").split()) - _SMALL


def _is_witness(claimant: Claimant) -> bool:
    return claimant.name.islower() and not _split_name(claimant.name).isdisjoint(_WITNESSES)


def find_speaker(statement: Statement) -> tuple[Claimant, Span]:
    """The claimant, or whom the words name when none was found, and where that stands in the quote."""
    if statement.claimant.kind != ClaimantKind.AUTHOR:
        return statement.claimant, Span(0, 0)
    quote = statement.quote[:LONGEST_SEARCHED]
    found = next((match for pattern in _NAMED if (match := pattern.search(quote))), None)
    if found is None:
        return statement.claimant, Span(0, 0)
    name = _LEADING.sub("", found["name"].strip(" ,.;:"))
    return Claimant(name, ClaimantKind.UNNAMED), Span(*found.span("frame"))


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0
