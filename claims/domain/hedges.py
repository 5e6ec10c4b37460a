"""Hedges and negation: how firmly a sentence stands by what it says, and whether it says that something is
not so.

Method: word lists over the lower-cased sentence. Negation is looked for in the main clause only: a leading
"While ..." clause, relative clauses between commas, conditions and a closing contrast (", not war") are
blanked first, so that "While there were no deaths, 42 were hurt" is not taken for a denial. Two negatives
that cancel ("has not been ruled out") and idioms ("not only", "no doubt") do not count.

Limits: English; scope is approximated by commas, not parsed. Reference: the cue list of Szarvas et al.,
"The BioScope corpus" (2008), was the model for the groups of cues; the lists here are our own and made for
news.
"""

from __future__ import annotations

import re

# Words that weaken the statement. "said" is no hedge: who says it is kept as the claimant.
_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|alleged|apparently|purportedly|purported|supposedly|supposed|presumably"
    r"|seemingly"
    r"|ostensibly|rumou?red|unconfirmed|unverified|so-called|suspected|believed\sto|thought\sto"
    r"|said\sto(?=\s(?:be|have))"
    r"|understood\sto|known\sto\sbe|(?:is|are|was|were)\sseen\sas"
    r"|appears?\sto|appeared\sto|seems?\sto|seemed\sto|could|may(?!\s\d)|might|would|should|possibly|perhaps"
    r"|probably|potentially|potential|possible|likely|unlikely|maybe"
    r"|(?:is|are|was|were|be)\s(?:widely\s)?expected\sto|is\sexpected|are\sexpected|slated\sto|set\sto"
    r"|poised\sto"
    r"|(?:is|are|was|were)\s(?:said|considering|planning|weighing|mulling|preparing)(?:\sto)?"
    r"|considered|plans?\sto|planned\sto|intends?\sto|threatened\sto|threatens?\sto|aims?\sto|proposed"
    r"|suggests?\sthat"
    r"|estimated|estimates)\b"
)
# Adverbs and adjectives of hearsay: taken out of the text that is compared, because they change no fact.
_HEARSAY = re.compile(
    r"(?i),?\s?\b(?:reportedly|allegedly|apparently|purportedly|supposedly|presumably|ostensibly)\b,?"
)

# "declined to comment", and not "declined to 4 percent" or "to the level of May".
DECLINED = (
    r"declin(?:es?|ed|ing)\sto(?=\s(?!(?:an?|the|its|their|about|below|under|over|around|nearly|less|more|just|pre"
    r"|record)\b)[a-z])"
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|denie[sd]|deny|denying"
    r"|denial|refuted|"
    r"rejects?|rejected|refuses?|refused|fail(?:s|ed|ing)?\sto|unable\sto"
    rf"|{DECLINED}"
    r"|(?:is|are|was|were|has|have|had)\syet\sto|false|untrue|hoax|baseless|debunked"
    r"|unfounded)\b|n['’]t\b"
)
_CANCELLED = re.compile(
    r"\b(?:not|never|n['’]t)\s(?:been\s|be\s|yet\s)*(?:ruled\sout|denied|refuted|rejected|excluded)"
    r"|\b(?:cannot|can['’]t)\sbe\s"
    r"(?:ruled\sout|denied|excluded)|\bnot\s(?:only|just|merely|simply|least|to\smention|necessarily)"
    r"|\bno\s(?:doubt|matter|less\sthan"
    r"|fewer\sthan|more\sthan|later\sthan|sooner|longer\sthan|secret|wonder)|\bnothing\s(?:if\snot|but"
    r"|less\sthan)"
    r"|\bnone\sother\sthan|\bwithout\s(?:doubt|question|delay|warning|precedent)|\bif\snot\b"
    r"|\bwhether\sor\snot\b|\bor\snot\b"
)
_LEADING_CLAUSE = re.compile(r"\A(?:while|although|though|despite|even\sthough|whereas)\b[^,]*,")
_RELATIVE_CLAUSE = re.compile(r",\s(?:who|which|where|whose|from|that|although|though|including|without)\b[^,]*(?=,)")
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b[^,;]*")
_CONTRAST = re.compile(r",\s(?:and\s)?not\s[^,;]*\Z")
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"")


def find_hedges(sentence: str) -> tuple[str, ...]:
    """The hedging words of the sentence as written, in lower case, in order, each once."""
    found = (" ".join(match.group().split()) for match in _HEDGE.finditer(_normalize_case(sentence)))
    return tuple(dict.fromkeys(found))


def strip_hearsay(sentence: str) -> str:
    """The sentence without adverbs of hearsay ("reportedly"), white space tidied."""
    return " ".join(_HEARSAY.sub(" ", " ".join(sentence.split())).split())


def is_negated(sentence: str, *, quoted: bool = False) -> bool:
    """Whether the main clause says that something is not so.

    With `quoted=False` words inside quotation marks are left out: they are another's wording.
    """
    words = _normalize_case(sentence)
    if not quoted:
        words = _QUOTATION.sub(" ", words).lstrip()
    words = _LEADING_CLAUSE.sub(" ", words, count=1)
    words = _RELATIVE_CLAUSE.sub(" ", words)
    words = _CANCELLED.sub(" ", words)
    return bool(_NEGATION.search(_CONTRAST.sub(" ", _CONDITION.sub(" ", words))))


def _normalize_case(sentence: str) -> str:
    # "in May" is no hedge: a capital inside a sentence is a name. One space each keeps every pattern linear.
    kept = re.sub(r"(?<=[a-z,] )May\b", " ", sentence)
    return " ".join(kept.lower().split())
