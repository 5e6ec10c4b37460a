"""From one sentence of an article to its mentions: the main statement, and those inside it.

Idea: a sentence is read in the light of what the article said before (whom "he" means), judged, and then searched for
further statements; each is judged by the same rules as a sentence.
Method: opening pronouns are replaced in the claim text, never in the quote. Where a clause becomes a mention of its
own, the main statement's claim text does without it, so that nothing is compared twice. A statement inside a sentence
keeps the sentence's claimant where the attribution governs it.

Limits: those of `antecedents` and `substatements`. Reference: none, own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.domain.antecedents import Discourse, follow_sentence, list_persons, resolve_opening
from claims.domain.attribution import Attribution, attribute_clause, strip_frame, tidy_statement
from claims.domain.checkworthiness import score_check_worthiness
from claims.domain.dates import find_dates
from claims.domain.hedges import find_hedges, is_negated
from claims.domain.names import map_surnames
from claims.domain.opinion import find_refusal
from claims.domain.quantities import find_quantities
from claims.domain.substatements import SubStatement, cut_clauses, find_substatements, repeats
from claims.domain.types import (
    AUTHOR,
    CheckWorthiness,
    Claimant,
    ClaimantKind,
    DatedSpan,
    ExtractedMention,
    Parse,
    Quantity,
    Span,
)

# Below this many words nothing is asserted that stands on its own ("He left.").
FEWEST_WORDS = 4

# What these refuse is refused as a whole; an opinion or a weak statement may still tell a fact in passing.
_REFUSED_AS_A_WHOLE = frozenset(("question", "command", "introduces what follows", "the author's own view"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands in the article."""

    span: Span
    quote: str


