"""A person wants an article's page looked at now."""

from django.utils import timezone

from claims.models import Article, ArticleStanding


def ask_for_look(article_id: int) -> bool:
    """The next round of the job takes it. False when the article has no page of its own that we read."""
    if not Article.objects.recheckable().filter(pk=article_id).exists():
        return False
    ArticleStanding.objects.update_or_create(article_id=article_id, defaults={"next_check_at": timezone.now()})
    return True
