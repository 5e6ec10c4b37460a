"""Attribution frames of one sentence: the words that say who says it, and where they stand.

Method: five forms are tried in turn over the sentence with its quotations blanked (offsets stay): a leading
frame ("X said that ..."), a closing one ("..., X said."), an inverted one ('"...," said X'), a parenthesis
(", X reports,") and "according to X". Each yields the speaker as written and the ranges to cut so that the
bare statement is left. Only a frame that governs the sentence counts; "a call in which X expressed concern"
does not.

Every quantifier is bounded and the sentence is capped, so that time is linear in its length.

Limits: English; speech verbs by list. Reference: the direct / indirect / mixed distinction and the
source-cue-content frame follow Pareti's PARC attribution scheme (LREC 2012); the grammar is our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.domain.types import Span

# Longer "sentences" are no statements; only their beginning is scanned.
LONGEST_SCAN = 2_000

_SHORTEST_CLAUSE = 3

# Verbs that report words. The first group takes a clause without "that"; the second needs "that", a quotation
# or a thing; a sentence with the third is kept whole, because cutting the verb would change what is claimed.
_CLAUSE = (
    r"said|says|say|saying|claimed|claims|claim|believes|believe|believed|reports|reported|told|tells"
    r"|argues|argued|argue"
    r"|insists|insisted|alleges|alleged|suggests|suggested|suggest|added|adds|notes?|noted|wrote|writes"
    r"|tweeted|posted|announced"
    r"|admits|admitted|acknowledged|explained|warns|warned|warn|estimates|estimated|estimate|testified"
    r"|confirmed|confirms"
    r"|stated|states|declared|declares|revealed|reveals|disclosed|asserts|asserted|maintained|maintains"
    r"|concluded|concludes"
    r"|indicated|indicates|recalled|predicted|predicts|vowed|pledged|promised|stressed|stresses|learned"
    r"|found|finds|shows"
    r"|showed|points\sout|pointed\sout|lamented|quoted|verified|mentioned|replied|responded|remarked"
    r"|observed|cautioned"
)
_THING = (
    r"emphasi[sz]e[sd]|highlight(?:s|ed)|underscore[sd]|underline[sd]|reiterate[sd]|denie[sd]|deny"
    r"|dismisse[sd]|rejects|rejected"
    r"|disputes|disputed|refuted|lament(?:s|ed)|criticised|criticized|condemn(?:s|ed)|accuse[sd]|described"
    r"|describes"
)
_DOCUMENT_ACTS = (
    r"calls|called|instructs|instructed|lists|listed|details|detailed|cites|cited|reads|outlines|outlined"
    r"|urges|urged"
)
_AUX = (
    r"(?:(?:has|have|had|also|further|previously|reportedly|later|repeatedly|publicly|then|still|recently"
    r"|again|once|flatly|since"
    r"|earlier|too|himself|herself|now|first|even|even|openly|separately|originally|already|did|not|never"
    r"|himself"
    r"|(?:go|goes|went)\sout\sof\s(?:their|its|his|her)\sway\sto)\s){0,4}"
)
_VERB = rf"(?P<aux>{_AUX})(?P<verb>{_CLAUSE}|{_THING})\b"
_WORDS = r"[^,;:\"“”—\x01]"

_LEAD = re.compile(
    rf"(?P<subject>{_WORDS}{{1,110}}?)"
    rf"(?:,\s(?P<aside>[^,;\"“”]{{1,140}}),(?:[\"”])?"
    rf"|\s?[—–](?P<dash>[^—–]{{1,120}})[—–])?\s?(?<=[\s—–]){_VERB}(?P<tail>.)?"
)
_DOCUMENT_LEAD = re.compile(
    rf"(?P<subject>(?:The|the|This|this|An?|Its"
    rf"|Their)\s{_WORDS}{{1,90}}?)\s(?P<aux>{_AUX})(?P<verb>{_DOCUMENT_ACTS})\b"
)
_THAT = re.compile(
    r"(?:\s(?P<listener>(?:on|in|at|during|to|for|via|last|this|the|an?|his|her|their|its|reporters"
    r"|lawmakers|[A-Z])\b"
    r"[^,;.\"“”]{0,80}?(?<!\sagainst)(?<!\sof)(?<!\sin)(?<!\son)(?<!\sto)(?<!\sfor)))??,?\s(?:that|how)\b\s?"
)
_LISTENER = re.compile(
    r"\s(?P<listener>(?:the\s)?(?:[A-Z][\w.&'’-]*)(?:\s[A-Z][\w.&'’-]*){0,4}|reporters|journalists"
    r"|lawmakers)\s"
)
_TRAIL = re.compile(
    rf"(?:,[\"”’]?|[?!.…][\"”’]|[\"”’],?|—)\s(?:(?:and|as"
    rf"|but)\s)?(?P<subject>(?:[\w.'’&“”\x01-]{{1,30}}\s){{0,9}}?[\w.'’&“”\x01-]{{1,30}})"
    rf"(?:,\s(?P<aside>(?:who|which|a|an|the|whose|of|head|chief|director)\b[^,]{{0,140}}),)?\s{_VERB}"
    rf"(?P<rest>(?:\s(?:of|on|in|at|to|during|after|before|when|while|about|this|last|via|the|earlier"
    rf"|yesterday|[A-Z])"
    rf"|,\s(?:adding|noting|saying|stressing|citing|in|on|at|during|while|without|after|before|when|though"
    rf"|speaking|referring)\b)[^\"“”]{{0,220}}|\s?)"
    rf"(?P<more>[.:]\s[\"“].{{0,1500}}|\Z|[.:;!?…\"”’)]{{1,3}}\s*\Z)",
    re.DOTALL,
)
_INVERTED = re.compile(
    r"(?:,[\"”’]|[\"”’],?|,)\s(?P<verb>said|says|added|wrote|explained|tweeted|warned|according)\s(?!to\b"
    r"|that\b)"
    r"(?P<subject>(?:[A-Z]|an?\s|the\s|one\s)[^\"“”,.;]{1,90})(?P<rest>[^\"“”]{0,160})"
)
_MIDDLE = re.compile(rf",\s(?:as\s)?(?P<subject>(?:[\w.'’&-]{{1,30}}\s){{0,6}}[\w.'’&-]{{1,30}})\s{_VERB}(?P<rest>),\s")
_ACCORDING = re.compile(
    r"(?P<lead>\A(?:\W{0,3}(?:\w+,\s)?)?)?,?\s?\b(?P<key>[Aa]ccording\sto|[Aa]s\s(?:first\s)?reported\sby"
    r"|citing)\s(?P<subject>[^,;:.\"“”]"
    r"(?:[^,;:.\"“”]|(?<=[A-Z])\.|,\s(?=[a-z][^,]{1,60}\sand\s)){1,180})"
    r"(?P<titled>,\s(?:titled|entitled|headlined|called)\s[\"“]\x01*[\"”]|,\s(?:dated|released|published"
    r"|obtained)\b[^,\"“”]{0,120}(?=,))?(?P<close>,\s?)?"
)
_QUOTED = re.compile(r"“[^“”]*[”]|\"[^\"]*\"")
_STARTS = re.compile(r";\s(?:and\s|but\s)?|:\s")
_NOT_IN_SUBJECT = re.compile(
    r"\b(?:is|are|was|were|be|been|being|will|would|could|can|may|might|must|should|that|to|if|when|because"
    r"|than|do|does|did"
    r"|after|before|while|although|though"
    r"|has|have|had|there|go|goes|went|issued|made|wrote|won|came|took|gave|left|became|began|held|sent|got"
    r"|as|where|which|who|what|why)\b"
    r"|(?:\b(?:and|or|but|of|in|on|at|by|the|an?|over|with|about|from|also|not)|[a-z]{2}ing)\s*\Z"
    r"|\A(?:and|or|but|while|after|since|although)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Who is said to speak, as written, and what to cut from the sentence to leave the statement."""

    subject: str
    aside: str = ""  # "citing ...", "who ...", or a name between dashes
    listener: str = ""  # "NBC" in "told NBC"
    cuts: tuple[Span, ...] = ()
    verb: str = ""


