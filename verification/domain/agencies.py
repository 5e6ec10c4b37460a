"""News agencies: their names, and the marks by which an article says that its text is theirs.

Idea: thirty outlets that print one agency's text are one origin, and most of them say so in one of few
places: the dateline ("MEXICO CITY (AP) —"), the byline ("Reuters Staff"), or the closing credit ("The
Associated Press contributed to this report"). Method: patterns over the first and last few hundred
characters only; the earliest mark wins.

An agency's name in the running text is no mark: it may be quoted ("told Reuters"), cited or credited for a
photo. Limits: a text that hides its origin is found by text reuse, not here; two agencies in one credit
give the first. Reference: the places follow the agencies' own style for datelines and credits (e.g. the AP
Stylebook, "datelines").
"""

from __future__ import annotations

import re

# A dateline stands in the first lines; a headline and a standfirst may come before it.
HEAD_CHARACTERS = 600
# A closing credit is the last or last but one line, now and then followed by a copyright line.
TAIL_CHARACTERS = 500

_SPELLINGS = {
    "Reuters": ("reuters", "thomson reuters", "agencia reuters", "рейтер", "رويترز", "路透社", "ロイター"),
    "AP": ("ap", "associated press", "the associated press", "agencia ap"),
    "AFP": ("afp", "agence france-presse", "agence france presse", "أ ف ب", "法新社"),
    "EFE": ("efe", "agencia efe"),
    "dpa": ("dpa", "deutsche presse-agentur", "deutschen presse-agentur", "dpa-afx"),
    "ANSA": ("ansa", "agenzia ansa"),
    "AGI": ("agi",),
    "Adnkronos": ("adnkronos",),
    "UPI": ("upi", "united press international"),
    "Xinhua": ("xinhua", "xinhua news agency", "新华社"),
    "TASS": ("tass", "itar-tass", "тасс"),
    "Interfax": ("interfax", "интерфакс"),
    "RIA Novosti": ("ria novosti", "риа новости"),
    "Ukrinform": ("ukrinform", "укрінформ"),
    "Kyodo": ("kyodo", "kyodo news", "共同通信"),
    "Jiji": ("jiji", "jiji press", "時事通信"),
    "Yonhap": ("yonhap", "yonhap news agency", "연합뉴스"),
    "PTI": ("pti", "press trust of india"),
    "ANI": ("ani", "asian news international"),
    "IANS": ("ians",),
    "PA": ("pa media", "press association"),
    "AAP": ("aap", "australian associated press"),
    "The Canadian Press": ("canadian press", "the canadian press", "la presse canadienne"),
    "Notimex": ("notimex",),
    "Europa Press": ("europa press",),
    "Télam": ("télam", "telam"),
    "Agência Brasil": ("agência brasil", "agencia brasil"),
    "Lusa": ("agência lusa", "lusa"),
    "APA": ("apa",),
    "Keystone-SDA": ("keystone-sda", "sda", "keystone-ats"),
    "Belga": ("belga",),
    "ANP": ("anp",),
    "PAP": ("pap",),
    "ČTK": ("čtk", "ctk"),
    "MTI": ("mti",),
    "TT": ("tt",),
    "NTB": ("ntb",),
    "Ritzau": ("ritzau",),
    "STT": ("stt",),
    "Anadolu": ("anadolu", "anadolu agency", "anadolu ajansı", "aa"),
    "SANA": ("sana",),
}
_NAME_OF = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings}
_ANY = "|".join(re.escape(spelling) for spelling in sorted(_NAME_OF, key=len, reverse=True))
# Upper case alone tells the agency ANI from a person's name, and AP from a syllable.
_MARK = rf"(?P<agency>(?i:{_ANY}))"

# How languages say "with material from" and "source".
_CREDIT = (
    r"with (?:additional )?(?:reporting|information|material|files|inputs) (?:by|from)|reporting by"
    r"|con (?:información|informaciones|datos|informazioni|contributi) (?:de|di)|com informações (?:da|do|de)"
    r"|avec|mit (?:material|informationen) (?:von|der)|mit agenturmaterial von|met informatie van|uit berichten van"
    r"|credit[ \t]*:|por agencia"
)
_SOURCE = (
    r"(?:source|fuente|quelle|fonte|bron|agencia|agenzia|źródło|zdroj|forrás|kilde|källa|lähde|kaynak"
    r"|источник|джерело|المصدر|出典|来源|출처)[ \t]*[:：]"
)

