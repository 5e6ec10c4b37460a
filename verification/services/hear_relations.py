"""What the relation model makes of the statements that no sure rule decides.

Scores are stored by the two texts' hashes and the model's name, so that a pair is read once, whichever claim it turns
up in. A model that is off or broken changes nothing else: the rules decide, and a sentence for the claim page says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings

from verification.adapters.relation_model import (
    OFF,
    RelationModelUnavailable,
    RelationReader,
    load_relation_reader,
    name_relation_model,
)
from verification.adapters.stance_weights import load_stance_model
from verification.domain.stance_model import Relation, form_opinions
from verification.domain.types import Stance, Statement
from verification.models import RelationScore

LONGEST_NAME = 200  # characters of a model's name that are stored


@dataclass(frozen=True, slots=True)
class Heard:
    """Opinions by statement id, the model's name ("" when none took part), why none did, and how many pairs wait to be
    read by a worker."""

    opinions: dict[int, Stance | None] = field(default_factory=dict)
    model: str = ""
    note: str = ""
    unread: int = 0


def hear_relations(
    statements: list[Statement],
    undecided: Collection[int],
    canonical: int,
    closeness: Mapping[int, float],
    *,
    ask: bool,
) -> Heard:
    """Opinions on the undecided statements; without `ask` from stored scores alone."""
    name = name_relation_model(settings.RELATION_MODEL)[:LONGEST_NAME]
    by_id = {statement.id: statement for statement in statements}
    pairs = {id: (hash_words(by_id[canonical]), hash_words(by_id[id])) for id in undecided}
    try:
        reader = load_relation_reader(settings.RELATION_MODEL) if ask or name.casefold() == OFF else None
    except RelationModelUnavailable as problem:
        return Heard(note=str(problem))
    known = load_scores(name, pairs)
    if reader is not None:
        missing = {pairs[id]: by_id[id] for id in pairs if pairs[id] not in known}
        known |= read_missing(reader, name, by_id[canonical], missing)
    relations = {id: known[pair] for id, pair in pairs.items() if pair in known}
    asked = [by_id[id] for id in relations]
    opinions = form_opinions(load_stance_model(), by_id[canonical], asked, relations, closeness, name)
    return Heard(opinions, name, "", len(pairs) - len(relations))


def say(statement: Statement) -> str:
    return statement.text or statement.quote


def hash_words(statement: Statement) -> str:
    return sha256(say(statement).encode("utf-8", "replace")).hexdigest()


Hashes = tuple[str, str]


def load_scores(name: str, pairs: Mapping[int, Hashes]) -> dict[Hashes, Relation]:
    if not pairs:
        return {}
    first = next(iter(pairs.values()))[0]
    rows = RelationScore.objects.of_claim(name, first, [b for _, b in pairs.values()])
    return {(row.sha256_a, row.sha256_b): Relation(row.supports, row.refutes, row.neutral) for row in rows}


def read_missing(
    reader: RelationReader, name: str, canonical: Statement, missing: Mapping[Hashes, Statement]
) -> dict[Hashes, Relation]:
    """Read and store; two workers that read the same pair store it once."""
    found = reader.read([(say(canonical), say(statement)) for statement in missing.values()])
    scored = dict(zip(missing, found, strict=True))
    RelationScore.objects.bulk_create(
        (
            RelationScore(model=name, sha256_a=a, sha256_b=b, supports=r.supports, refutes=r.refutes, neutral=r.neutral)
            for (a, b), r in scored.items()
        ),
        ignore_conflicts=True,
    )
    return scored
