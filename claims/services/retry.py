"""Put a stopped article back to where it was, at a person's wish."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.adapters.publishing import publish_after_commit
from claims.models import Article


def retry_article(article_id: int) -> bool:
    """True when the article was stopped and is now back in line with a clean count of attempts."""
    with transaction.atomic():
        revived = (
            Article.objects.stopped()
            .filter(pk=article_id)
            .update(
                state=F("resume_state"),
                resume_state="",
                attempts=0,
                failure="",
                next_attempt_at=None,
                hinted_at=timezone.now(),
                updated_at=timezone.now(),
            )
        )
        if revived:
            publish_after_commit(article_id)
    return bool(revived)
