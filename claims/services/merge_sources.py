"""Make two sources one, and take that back. Nothing is lost: what moved is written down, and can go back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.lookups import AnyOf
from claims.models import Article, Feed, Source, SourceDomain, SourceMerge
from claims.services.touch_claims import touch_claims_of_sources


class MergeRefused(Exception):  # noqa: N818 - its sentence is shown to people
    """These two cannot be made one, or not be parted again. The message is one sentence."""


def merge_sources(kept_id: int, merged_id: int, person: Any) -> SourceMerge:
    """All articles, feeds and domains of `merged` become those of `kept`, and its name another name of it."""
    with transaction.atomic():
        kept, merged = lock_both(kept_id, merged_id)
        refuse_merge(kept, merged)
        moved = list_moving(kept, merged)
        Article.objects.filter(AnyOf(F("pk"), [int(number) for number in moved["guids"]])).update(guid=None)
        for model in (Article, Feed, SourceDomain):
            model.objects.filter(source=merged).update(source=kept)
        Source.objects.filter(pk=merged.pk).update(active=False, merged_into=kept)
        touch_claims_of_sources([kept.pk])
        return SourceMerge.objects.create(kept=kept, merged=merged, moved=moved, person=person)


def undo_merge(merge_id: int) -> SourceMerge:
    """What came from the merged source goes back to it, and nothing else; it is as active as it was."""
    with transaction.atomic():
        merge = SourceMerge.objects.select_for_update().get(pk=merge_id)
        kept, merged = lock_both(merge.kept_id, merge.merged_id)
        if merge.undone_at is not None or merged.merged_into_id != kept.pk:
            raise MergeRefused(
                _("{merged} is not merged into {kept} any more, so there is nothing to take back.").format(
                    merged=merged, kept=kept
                )
            )
        moved = merge.moved
        Article.objects.filter(AnyOf(F("pk"), moved["articles"]), source=kept).update(source=merged)
        Feed.objects.filter(pk__in=moved["feeds"], source=kept).update(source=merged)
        SourceDomain.objects.filter(pk__in=moved["domains"], source=kept).update(source=merged)
        for number, guid in moved["guids"].items():
            Article.objects.filter(pk=int(number), source=merged, guid=None).update(guid=guid)
        Source.objects.filter(pk=merged.pk).update(active=moved["active"], merged_into=None)
        touch_claims_of_sources([kept.pk, merged.pk])
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
    return merge


def lock_both(kept_id: int, merged_id: int) -> tuple[Source, Source]:
    found = Source.objects.filter(pk__in=[kept_id, merged_id]).order_by("pk").select_for_update()
    sources = {source.pk: source for source in found}
    if len(sources) < 2:
        raise MergeRefused(_("Choose two different sources that are both still there."))
    return sources[kept_id], sources[merged_id]


def refuse_merge(kept: Source, merged: Source) -> None:
    if not (kept.is_known and merged.is_known):
        raise MergeRefused(_("The unknown source stands for nobody in particular, so it is merged with no other."))
    gone = next((source for source in (kept, merged) if source.merged_into_id is not None), None)
    if gone is not None:
        raise MergeRefused(_("{gone} has been merged into another source already.").format(gone=gone))


def list_moving(kept: Source, merged: Source) -> dict[str, Any]:
    theirs = Article.objects.filter(source=merged)
    both = theirs.filter(guid__in=Article.objects.filter(source=kept, guid__isnull=False).values("guid"))
    return {
        "articles": list(theirs.order_by("pk").values_list("pk", flat=True)),
        "feeds": list(merged.feeds.order_by("pk").values_list("pk", flat=True)),
        "domains": list(merged.domains.order_by("pk").values_list("pk", flat=True)),
        "guids": {str(pk): guid for pk, guid in both.values_list("pk", "guid")},
        "active": merged.active,
    }
