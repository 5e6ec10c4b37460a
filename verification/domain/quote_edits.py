"""Which mentions of two frozen forms of the evidence are the same, and which were edited in between.

Method: a mention is the same when outlet, quote, claimant and time of publication are. One whose row is in both with
another quote was edited; so was one that went where another one of the same article came that shares most of its words.
An edit is told as that alone, with the values that were exchanged ("Frontera edited a quote (260 → 300)"). White space,
quotation marks and dashes make no other quote.

Limits: two articles equal in all of that are interchangeable; an edit that leaves less than half of the words is told
as one mention less and one more. Reference: none, own rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from claims.domain.anchoring import fold_text, is_same_text
from claims.domain.phrases import Phrase, phrase
from verification.domain.evidence import Frozen, canonicalize
from verification.domain.types import UNKNOWN
from verification.domain.wording import Vocabulary, find_content_words, measure_overlap

SAME_STATEMENT = 0.5  # shared words of the shorter one, as for statements that speak of the same thing


def find_edits(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[Frozen, Frozen]]:
    """Mentions with what each reads now: those that are the same row, and those that went, with the one of the same
    article that came for it."""
    rows = {s["ids"]["mention"]: s for s in new["statements"] if "ids" in s}
    pairs = [(s, rows.get(s["ids"]["mention"])) for s in old["statements"] if "ids" in s]
    edits = [(was, now) for was, now in pairs if now is not None and not is_same_text(was["quote"], now["quote"])]
    before = index_mentions(old, [was for was, _ in edits])
    after = index_mentions(new, [now for _, now in edits])
    came = list_missing(after, before)
    for was in list_missing(before, after):
        now = next((one for one in came if _tell_article(one) == _tell_article(was) and _share_words(was, one)), None)
        if now is not None:
            came.remove(now)
            edits.append((was, now))
    return edits


def list_missing(here: Mapping[str, list[Frozen]], there: Mapping[str, list[Frozen]]) -> list[Frozen]:
    """The mentions of `here` that `there` has not."""
    return [mention for same in sorted(here) for mention in here[same][len(there.get(same, [])) :]]


def _tell_article(mention: Frozen) -> tuple[Any, ...]:
    return mention.get("ids", {}).get("article"), mention["source"], mention["published_at"]


def _share_words(was: Frozen, now: Frozen) -> bool:
    vocabulary = Vocabulary()
    masks = [vocabulary.mask(find_content_words(mention["quote"])) for mention in (was, now)]
    return measure_overlap(*masks)[1] >= SAME_STATEMENT


def describe_edit(was: Frozen, now: Frozen) -> Phrase:
    """What was edited, with the values that were exchanged."""
    name = now["source"] or UNKNOWN
    gone, come = _list_values(was), _list_values(now)
    exchanged = ([v for v in gone if v not in come], [v for v in come if v not in gone])
    values = ", ".join(f"{old} → {new}" for old, new in zip(*exchanged, strict=False))
    quotes = {"outlet": name, "old": was["quote"], "new": now["quote"]}
    if values:
        return phrase("{outlet} edited a quote ({values}): “{old}” → “{new}”", values=values, **quotes)
    return phrase("{outlet} edited a quote: “{old}” → “{new}”", **quotes)


def _list_values(mention: Frozen) -> list[str]:
    """The numbers and dates of a statement as they are written."""
    return [mention["quote"][v["start"] : v["end"]] for v in (*mention["quantities"], *mention["dates"])]


def index_mentions(evidence: Mapping[str, Any], without: Collection[Frozen] = ()) -> dict[str, list[Frozen]]:
    """The frozen statements by what makes them the same mention, but for those in `without`."""
    mentions = defaultdict(list)
    for statement in evidence["statements"]:
        if statement in without:
            continue
        quote = fold_text(statement["quote"])
        same = [statement["source"], quote, statement["claimant"], statement["published_at"]]
        mentions[canonicalize(same)].append(statement)
    return mentions
