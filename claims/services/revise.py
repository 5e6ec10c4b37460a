"""Put a new version of an article in the place of the one before, its mentions with it.

A mention whose words stand in the new text, or whose edited form does, goes on as the same row: its claim, the
signature that holds it and every word said of it stay with it, because nothing about them was touched. What it was in
the old version is kept there as a record. A mention that is absent stays behind; grouping takes it out of its claim.
All of it happens in the transaction in which the new version becomes the current one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from claims.domain.anchoring import Anchor, Fate, Placed, anchor_statements
from claims.domain.notices import Notice, NoticeKind
from claims.domain.version_changes import name_change, tell_change
from claims.models import Article, ArticleVersion, Mention, MentionLink, MentionVector, Reanchoring

READ_ANEW = [
    field.name
    for field in Mention._meta.concrete_fields
    if field.name not in {"id", "article_version", "claim", "held_by", "worth_checking"}
]
"""What extraction says of a statement, offsets included; the rest is what was made of it since."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A mention of an earlier version with its fate; `before` is a copy of it as it was."""

    mention: Mention
    before: Mention
    anchor: Anchor


def revise_article(article: Article, version: ArticleVersion, found: Sequence[Mention]) -> dict[str, int]:
    """`found` are the statements of the new version, not stored yet. Returns counts for the run.

    Must run inside the transaction that holds the article's lease.
    """
    old = article.versions.get(current=True)
    carried = anchor_mentions(article, old, version, found)
    ArticleVersion.objects.filter(pk=old.pk).update(current=False)
    ArticleVersion.objects.filter(pk=version.pk).update(current=True)
    used = {one.anchor.found for one in carried}
    added = [mention for number, mention in enumerate(found) if number not in used]
    move_mentions(carried, version, found)
    Mention.objects.bulk_create(added)
    record_fates(carried, old, version)
    fates = [one.anchor.fate for one in carried if one.before.article_version_id == old.pk or is_found(one)]
    kind = name_change(read_notice(old), read_notice(version), fates, len(added))
    told = tell_change(kind, fates, len(added))
    ArticleVersion.objects.filter(pk=version.pk).update(change=kind, change_words=told, change_told=[told])
    counts = Counter(str(fate) for fate in fates)
    return {"added": len(added), **counts}


def read_notice(version: ArticleVersion) -> Notice | None:
    return Notice(NoticeKind(version.notice), version.notice_quote) if version.notice else None


def is_found(carried: Carried) -> bool:
    return carried.anchor.fate is not Fate.ABSENT


def anchor_mentions(
    article: Article, old: ArticleVersion, version: ArticleVersion, found: Sequence[Mention]
) -> list[Carried]:
    """Those of the version before, and those that were absent from it already and may be back."""
    of_article = Mention.objects.filter(article_version__article=article).exclude(article_version=version)
    mentions = list(of_article.filter(recorded_by=None).order_by("pk"))
    copies = Mention.objects.in_bulk([mention.pk for mention in mentions])
    anchors = anchor_statements(
        old.text,
        version.text,
        [describe_place(mention, absent=mention.article_version_id != old.pk) for mention in mentions],
        [describe_place(mention) for mention in found],
    )
    return [Carried(m, copies[m.pk], anchor) for m, anchor in zip(mentions, anchors, strict=True)]


def describe_place(mention: Mention, *, absent: bool = False) -> Placed:
    return Placed(mention.start, mention.end, mention.kind, mention.quote, absent)


def move_mentions(carried: Iterable[Carried], version: ArticleVersion, found: Sequence[Mention]) -> None:
    """The rows go on in the new version; one that reads differently there loses the vector of its old words."""
    moved = [one for one in carried if is_found(one)]
    for one in moved:
        if one.anchor.found is not None:
            for name in READ_ANEW:
                setattr(one.mention, name, getattr(found[one.anchor.found], name))
        else:
            one.mention.start, one.mention.end = one.anchor.start, one.anchor.end
            one.mention.quote = version.text[one.anchor.start : one.anchor.end]
        one.mention.article_version = version
    Mention.objects.bulk_update([one.mention for one in moved], [*READ_ANEW, "article_version"])
    reworded = [one.mention.pk for one in moved if one.mention.text_sha256 != one.before.text_sha256]
    MentionVector.objects.filter(mention__in=reworded).delete()
    MentionLink.objects.filter(Q(low__in=reworded) | Q(high__in=reworded)).delete()


def record_fates(carried: Iterable[Carried], old: ArticleVersion, version: ArticleVersion) -> None:
    """What each mention was stays in its old version. Of one that stays absent nothing new is to be told."""
    told = [one for one in carried if is_found(one) or one.before.article_version_id == old.pk]
    records = {one.mention.pk: copy_record(one.before) for one in told if is_found(one)}
    Mention.objects.bulk_create(records.values())
    Reanchoring.objects.bulk_create(
        Reanchoring(
            version=version,
            mention=one.mention,
            record=records.get(one.mention.pk),
            fate=one.anchor.fate,
            claim_id=one.before.claim_id,
        )
        for one in told
    )


def copy_record(before: Mention) -> Mention:
    """What is kept belongs to no claim and is held by nobody: the row that goes on does."""
    values = {field.attname: getattr(before, field.attname) for field in Mention._meta.concrete_fields}
    values |= {"id": None, "claim_id": None, "held_by_id": None}
    return Mention(**values)
