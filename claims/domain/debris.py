"""Feed debris: what a page or feed wraps around an article and nobody ever stated.

Idea: debris is recognised by its form on a line of its own (CDATA, credits, bylines, share buttons, pagers,
cookie and copyright notices) and, for the short calls that are glued to the end of a paragraph ("Read
more."), by the sentence.
Method: anchored patterns over one line, each linear; a line that is long enough to be a paragraph is only
debris when its opening can be nothing else.

Limits: English wording; what one source repeats on every page is not learned here. Reference: the
boilerplate classes of Kohlschuetter et al., "Boilerplate detection using shallow text features", WSDM 2010,
names the line features.
"""

from __future__ import annotations

import re

from claims.domain.types import Span

# A call to action or a credit is short; the longest seen in feeds are newsletter pitches of about 200
# characters.
LONGEST_DEBRIS_LINE = 240

# Forms that are debris whatever follows them on the line.
_OPENINGS = re.compile(
    r"""(?ix)
    <!\[CDATA\[ | \]\]>
    | (?:image|photo|picture|file\ photo|screengrab|video|illustration)\s+(?:showing|shows|shown|credit
      |courtesy|by|:)
    | (?:image|photo|picture|featured\ image)?\s*(?:credits?|source|sources)\s*:\s
    | (?:photo|photograph|photos|image|images|picture|illustration|graphic)s?\s*(?:/|\(|by\b|via\b|:)
    | \(?(?:file|ap|afp|getty|reuters)\s+(?:photo|image|picture)s?\b
    | ©|\(c\)\s*(?:19|20)\d\d | copyright\s+(?:©|\(c\)|(?:19|20)\d\d) | all\ rights\ reserved
    | (?:date\s+)?\d{4}-\d\d-\d\d\s+(?:published|posted|updated|verified)\b
    | (?:published|posted|updated|last\s+updated|first\s+published|verified|reviewed|edited|written)\s*
      (?:(?:on|by|at)\b|:|\d)
    | (?:this\ (?:article|story|post)\ (?:was|originally)\ (?:originally\ |first\ )?(?:published|appeared
      |posted))
    | for\ representational\ purposes | representational\ image
    | (?:we|this\ (?:web)?site|our\ (?:web)?site|this\ page)\s+(?:and\ our\ partners\ )?uses?\s+cookies
    | (?:accept|reject|manage)\s+(?:all\s+)?cookies
    | by\ (?:continuing|clicking|using)\b[^.]{0,80}\b(?:agree|consent)
    | javascript\ (?:is|must|has) | please\ enable | your\ browser
    """
)
# Forms that are debris when the line is short.
_CALLS = re.compile(
    r"""(?ix)
    (?:read|learn|see|show|load|view|watch|listen)\s+(?:more|also|next|full|all|now|the\ full|it\ here)\b
    | also\ read\b | related(?:\ (?:posts?|articles?|stories|topics|coverage|content|news))?\s*:?\s*\Z
    | related:\s
    | (?:recommended|trending|most\ (?:read|popular)|more\ (?:from|on|stories)|you\ (?:may
      |might)\ (?:also\ )?like)\b
    | sources?\s+links?\s*\Z | (?:original|via)\s+(?:source|link|article)\b | source\s*:\s
    | (?:sign|log)\s+(?:up|in)\b | subscribe\b | get\ (?:our|the|unlimited|breaking|daily)\b
    | join\ (?:our|us|the\ conv)
    | (?:follow|like|find)\s+us\b | follow\ @ | share\s+(?:this|on|via|article|story)\b | share\s*\Z
    | (?:tweet|pin\ it|whats\s?app|telegram|facebook|twitter|linked\s?in|reddit|e-?mail|print|copy\ link
      |comments?)\s*\Z
    | (?:leave|post|add)\ a\ (?:comment|reply)\b | \d+\s+(?:comments?|shares?|likes?|views?)\b
    | click\ (?:here|to)\b | tap\ (?:here|to)\b | download\ (?:our|the)\ | advert(?:isement|ising)?\b
    | sponsored\b
    | (?:back|return|skip)\ to\ (?:top|content|main)\b
    | (?:next|previous|prev)(?:\ (?:post|article|page|story))?\s*\Z
    | (?:page\s+)?\d+\s+(?:of|/)\s+\d+\s*\Z | (?:tags?|topics?|categor(?:y|ies)|filed\ under|keywords)\s*:
    | home\s*[>»|/] | \d+\ min(?:ute)?s?\ read\b | (?:listen|reading)\ time\b | featured\s*\Z
    | breaking(?:\ news)?\s*\Z
    | post(?:ed)?\ by\b
    | do\ you\ have\ a\ (?:tip|story)\b | (?:support|donate)\s+(?:our|us|to|now|today)\b
    | terms\ of\ (?:use|service)
    | privacy\ policy | cookie\ (?:policy|settings|preferences) | contact\ us\b | editor['’]?s?\ note\s*\Z
    | this\ (?:is\ a\ )?(?:developing|breaking)\ (?:story|news)
    """
)
_BYLINE = re.compile(
    r"(?:By|BY|by|Von|Por)\s+(?:[A-Z][\w.'’-]*|and|AND|,|&|of|for|the|\|)(?:[\s,]+(?:[A-Z][\w.'’-]*|and|&"
    r"|of|for|the|\||in))"
    r"{0,11}\s*\Z"
)
_AUTHOR_NOTE = re.compile(
    r"[A-Z]\S{1,20}(?: [A-Z]\S{1,20}){1,3} is an? [^.]{0,60}\b(?:writer|reporter|correspondent|editor"
    r"|contributor|columnist"
    r"|journalist)\b[^.]{0,20}\b(?:for|at|with|based|covering|who covers)\b"
)
_DATE_WORD = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto)"
    r"[a-z]{0,9}"
)
_BARE_DATE = re.compile(
    rf"(?i)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:\d{{1,2}}(?:\s+de)?\s+{_DATE_WORD}"
    rf"|{_DATE_WORD}\.?\s+\d{{1,2}}"
    rf"|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}})(?:,?\s+\d{{4}})?(?:[,\s]*"
    rf"(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,12}})?\s*\Z"
)
_LETTER = re.compile(r"[^\W\d_]")
_LINK_ONLY = re.compile(r"(?i)(?:https?://|www\.)\S+\s*\Z")