_HEAD_MARKS = (
    # "CITY, Feb 3 (Reuters) -", "(AP) —": the dash or the line's end tells a dateline from an explained
    # abbreviation.
    re.compile(rf"(?:^|(?<=[\s,.]))\({_MARK}(?:/[^()\n]{{1,20}})?\)[ \t]*(?:[-–—:.]|--|$)", re.MULTILINE),
    # "AP —", "CITY, EFE.-"
    re.compile(rf"^(?:[^\n.!?a-z]{{2,40}}[,/ ][ \t]*)?{_MARK}[ \t]*(?:[–—]|--|\.-|[ ]-[ ])", re.MULTILINE),
    # a byline of its own line
    re.compile(
        rf"^[ \t]*(?:(?i:by|from|por|von|par|da|di|door|av|{_SOURCE})[ \t]+)?(?i:the[ \t]+)?{_MARK}"
        rf"(?:[ \t]+(?i:staff|news|agency))?[ \t]*$",
        re.MULTILINE,
    ),
    re.compile(
        rf"^[ \t]*(?i:by|por|von|par|di|door|av)[ \t][^\n]{{2,60}}[,|/(–—-][ \t]*(?i:the[ \t]+)?{_MARK}\)?[ \t]*$",
        re.MULTILINE,
    ),
)
_TAIL_MARKS = (
    re.compile(rf"(?i:the[ \t]+)?\b{_MARK}[ \t]+(?i:contributed(?:[ \t]+to|\.|$)|also contributed)", re.MULTILINE),
    re.compile(rf"(?i:\b(?:{_CREDIT})|{_SOURCE})[ \t]*(?i:the[ \t]+|la[ \t]+|der[ \t]+|l['’]|:[ \t]*)?{_MARK}(?!\w)"),
    re.compile(rf"(?i:©|\(c\)|copyright)[ \t]*(?:\d{{4}}[ \t]*)?(?i:the[ \t]+)?{_MARK}\b"),
    # "(AFP)", "(dpa/AFP)", "(avec AFP)", "— EFE", alone in the last line or after its last sentence; right after a name
    # it explains an abbreviation
    re.compile(
        rf"(?:(?:^|[.!?…»”\"'’])[ \t]*\((?:(?i:avec|con|com|mit|med|met|with)[ \t]+)?|[–—][ \t]*){_MARK}"
        r"(?:[/,][^()\n]{1,30})?\)?[ \t]*\.?[ \t]*$",
        re.MULTILINE,
    ),
    re.compile(rf"^[ \t]*{_MARK}(?:[ \t]*[/|][ \t]*[\w .-]{{1,20}})?[ \t]*\.?[ \t]*$", re.MULTILINE),
)
# "Reporting by A in Mexico City; Editing by B" is how this one agency signs.
_REUTERS_SIGNATURE = re.compile(r"\(?\bReporting by [^\n;]{2,120};[^\n]{0,80}\b[Ee]diting by\b")


def find_agency(text: str) -> str:
    """The agency whose marker the article carries at its head or tail ("Reuters", "AP"), or "" for none."""
    head = _find_first(_HEAD_MARKS, text[:HEAD_CHARACTERS])
    if head:
        return head
    tail = text.rstrip()[-TAIL_CHARACTERS:]
    if _REUTERS_SIGNATURE.search(tail):
        return "Reuters"
    return _find_first(_TAIL_MARKS, tail)


def _find_first(marks: tuple[re.Pattern[str], ...], text: str) -> str:
    found = [match for mark in marks for match in mark.finditer(text) if _is_spelled_as_name(match)]
    return name_agency(min(found, key=lambda match: match.start()).group("agency")) if found else ""


def _is_spelled_as_name(match: re.Match[str]) -> bool:
    """Short names are marks only as the agency writes them: "ap" or "Ani" in running text is not one."""
    written = match.group("agency")
    if len(written) > 4 or not written.isascii():
        return True
    return written.isupper() or written == "dpa" or written == "Lusa"


def name_agency(name: str) -> str:
    """The agency's usual name for any of its spellings ("The Associated Press" -> "AP"), or "" when it is
    none.
    """
    return _NAME_OF.get(" ".join(name.casefold().split()), "")
