"""What has changed between two frozen forms of the evidence, in words.

Method: both are compared by content: a mention is the same when outlet, quote, claimant and time of
publication are. One that went and one that came in the same article are an edit when they share most of their words,
and then the values that were exchanged are told ("Frontera: 260 → 300").

Limits: two articles equal in all of that are interchangeable; an edit that leaves less than half of the words is told
as one mention less and one more. Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from verification.domain.evidence import Frozen, canonicalize, digest_evidence
from verification.domain.origin_words import Relation
from verification.domain.types import Stance
from verification.domain.wording import Vocabulary, find_content_words, measure_overlap

SAME_STATEMENT = 0.5  # shared words of the shorter one, as for statements that speak of the same thing
UNNAMED = "a detail of how the statements are read changed (hedges, numbers, dates or reasons)"


def describe_change(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """What changed between two frozen forms, in words ("+2 origins: AP and Heraldo"); empty when nothing
    did.
    """
    before, after = _index_mentions(old), _index_mentions(new)
    edits = _find_edits(before, after)
    told = (
        *_describe_wording(old, new),
        *_describe_origins(old, new),
        *_describe_mentions(before, after, len(edits)),
        *_describe_edits(edits),
        *_describe_stances(before, after),
        *_describe_sources(before, after),
        *_describe_conflicts(old, new),
        *_describe_corrections(old, new),
        *_describe_policy(old, new),
    )
    return told or ((UNNAMED,) if digest_evidence(old) != digest_evidence(new) else ())


def _describe_wording(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The claim stands for another statement now."""
    before, after = _read_canonical(old), _read_canonical(new)
    return [f"the claim is now worded “{after}”"] if before and after and before != after else []


def _read_canonical(evidence: Mapping[str, Any]) -> str:
    """The canonical statement's text; "" for evidence frozen before it was recorded."""
    position = evidence.get("canonical")
    return "" if position is None else str(evidence["statements"][position]["text"])


