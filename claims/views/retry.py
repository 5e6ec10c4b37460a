"""Put a stopped article back in line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Article
from claims.services.retry import retry_article
from claims.views.access import requires


@requires(Action.ADD_ARTICLES)
@require_POST
def retry(request: HttpRequest, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=article_id)
    if retry_article(article_id):
        messages.success(request, _("The article is back in line and starts where it stopped."))
    else:
        messages.info(request, _("The article is not stopped, so there is nothing to try again."))
    return redirect(article)