class StatementReader:
    """Reads the sentences of one article in order."""

    def __init__(self, sentences: Sequence[Sentence], published: date | None, source: str, threshold: float) -> None:
        self._published, self._source, self._threshold = published, source, threshold
        self._surnames = map_surnames(tuple(sentence.quote for sentence in sentences))
        self._discourse = Discourse(self._surnames)

    def read(self, sentence: Sentence, attribution: Attribution, parse: Parse) -> tuple[list[ExtractedMention], str]:
        """The sentence's mentions, main statement first, and why there is no main one ("" where there is)."""
        attribution = own_voice(attribution, self._source)
        found = find_substatements(sentence.quote, parse, attribution.frame)
        refusal = self._refuse(attribution.statement, attribution.claimant, sentence.quote)
        inside: list[tuple[SubStatement, ExtractedMention]] = []
        if refusal not in _REFUSED_AS_A_WHOLE:
            for one in found:
                mention = self._read_inside(sentence, attribution, one)
                if mention is not None and not (not refusal and repeats(mention.text, attribution.statement)):
                    inside.append((one, mention))
        mentions = [mention for _, mention in inside]
        if not refusal:
            main = self._read_main(sentence, attribution, [one for one, _ in inside])
            if isinstance(main, str):
                refusal = main
            else:
                mentions.insert(0, main)
        self._follow(sentence, attribution)
        return mentions, refusal

    def _refuse(self, statement: str, claimant: Claimant, quote: str) -> str:
        return find_refusal(statement, claimant, sentence=quote) or ""

    def _follow(self, sentence: Sentence, attribution: Attribution) -> None:
        resolved, _ = resolve_opening(attribution.statement, self._discourse)
        meant = list_persons(resolved, self._surnames)[:1] if resolved != attribution.statement else ()
        follow_sentence(sentence.quote, self._discourse, meant="".join(meant))

    def _read_main(
        self, sentence: Sentence, attribution: Attribution, inside: Sequence[SubStatement]
    ) -> ExtractedMention | str:
        worth = score_check_worthiness(sentence.quote, attributed=_is_attributed(attribution.claimant))
        if worth.score < self._threshold:
            return f"check-worthiness {worth.score:.2f} is below {self._threshold:.2f}"
        frame, statement, quote = attribution.frame, attribution.statement, sentence.quote
        cuts = cut_clauses(quote, inside, frame)
        if cuts:
            frame = tuple(sorted((*frame, *cuts), key=lambda span: span.start))
            statement = strip_frame(quote, frame, direct=attribution.claimant.direct)
        kept = _blank(quote, cuts)
        text, open_pronoun = resolve_opening(statement, self._discourse)
        return ExtractedMention(
            quote=quote,
            start=sentence.span.start,
            end=sentence.span.end,
            text=text,
            claimant=attribution.claimant,
            hedges=find_hedges(kept),
            negated=is_negated(statement, quoted=attribution.claimant.direct),
            # "six officials said on Monday" counts speakers and dates their words, not what they say.
            quantities=tuple(found for found in find_quantities(quote) if _is_outside(found, frame)),
            dates=tuple(found for found in find_dates(quote, self._published) if _is_outside(found, frame)),
            check_worthiness=worth,
            open_pronoun=open_pronoun,
        )

    def _read_inside(
        self, sentence: Sentence, attribution: Attribution, found: SubStatement
    ) -> ExtractedMention | None:
        claimant = AUTHOR if found.own_voice else attribution.claimant
        claimant = replace(claimant, direct=claimant.direct and found.quoted)
        text, open_pronoun = self._resolve(tidy_statement(found.text), sentence.quote[: found.span.start])
        reported = None if open_pronoun else attribute_clause(text, self._surnames)
        if reported is not None:
            reported = own_voice(reported, self._source)
            claimant = _report(reported.claimant, claimant)
            text, open_pronoun = self._resolve(reported.statement, found.text)
        if open_pronoun or find_refusal(text, claimant):
            return None
        worth = score_check_worthiness(text, attributed=_is_attributed(claimant))
        if worth.score < self._threshold:
            return None
        return self._make_inside(sentence, found, claimant, text, worth)

    def _resolve(self, text: str, before: str) -> tuple[str, str]:
        """As `resolve_opening`, persons named earlier in the same sentence first."""
        nearer = replace(self._discourse, recent=[*self._discourse.recent, list_persons(before, self._surnames)])
        return resolve_opening(text, nearer)

    def _make_inside(
        self, sentence: Sentence, found: SubStatement, claimant: Claimant, text: str, worth: CheckWorthiness
    ) -> ExtractedMention:
        quote = sentence.quote[found.span.start : found.span.end]
        return ExtractedMention(
            quote=quote,
            start=sentence.span.start + found.span.start,
            end=sentence.span.start + found.span.end,
            text=text,
            claimant=claimant,
            hedges=tuple(dict.fromkeys((*found.hedges, *find_hedges(found.text)))),
            negated=is_negated(text, quoted=claimant.direct),
            quantities=find_quantities(quote),
            dates=find_dates(quote, self._published),
            check_worthiness=worth,
            kind=found.kind,
        )


def own_voice(attribution: Attribution, source: str) -> Attribution:
    """An outlet that names itself ("NBC has learned", on NBC) is the article speaking, no other's report."""
    claimant = attribution.claimant
    if claimant.kind is ClaimantKind.OUTLET and _is_same_outlet(claimant.name, source):
        return replace(attribution, claimant=AUTHOR)
    if claimant.via is not None and _is_same_outlet(claimant.via, source):
        return replace(attribution, claimant=replace(claimant, via=None))
    return attribution


def _is_same_outlet(name: str, source: str) -> bool:
    first, second = (re.sub(r"\Athe\s+", "", " ".join(value.casefold().split())) for value in (name, source))
    return bool(second) and (first == second or f"{second} ".startswith(f"{first} "))


def _is_attributed(claimant: Claimant) -> bool:
    return claimant.kind is not ClaimantKind.AUTHOR


def _report(inner: Claimant, outer: Claimant) -> Claimant:
    """Who speaks in a clause that has a speaker of its own, through whoever carries the sentence."""
    if not _is_attributed(outer) or inner.via is not None or inner.name == outer.name:
        return inner
    return replace(inner, via=outer.via or outer.name or None)


def _blank(quote: str, cuts: Sequence[Span]) -> str:
    kept, position = "", 0
    for cut in cuts:
        kept += quote[position : cut.start] + " "
        position = cut.end
    return kept + quote[position:]


def _is_outside(found: Quantity | DatedSpan, frame: Sequence[Span]) -> bool:
    return not any(span.start <= found.start < span.end for span in frame)
