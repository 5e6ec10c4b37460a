"""Addresses of the queue, claims and article pages."""

from django.urls import path

from verification.views import article, claim, decide, pair, preview, queue, theme, undo

app_name = "verification"
urlpatterns = [
    path("", queue.show_queue, name="queue"),
    path("claims/<int:claim_id>/", claim.show_claim, name="claim"),
    path("claims/<int:claim_id>/preview/", preview.show_preview, name="preview"),
    path("claims/<int:claim_id>/decide/", decide.decide_claim, name="decide"),
    path("claims/<int:claim_id>/undo/", undo.undo_decision, name="undo"),
    path("pairs/decide/", pair.decide_mentions, name="decide_pair"),
    path("articles/<int:article_id>/", article.show_article, name="article"),
    path("theme/", theme.choose_theme, name="theme"),
]
