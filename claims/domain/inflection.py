"""The few English forms that a claim text needs: past tense of an -ing form, "is", "are", "was", "were".

Method: regular verbs by spelling (the -ing form already doubles its consonant: "stopping", "stopped"), frequent
irregular ones by a list. Limits: an irregular verb that is not listed, or a form that only looks regular, gives None
or a regular form; the list holds those seen in news.
Reference: none, school grammar.
"""

from __future__ import annotations

import re

_LISTED_IRREGULAR = """
leaving:left making:made taking:took bringing:brought giving:gave sending:sent losing:lost winning:won
becoming:became beginning:began holding:held keeping:kept leading:led meeting:met paying:paid rising:rose
falling:fell seeing:saw selling:sold buying:bought spending:spent striking:struck breaking:broke building:built
catching:caught choosing:chose coming:came driving:drove fighting:fought finding:found flying:flew getting:got
going:went growing:grew having:had knowing:knew running:ran saying:said seeking:sought shooting:shot sinking:sank
speaking:spoke standing:stood stealing:stole sweeping:swept teaching:taught telling:told thinking:thought
throwing:threw wearing:wore writing:wrote doing:did drawing:drew feeling:felt hearing:heard laying:laid lying:lay
dying:died sitting:sat swearing:swore withdrawing:withdrew tearing:tore burying:buried blowing:blew feeding:fed
fleeing:fled binding:bound
"""
_IRREGULAR = dict(pair.split(":") for pair in _LISTED_IRREGULAR.split())
_UNCHANGED = frozenset(("putting", "cutting", "setting", "hitting", "letting", "shutting", "hurting", "splitting"))
_STATIVE = frozenset(
    ("led", "headed", "run", "owned", "based", "located", "situated", "backed", "controlled", "governed", "home")
    + ("chaired", "operated", "surrounded", "populated", "inhabited", "affiliated", "married", "considered")
)


def make_past(ing: str) -> str | None:
    """The past tense of an -ing form ("killing" -> "killed"), None where the word is none."""
    word = ing.lower()
    if not re.fullmatch(r"[a-z]{2,20}ing", word):
        return None
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    stem = word[:-3]
    if word in _UNCHANGED:
        return stem[:-1] if stem[-1] == stem[-2] else stem
    if re.search(r"[^aeiou]y\Z", stem):
        return f"{stem[:-1]}ied"
    return f"{stem}ed"


def pick_copula(plural: bool, *, past: bool) -> str:
    if past:
        return "were" if plural else "was"
    return "are" if plural else "is"


def is_stative(participle: str) -> bool:
    """Whether "X, led by Y" tells how X is now rather than what happened to it."""
    return participle.lower() in _STATIVE
