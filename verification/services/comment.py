"""Comment on a claim, telling those who are addressed; or withdraw what one said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim
from verification.domain.addressing import find_addressed, find_candidates
from verification.domain.notices import NoticeKind
from verification.models import Comment, CommentWithdrawal
from verification.services.notify import notify

TWICE = timedelta(minutes=2)
LONGEST_COMMENT = 5_000  # characters
LONGEST_DETAIL = 500


class CommentRefusedError(ValueError):
    """The comment cannot be recorded; the message says why."""


@transaction.atomic
def add_comment(claim_id: int, *, author: Any, text: str) -> Comment:
    """Raises CommentRefusedError."""
    text = text.strip()
    if not text:
        raise CommentRefusedError(_("Write something first."))
    if len(text) > LONGEST_COMMENT:
        raise CommentRefusedError(
            _("The comment is longer than {longest_comment} characters; shorten it.").format(
                longest_comment=f"{LONGEST_COMMENT:,}"
            )
        )
    claim = Claim.objects.filter(pk=claim_id).first()
    if claim is None:
        raise CommentRefusedError(_("There is no such claim."))
    if (said := find_said(claim, author, text)) is not None:
        return said
    comment = Comment.objects.create(claim=claim, author=author, text=text)
    people = find_named_people([text])
    addressed = [people[name] for name in find_addressed(text, people)]
    notify(NoticeKind.ADDRESSED, addressed, claim, actor=author, detail=text[:LONGEST_DETAIL])
    return comment


def find_said(claim: Claim, author: Any, text: str) -> Comment | None:
    """The same words by the same person a moment ago: the form was sent twice."""
    Claim.objects.select_for_update().get(pk=claim.pk)  # two sendings at once take turns
    last = Comment.objects.filter(claim=claim, withdrawal__isnull=True).order_by("-id").first()
    same = last is not None and last.author_id == author.pk and last.text == text
    return last if last and same and timezone.now() - last.made_at < TWICE else None


def find_named_people(texts: list[str]) -> dict[str, Any]:
    """Active people whose names may stand in these texts, by name in lower case."""
    wanted = {name for text in texts for name in find_candidates(text)}
    if not wanted:
        return {}
    people = get_user_model().objects.filter(is_active=True).annotate(folded=Lower("username"))
    return {person.folded: person for person in people.filter(folded__in=wanted)}


def withdraw_comment(comment_id: int, *, person: Any) -> Comment:
    """One's own, once. Raises CommentRefusedError."""
    comment = Comment.objects.filter(pk=comment_id, author=person).first()
    if comment is None:
        raise CommentRefusedError(_("Only the author of a comment can withdraw it."))
    try:
        with transaction.atomic():
            CommentWithdrawal.objects.create(comment=comment)
    except IntegrityError:  # withdrawn already, by a second click: that is what was wanted
        pass
    return comment
