"""Sentences that are no statement of fact: questions, commands, opinion, speculation and predictions.

Idea: a reviewer must never be asked to check what nobody asserted. A low check-worthiness score is a matter
of degree; these are matters of kind, and each is refused with its reason in words.
Method: the form of the sentence and of its main clause. What a named or reporting source asserts is kept
although it is hedged ("is considering ..., according to six officials"); the same words in the author's own
voice are speculation. A number makes an argued sentence checkable, so it is kept.

Limits: English; irony and metaphor pass. Reference: the classes follow the annotation guideline idea of
separating verifiable from unverifiable speech (Konstantinovskiy et al., "Toward automated factchecking",
2018); the rules are our own.
"""

from __future__ import annotations

import re

from claims.domain.dates import find_date_spans
from claims.domain.names import find_names
from claims.domain.quantities import find_quantities
from claims.domain.types import Claimant, ClaimantKind

_QUESTION = re.compile(r"\?[\"'”’)\]\s]*\Z")
_COMMAND = re.compile(
    r"(?i)\A\W{0,3}(?:please\s|let['’]s\s|let\s(?:us|me|them|him|her|the)\s|don['’]t\s|do\snot\s"
    r"|never\s(?=[a-z]+\s(?:the|your|a)\b)"
    r"|(?:read|see|consider|remember|imagine|click|sign|join|look|take|make|think|ask|tell|vote|stop|keep"
    r"|check|watch|listen|share|visit"
    r"|contact|follow|note|forget|suppose|try|use|get|find|stay|wait|call|email|send|give|bring|enter"
    r"|choose|buy|download|learn|enjoy)"
    r"\s(?:the|a|an|this|that|these|those|your|our|my|us|me|it|at|for|to|out|up|about|in|on|here|how|what"
    r"|why|all|more|no|yourself|him"
    r"|her|them)\b)"
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|us|[Mm]y|me|[Oo]urs|[Ll]et's)\b(?!\.)|\b(?:I|[Ww]e)['’]")
_WITHDRAWAL = re.compile(r"(?i)\bwe\s(?:hereby\s)?(?:withdraw|withdrew|retract|retracted|take\sback|stand\sby)\b")
_MODAL = re.compile(
    r"\b(?:could|may(?!\s\d)|might|would|should|must|ought|has\sto|have\sto|cannot\shelp|(?:is"
    r"|are)\s(?:widely\s)?(?:expected|likely|bound|set|"
    r"poised|destined|slated)\sto|likely)\b|['’]d\sbe\b"
)
_FUTURE = re.compile(r"\b(?:will|won['’]t|going\sto|shall)\b|['’]ll\b")
_SETTLED = re.compile(
    r"\b(?:was|were|has|have|had|did|said|told|sent|made|took|gave|met|won|lost|fell|rose|held|led|went"
    r"|came|began|killed|(?<!-)\w{3,24}ed)\b(?!-)"
)
_CONDITION = re.compile(r"(?i)\A\W{0,3}(?:if|unless|were\s(?:it|they|he|she)|should\s(?:it|they|he|she))\b")
_VIEW_VERB = re.compile(
    r"\b(?:believes?|believed|thinks?|feels?|hopes?|fears?|feared|worr(?:y|ies|ied)|argues?|argued|prefers?"
    r"|lament(?:s|ed))\b"
)
_WEIGHING = (
    r"controversial|crucial|essential|obvious|curious|necessary|important|complex|unprecedented|clear"
    r"|unclear|sophisticated|vital|key"
    r"|difficult|hard|easy|good|bad|great|better|best|worse|worst|wrong|right|fair|unfair|shameful"
    r"|disgraceful|absurd|ridiculous|brilliant"
    r"|terrible|wonderful|remarkable|stunning|inevitable|welcome|overdue|outrageous|pathetic|impressive"
    r"|tragic|sad|lovely|delicious|ugly"
    r"|beautiful|boring|interesting|fascinating|inexcusable|unacceptable|foolish|wise|smart|stupid|reckless"
    r"|heroic|cowardly|hopeless"
    r"|promising|troubling|worrying|alarming|encouraging|new|different|challenge|disaster|mistake|joke"
    r"|scandal|disgrace|triumph|priority"
)
_JUDGEMENT = re.compile(
    rf"\brepresents?\sa\s|\b(?:is|are|was|were|be|been|being|remains?|seems?|looks?|feels?|sounds?|['’]s"
    rf"|['’]re|makes?\s(?:it|them|this|that))\s"
    rf"(?:(?:not|so|very|too|quite|rather|a|an|the|most|simply|truly|always|also|just|only|long|both|more"
    rf"|all)\s){{0,3}}(?:{_WEIGHING})\b",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"(?i)\A\W{0,3}(?:of\scourse|first\soff|either\sway|frankly|honestly|clearly|obviously|sadly|thankfully"
    r"|fortunately|unfortunately|luckily"
    r"|needless\sto\ssay|make\sno\smistake|in\smy\sview|to\sbe\sfair|to\sbe\ssure|no\sdoubt|undoubtedly"
    r"|surely|hopefully|ironically)\b"
    r"|\b(?:nothing\sif\snot|we['’]ll\ssee|a\sbig\sif|past\stime\sthat|it\s(?:is|has\sbeen|was|became"
    r"|becomes)\sclear|remains\sto\sbe\sseen"
    r"|hangs?\sin\sthe\sbalance|only\stime\swill\stell|at\sthe\send\sof\sthe\sday|goes\swithout\ssaying"
    r"|thank\sgoodness|shame\son"
    r"|not\soverwhelmingly|makes?\ssense|no\ssurprise|rais(?:es?|ed)\s(?:\w+\s)?(?:questions|concerns)"
    r"|long\soverdue|the\struth\sis|deserves?\sto)\b"
)
_VAGUE_SUBJECT = re.compile(
    r"(?i)\A\W{0,3}(?:(?:and|but|so|yet|still|meanwhile|however|also|then),?\s)?"
    r"(?:it|this|that|these|those|they|he|she|there|such|his|her|their|its|some|many|others)\b"
)
_SPEAKERS = re.compile(r"\b(?:sources|officials|experts|people|reasons|things|ways|options|questions)\Z")
_OUTSIDERS = re.compile(r"(?i)\A(?:some|many|others|critics|people|they|supporters|opponents|several)\b")
_VAGUE_CROWD = re.compile(
    r"(?i)\A(?:some|many|others|critics|experts|observers|people|reports|they|he|she|it|supporters"
    r"|opponents|several)\b"
)