def find_frame(sentence: str) -> Frame | None:
    """The attribution that governs the sentence, None where it only speaks for itself."""
    return next(find_frames(sentence), None)


def find_frames(sentence: str) -> Iterator[Frame]:
    """Candidate frames, most telling first; the caller takes the first one whose subject can speak."""
    scanned = sentence[:LONGEST_SCAN]
    masked = mask_quotations(scanned)
    for find in (_find_lead, _find_inverted, _find_middle, _find_trail, _find_according):
        yield from find(scanned, masked)


def mask_quotations(sentence: str) -> str:
    """The sentence with the words inside quotation marks blanked, same length."""
    return _QUOTED.sub(_mask_quotation, sentence)


def _mask_quotation(match: re.Match[str]) -> str:
    words = match[0][1:-1]
    # A word or two between marks ("senior") is wording, not speech: the marks alone are blanked.
    if words.count(" ") < 2 and re.fullmatch(r"\w[\w '’-]*\w", words):
        return f" {words} "
    return match[0][0] + "\x01" * len(words) + match[0][-1]


def find_quotations(sentence: str) -> tuple[Span, ...]:
    """Spans of quotations, marks included."""
    return tuple(Span(*match.span()) for match in _QUOTED.finditer(sentence))


def _lead_starts(masked: str) -> list[int]:
    starts = [0, *(match.end() for match in _STARTS.finditer(masked))][:4]
    comma = masked.find(", ", 0, 100)
    if comma > 0:
        starts.insert(1, comma + 2)
    return starts