def _describe_sources(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[str]:
    """What became known of the sources themselves: who owns them, which agency they print."""
    sentences = [
        f"{kind} of {new['source'] or 'an unknown source'}: {old[field] or 'unknown'} → {new[field] or 'unknown'}"
        for same in sorted(before.keys() & after.keys())
        for old, new in zip(before[same], after[same], strict=False)
        for field, kind in (("owner", "owner"), ("agency", "agency"))
        if old[field] != new[field]
    ]
    return list(dict.fromkeys(sentences))


def _index_mentions(evidence: Mapping[str, Any]) -> dict[str, list[Frozen]]:
    """The frozen statements by what makes them the same mention."""
    mentions = defaultdict(list)
    for statement in evidence["statements"]:
        same = [statement["source"], statement["quote"], statement["claimant"], statement["published_at"]]
        mentions[canonicalize(same)].append(statement)
    return mentions


def _describe_origins(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before, after = _list_origins(old), _list_origins(new)
    gained = [after[key] for key in sorted(after.keys() - before.keys())]
    lost = [before[key] for key in sorted(before.keys() - after.keys())]
    return [
        f"{sign}{_count(len(labels), 'origin')}: {', '.join(labels)}"
        for sign, labels in (("+", gained), ("−", lost))
        if labels
    ]


def _list_origins(evidence: Mapping[str, Any]) -> dict[str, str]:
    """The known origins that take a position: the ones that a verdict counts."""
    taking = {s["origin"] for s in evidence["statements"] if s["stance"] != Stance.NEUTRAL and not s["retracted"]}
    return {o["key"]: o["label"] for o in evidence["origins"] if o["known"] and o["key"] in taking}


def _list_missing(here: Mapping[str, list[Frozen]], there: Mapping[str, list[Frozen]]) -> list[Frozen]:
    """The mentions of `here` that `there` has not."""
    return [mention for same in sorted(here) for mention in here[same][len(there.get(same, [])) :]]


def _find_edits(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[tuple[Frozen, Frozen]]:
    """Mentions that went, each with the one that came for it in the same article."""
    came = _list_missing(after, before)
    edits = []
    for old in _list_missing(before, after):
        fits = [new for new in came if _tell_article(new) == _tell_article(old) and _share_words(old, new)]
        if fits:
            came.remove(fits[0])
            edits.append((old, fits[0]))
    return edits


def _tell_article(mention: Frozen) -> tuple[Any, ...]:
    return mention.get("ids", {}).get("article"), mention["source"], mention["published_at"]


def _share_words(old: Frozen, new: Frozen) -> bool:
    vocabulary = Vocabulary()
    masks = [vocabulary.mask(find_content_words(mention["quote"])) for mention in (old, new)]
    return measure_overlap(*masks)[1] >= SAME_STATEMENT


def _describe_edits(edits: Sequence[tuple[Frozen, Frozen]]) -> list[str]:
    sentences = []
    for old, new in edits:
        name = new["source"] or "an unknown source"
        gone, come = _list_values(old), _list_values(new)
        exchanged = ([v for v in gone if v not in come], [v for v in come if v not in gone])
        values = ", ".join(f"{was} → {now}" for was, now in zip(*exchanged, strict=False))
        sentences.append(f"{name}: {values}" if values else f"{name} edited its statement")
    return sentences


def _list_values(mention: Frozen) -> list[str]:
    """The numbers and dates of a statement as they are written."""
    return [mention["quote"][v["start"] : v["end"]] for v in (*mention["quantities"], *mention["dates"])]


def _describe_mentions(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]], edited: int) -> list[str]:
    gained = len(_list_missing(after, before)) - edited
    lost = len(_list_missing(before, after)) - edited
    shared = before.keys() & after.keys()
    withdrawn = sum(max(0, _count_retracted(after[same]) - _count_retracted(before[same])) for same in shared)
    restored = sum(max(0, _count_retracted(before[same]) - _count_retracted(after[same])) for same in shared)
    changes = (
        (gained, f"+{_count(gained, 'mention')}"),
        (lost, f"−{_count(lost, 'mention')}"),
        (withdrawn, f"{_count(withdrawn, 'mention')} withdrawn"),
        (restored, f"{_count(restored, 'mention')} restored"),
    )
    return [words for number, words in changes if number]


def _count_retracted(statements: Sequence[Frozen]) -> int:
    return sum(1 for statement in statements if statement["retracted"])


def _describe_stances(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[str]:
    sentences: list[str] = []
    for same in sorted(before.keys() & after.keys()):
        for old, new in zip(before[same], after[same], strict=False):
            name = new["source"] or "an unknown source"
            if old["stance"] != new["stance"]:
                sentences.append(f"{name}: {old['stance']} → {new['stance']}")
            if old["origin"] != new["origin"] and old["origin_label"] != new["origin_label"]:
                sentences.append(f"{name}: origin {old['origin_label']} → {new['origin_label']}")
    return sentences


def _describe_conflicts(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before, after = _count_conflicts(old), _count_conflicts(new)
    gained, lost = after - before, before - after
    return [f"new {_name_conflict(key)}" for key in sorted(gained)] + [
        f"{_name_conflict(key)} no longer found" for key in sorted(lost) if key not in after
    ]


def _count_conflicts(evidence: Mapping[str, Any]) -> Counter[tuple[str, str, str]]:
    """Conflicts by type and pair of values; a further copy of a known disagreement is no new one."""
    return Counter({(c["type"], *sorted(side["value"] for side in c["sides"])): 1 for c in evidence["conflicts"]})


def _name_conflict(key: tuple[str, str, str]) -> str:
    kind, first, second = key
    return f"{kind} conflict: {first} / {second}"


def _describe_corrections(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What people said of origins, or took back."""
    before, after = Counter(_tell_corrections(old)), Counter(_tell_corrections(new))
    return [f"correction: {words}" for words in sorted(after - before)] + [
        f"correction taken back: {words}" for words in sorted(before - after)
    ]


def _tell_corrections(evidence: Mapping[str, Any]) -> list[str]:
    return [tell_correction(word, evidence["statements"]) for word in evidence.get("corrections", [])]


def tell_correction(word: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> str:
    """One frozen word on origins ("rosa says that AP and Heraldo share an origin")."""
    first, second = (
        (statements[at]["source"] or "an unknown source") if at is not None else "a mention outside this claim"
        for at in (word["at"], word["other"])
    )
    if word["relation"] == Relation.FROM:
        return f"{word['by']} says that {first} has it from {word['name']}"
    said = "share an origin" if word["relation"] == Relation.SHARE else "are independent"
    return f"{word['by']} says that {first} and {second} {said}"


def _describe_policy(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    if old["policy_version"] == new["policy_version"]:
        return []
    return [f"other rules: {old['policy_version']} → {new['policy_version']}"]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
