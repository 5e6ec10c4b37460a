"""When the name of an outlet and the address of its site mean the same publisher.

Idea: a page that is fetched by its address brings no name but its host ("elpais.com"); a file brings the outlet's own
("El País"). Kept apart, one newsroom would count as two origins of what it says.

Method: both are folded to plain letters and digits, without accents, case or spaces, and compared with the label that
the site registered, or with its whole domain. `names_site` is that comparison.

Limits: without a list of public suffixes, only a country's two letters after a generic label (`co.uk`, `com.mx`) count
as a suffix of two. Names that say more or less than the address ("BBC News" and bbc.co.uk) are not recognised.
Namesakes of two countries look alike: whoever asks should want exactly one candidate.
"""

from __future__ import annotations

import re
import unicodedata

FRONT_DOORS = ("www.", "m.", "amp.", "mobile.")
GENERIC_LABELS = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "or", "org"})
COUNTRY_LETTERS = 2

_HOST = re.compile(r"[^\s./]+(\.[^\s./]+)+")
_MARKS = re.compile(r"[\W_]+")


def find_site(host: str) -> str:
    """The host in lower case, without the word for its front door ("www.elpais.com" -> "elpais.com")."""
    host = host.lower()
    door = next((door for door in FRONT_DOORS if host.startswith(door) and host.count(".") > 1), "")
    return host.removeprefix(door)


def names_site(name: str, host: str) -> bool:
    """True when `name` is spelt like the site at `host`; False where `host` is no host or a part of a larger site."""
    site = find_site(host)
    folded = fold_name(name)
    if not folded or not _HOST.fullmatch(site):
        return False
    return folded in (fold_name(site), fold_name(find_label(site)))


def find_label(site: str) -> str:
    """What the site registered ("elpais" of elpais.com); '' when it is a part of a larger site, or a number."""
    labels = site.split(".")
    of_country = len(labels[-1]) == COUNTRY_LETTERS and len(labels) > COUNTRY_LETTERS and labels[-2] in GENERIC_LABELS
    label, *suffix = labels
    return label if len(suffix) == 1 + of_country and not label.isdigit() else ""


def is_shared_suffix(site: str) -> bool:
    """Whether the public registers its names below this one ("co.uk"), so that it is nobody's site."""
    labels = site.split(".")
    return len(labels) == 2 and len(labels[1]) == COUNTRY_LETTERS and labels[0] in GENERIC_LABELS


def fold_name(name: str) -> str:
    """Letters and digits alone, without accents and case."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _MARKS.sub("", plain)