def find_refusal(statement: str, claimant: Claimant, *, sentence: str = "") -> str | None:
    """Why a statement is no mention, in a few words, None when it may be one.

    `statement` is the sentence without its attribution frame, `sentence` the whole of it.
    """
    whole = sentence or statement
    if _QUESTION.search(statement) or _QUESTION.search(whole):
        return "question"
    if whole.rstrip().endswith(":"):
        return "introduces what follows"
    spoken = claimant.kind is not ClaimantKind.AUTHOR
    if _COMMAND.match(statement) and not (spoken and not claimant.direct):
        return "command"
    counted = _states_number(statement)
    return _refuse_view(statement, whole, claimant, counted) or _refuse_speculation(statement, claimant, counted)


def _states_number(statement: str) -> bool:
    """Whether a number is stated about the matter; how many people say it does not make a view a fact."""
    return any(quantity.low != 1 and not _SPEAKERS.search(quantity.counted) for quantity in find_quantities(statement))


def _refuse_view(statement: str, whole: str, claimant: Claimant, counted: bool) -> str | None:
    spoken = claimant.kind is not ClaimantKind.AUTHOR
    # "We withdraw our report that ..." is no view: it is the one sentence about a report that must not be missed.
    if not spoken and _FIRST_PERSON.search(whole) and not _WITHDRAWAL.search(whole):
        return "the author's own view"
    if counted:
        return None
    if _MARKER.search(statement) and (not spoken or claimant.direct):
        return "opinion"
    if _JUDGEMENT.search(statement) and not find_date_spans(statement):
        return "opinion"
    if _VIEW_VERB.search(whole) and (not spoken or claimant.kind is ClaimantKind.UNNAMED):
        return "opinion"
    if _OUTSIDERS.match(claimant.name) and not find_date_spans(statement):
        return "opinion"
    if _names_nobody(statement):
        return "names nobody it speaks of"
    return None


def _refuse_speculation(statement: str, claimant: Claimant, counted: bool) -> str | None:
    dated = bool(find_date_spans(statement))
    # What a crowd without a name is said to think is no better sourced than the author's own guess.
    reported = claimant.kind is not ClaimantKind.AUTHOR and not _VAGUE_CROWD.match(claimant.name)
    if reported and not (claimant.direct and _CONDITION.match(statement)):
        return "speculation" if _MODAL.search(statement) and _VAGUE_SUBJECT.match(statement) else None
    if _CONDITION.match(statement):
        return "conditional"
    if not dated and not counted and _FUTURE.search(statement) and not _comes_after_fact(statement, _FUTURE):
        return "prediction"
    if _MODAL.search(statement) and not (counted and dated) and not _comes_after_fact(statement, _MODAL):
        return "speculation"
    return None


def _comes_after_fact(statement: str, modal: re.Pattern[str]) -> bool:
    """Whether the main verb is settled and the modal only follows: "The court ruled that he may stay"."""
    first = modal.search(statement)
    settled = _SETTLED.search(statement)
    return first is not None and settled is not None and settled.start() < first.start()


def _names_nobody(statement: str) -> bool:
    return (
        bool(_VAGUE_SUBJECT.match(statement))
        and not any(span.start > 0 for span in find_names(statement))
        and not find_date_spans(statement)
    )