def _find_lead(sentence: str, masked: str) -> Iterator[Frame]:
    for start in _lead_starts(masked):
        match = _LEAD.match(masked, start)
        if match is not None and (found := _read_lead(sentence, masked, match)) is not None:
            yield found
        match = _DOCUMENT_LEAD.match(masked, start)
        if match is not None and not _NOT_IN_SUBJECT.search(match["subject"]):
            yield Frame(_pick(sentence, match, "subject"), verb=match["verb"])


def _read_lead(sentence: str, masked: str, match: re.Match[str]) -> Frame | None:
    subject = match["subject"]
    if _NOT_IN_SUBJECT.search(subject) or subject.count(" ") > 14:
        return None
    end = match.end("verb")
    listener = ""
    that = _THAT.match(masked, end)
    cut_end = end
    if that is not None:
        listener, cut_end = that["listener"] or "", that.end()
    elif (told := _LISTENER.match(masked, end)) and match["verb"].startswith("t"):
        listener, cut_end = told["listener"], told.end()
        if len(masked[cut_end:].split()) < _SHORTEST_CLAUSE:
            return None
    elif match["verb"].startswith("t") and match["verb"] != "testified":
        return None  # "told his men to leave" reports an act, not a statement
    elif opening := re.compile(r"[,:]?\s?(?=[\"“])").match(masked, end):
        cut_end = opening.end()
    elif not re.match(r"\s\w", masked[end : end + 2]):
        return None
    names = Frame(
        _pick(sentence, match, "subject"),
        _pick(sentence, match, "aside", "dash"),
        listener,
        verb=match["verb"],
    )
    if re.fullmatch(_THING, match["verb"]) or "not" in match["aux"] or "never" in match["aux"]:
        return names
    if that is None and cut_end == end:
        # Without "that", only a clause may be cut loose ("said he left"), never an object ("confirmed the
        # deal").
        if not re.match(r"said|says?|claims|believes?|reports|argues?|told", match["verb"]):
            return names
        cut_end = end + 1
    return Frame(names.subject, names.aside, listener, (Span(match.start(), cut_end),), match["verb"])


def _find_trail(sentence: str, masked: str) -> Iterator[Frame]:
    for match in _iterate_from_commas(_TRAIL, masked):
        if _NOT_IN_SUBJECT.search(match["subject"]) or match["rest"].startswith(" that"):
            continue
        listener = (
            re.match(r"\s((?:the\s)?[A-Z][\w.&'’ -]{0,40})", match["rest"]) if match["verb"].startswith("t") else None
        )
        cut_start = match.start() + (0 if masked[match.start()] in ",—" else 1)
        more = re.search(r",\s(?:adding|noting|saying|and added|stressing)\sthat\s", match["rest"])
        cut_end = match.start("rest") + more.end() if more else match.end("rest")
        yield Frame(
            _pick(sentence, match, "subject"),
            _pick(sentence, match, "aside"),
            sentence[match.start("rest") : match.end("rest")].strip(" .") if listener else "",
            (Span(cut_start, cut_end),),
            match["verb"],
        )


def _iterate_from_commas(pattern: re.Pattern[str], masked: str) -> Iterator[re.Match[str]]:
    """Matches from the last possible place backwards: the closing frame is the last one."""
    places = [m.start() for m in re.finditer(r"[,?!.…\"”’—]", masked)][-12:]
    for place in reversed(places):
        match = pattern.match(masked, place)
        if match is not None:
            yield match


def _find_inverted(sentence: str, masked: str) -> Iterator[Frame]:
    match = _INVERTED.search(masked)
    if match is not None:
        aside = _pick(sentence, match, "rest")
        more = re.search(r"[.,:]\s*\Z", match["rest"])
        cut_end = match.end("rest") - (len(more[0]) if more else 0)
        yield Frame(_pick(sentence, match, "subject"), aside, "", (Span(match.start() + 1, cut_end),), match["verb"])


def _find_middle(sentence: str, masked: str) -> Iterator[Frame]:
    for match in _MIDDLE.finditer(masked):
        # ", X said, adding that ..." closes the sentence: the closing form reads it whole.
        closes = re.match(r"(?:citing|adding|noting|saying|stressing)\b", masked[match.end() :])
        if not closes and not _NOT_IN_SUBJECT.search(match["subject"]):
            yield Frame(
                _pick(sentence, match, "subject"),
                cuts=(Span(match.start(), match.end() - 1),),
                verb=match["verb"],
            )


def _find_according(sentence: str, masked: str) -> Iterator[Frame]:
    for match in _ACCORDING.finditer(masked):
        start = match.start("key")
        leading = not masked[:start].strip(' ,"“')
        end = match.end() if leading or match["close"] else match.end("titled" if match["titled"] else "subject")
        begin = start if leading else match.start()
        yield Frame(
            _pick(sentence, match, "subject"),
            _pick(sentence, match, "titled"),
            "",
            (Span(begin, end),),
            match["key"],
        )


def _pick(sentence: str, match: re.Match[str], *groups: str) -> str:
    for group in groups:
        if match[group]:
            return sentence[match.start(group) : match.end(group)].strip(" ,")
    return ""