# White space, bullets and list numbers before the sentence proper, and the dateline of a wire story.
_BULLET = re.compile(r"(?:[-*•·–—▪●◦‣>»]+|\(?\d{1,2}[.)]|[a-z]\))\s+(?=\S)|[•▪●◦‣]\s*(?=\S)")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Za-z.'’-]*){0,3})(?:,\s+[A-Z][\w.]*(?:[ ]\d{1,2})?){0,3}"
    r"(?:\s*\([A-Z][A-Za-z ]{1,20}\))?\s*[—–-]{1,2}\s+(?=\S)"
)
_AGENCY_LINE = re.compile(
    r"\(?(?:AP|AFP|Reuters|REUTERS|UPI|dpa|ANI|IANS|PTI|EFE|Xinhua|TASS)\)?\s*[—–-]{1,2}\s+(?=\S)"
)


def is_debris(line: str) -> bool:
    """Whether a whole line or a whole sentence (trimmed) is feed debris."""
    if not _LETTER.search(line[:LONGEST_DEBRIS_LINE]):
        return len(line) <= LONGEST_DEBRIS_LINE or not _LETTER.search(line)
    if _OPENINGS.match(line):
        return True
    if len(line) > LONGEST_DEBRIS_LINE:
        return False
    return any(pattern.match(line) for pattern in (_CALLS, _BYLINE, _AUTHOR_NOTE, _BARE_DATE, _LINK_ONLY))


def find_debris(text: str, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """The lines among `lines` that are feed debris."""
    return tuple(line for line in lines if is_debris(text[line.start : line.end]))


def measure_prefix(sentence: str) -> int:
    """Number of leading characters that are a bullet, a list number or a wire dateline."""
    length = 0
    for pattern in (_BULLET, _DATELINE, _AGENCY_LINE):
        match = pattern.match(sentence, length)
        if match:
            length = match.end()
    return length
