"""Bring the claims of a neighbourhood in line with the groups that were found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from claims.domain.canonical import choose_canonical
from claims.domain.clustering import assign_identities, find_successors
from claims.lookups import AnyOf
from claims.models import Claim
from claims.services.load_neighbourhood import Neighbourhood


def write_groups(around: Neighbourhood, groups: list[list[int]], placed: Mapping[int, int]) -> set[int]:
    before = gather_claims({mention.pk: mention.claim_id for mention in around.mentions})
    continuing = gather_claims({mention.pk: placed.get(mention.pk, mention.claim_id) for mention in around.mentions})
    after = [frozenset(around.mentions[position].pk for position in group) for group in groups]
    identities = assign_identities(after, continuing, list_held(around))
    outdated = find_outdated(before)
    new = [number for number, claim_id in enumerate(identities) if claim_id is None]
    changed = {
        number: claim_id
        for number, claim_id in enumerate(identities)
        if claim_id is not None and (before.get(claim_id) != after[number] or claim_id in outdated)
    }
    for number, claim in zip(new, create_claims(around, [groups[number] for number in new]), strict=True):
        identities[number] = changed[number] = claim.pk
    place_mentions({mention: claim_id for number, claim_id in changed.items() for mention in after[number]})
    describe_claims(around, {changed[number]: groups[number] for number in set(changed) - set(new)})
    successors = find_successors(after, identities, continuing) | find_successors(after, identities, before)
    retire_claims(successors)
    return set(changed.values()) | set(successors)


def create_claims(around: Neighbourhood, groups: list[list[int]]) -> list[Claim]:
    return Claim.objects.bulk_create(Claim(**describe_group(around, group)) for group in groups)


def place_mentions(homes: Mapping[int, int]) -> None:
    """Each mention (key) into its claim, in one statement: a bulk load moves thousands at a time."""
    if not homes:
        return
    query = """
        UPDATE claims_mention SET claim_id = home.claim
        FROM unnest(%s::bigint[], %s::bigint[]) AS home (mention, claim) WHERE id = home.mention
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [list(homes), list(homes.values())])


def find_outdated(claim_ids: Collection[int]) -> set[int]:
    """Claims whose canonical mention left them, or reads differently since its article was edited."""
    claims = Claim.objects.filter(AnyOf(F("id"), claim_ids), canonical_mention__isnull=False)
    same = Q(canonical_mention__claim=F("id"), canonical_mention__text=F("text"))
    return set(claims.exclude(same).values_list("id", flat=True))


def list_held(around: Neighbourhood) -> dict[int, frozenset[int]]:
    """Claim: the mentions (ids) that it was signed with and still has."""
    held: dict[int, set[int]] = defaultdict(set)
    for key, mention in zip(around.keys, around.mentions, strict=True):
        if key in around.held:
            held[around.held[key]].add(mention.pk)
    return {claim: frozenset(members) for claim, members in held.items()}


def gather_claims(homes: Mapping[int, int | None]) -> dict[int, frozenset[int]]:
    claims: dict[int, set[int]] = defaultdict(set)
    for mention_id, claim_id in homes.items():
        if claim_id is not None:
            claims[claim_id].add(mention_id)
    return {claim_id: frozenset(members) for claim_id, members in claims.items()}


def describe_claims(around: Neighbourhood, groups: Mapping[int, list[int]]) -> None:
    """Existing claims (ids) say of themselves what their new members say, in one statement."""
    if not groups:
        return
    described = {claim: describe_group(around, group) for claim, group in sorted(groups.items())}
    query = """
        UPDATE claims_claim SET text = said.text, canonical_mention_id = said.canonical,
            check_worthiness = said.worth, first_seen = said.seen,
            revision = revision + 1, retired_at = NULL, merged_into_id = NULL
        FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::float8[], %s::timestamptz[])
            AS said (claim, text, canonical, worth, seen)
        WHERE id = said.claim
    """
    columns = ("text", "canonical_mention_id", "check_worthiness", "first_seen")
    values = [[said[column] for said in described.values()] for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(query, [list(described), *values])


def describe_group(around: Neighbourhood, group: list[int]) -> dict[str, Any]:
    """What a claim of these members says of itself."""
    members = [around.mentions[position] for position in group]
    chosen = members[
        choose_canonical(
            [around.keys[position] for position in group],
            [mention.text for mention in members],
            [not mention.hedges and not mention.negated for mention in members],
            around.vectors[group],
        )
    ]
    return {
        "text": chosen.text,
        "canonical_mention_id": chosen.pk,
        "check_worthiness": max(mention.check_worthiness for mention in members),
        "first_seen": min(mention.published_at or mention.received_at for mention in members),
    }


def retire_claims(successors: Mapping[int, int | None]) -> None:
    """Claims that lost all their members keep their page and say where the members went, if anywhere."""
    if not successors:
        return
    query = """
        UPDATE claims_claim SET retired_at = %s, merged_into_id = gone.successor,
            revision = revision + 1, assessed_revision = revision + 1
        FROM unnest(%s::bigint[], %s::bigint[]) AS gone (claim, successor) WHERE id = gone.claim
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [timezone.now(), list(successors), list(successors.values())])
