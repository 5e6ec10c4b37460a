"""Addresses of the queue, claims and article pages."""

from django.urls import path

from verification.views import (
    article,
    claim,
    decide,
    grouping,
    merge,
    move,
    origin,
    pair,
    policy,
    preview,
    queue,
    split,
    theme,
    turn_act,
    undo,
)

app_name = "verification"
urlpatterns = [
    path("", queue.show_queue, name="queue"),
    path("claims/<int:claim_id>/", claim.show_claim, name="claim"),
    path("claims/<int:claim_id>/preview/", preview.show_preview, name="preview"),
    path("claims/<int:claim_id>/decide/", decide.decide_claim, name="decide"),
    path("claims/<int:claim_id>/undo/", undo.undo_decision, name="undo"),
    path("claims/<int:claim_id>/grouping/", grouping.show_grouping, name="grouping"),
    path("claims/<int:claim_id>/merge/", merge.merge_claim, name="merge"),
    path("claims/<int:claim_id>/split/", split.split_mentions, name="split"),
    path("claims/<int:claim_id>/move/", move.move_one, name="move"),
    path("claims/<int:claim_id>/origin/", origin.correct_origin, name="correct_origin"),
    path("origin-words/<int:entry_id>/turn/", origin.turn_origin, name="turn_origin"),
    path("acts/<int:act_id>/turn/", turn_act.turn, name="turn_act"),
    path("pairs/decide/", pair.decide_mentions, name="decide_pair"),
    path("articles/<int:article_id>/", article.show_article, name="article"),
    path("policy/", policy.show_policy, name="policy"),
    path("theme/", theme.choose_theme, name="theme"),
]
