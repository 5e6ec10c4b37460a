"""Store what somebody wrote about a source, with its domains, and have its claims looked at again where it matters."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from claims.models import Feed, Source, SourceDomain
from claims.services.touch_claims import touch_claims_of_sources

DECISIVE = ("owner", "kind", "name", "grade")  # what proposals are computed from, and what whoever signs them sees


def save_source(source: Source, domains: Iterable[str], changed: Iterable[str] = ()) -> Source:
    """`domains` are all that the source is to have, none of them another's; `changed` names the fields that differ
    from what is stored."""
    wanted = list(dict.fromkeys(domains))
    with transaction.atomic():
        source.save()
        source.domains.exclude(host__in=wanted).delete()
        present = set(source.domains.values_list("host", flat=True))
        SourceDomain.objects.bulk_create(
            SourceDomain(source=source, host=host) for host in wanted if host not in present
        )
        if set(changed) & set(DECISIVE):
            touch_claims_of_sources([source.pk])
    return source


def switch_source(source_id: int, *, active: bool) -> bool:
    """False when nothing changed; a source that was merged stays as it is."""
    changed = Source.objects.standing().filter(pk=source_id, active=not active).update(active=active)
    if changed and active:
        Feed.objects.filter(source=source_id, off="").update(next_poll_at=timezone.now())
    return bool(changed)
