"""Addresses of the queue, claims and article pages."""

from django.urls import path

from verification.views import (
    article,
    claim,
    decide,
    desk_rule,
    grouping,
    merge,
    move,
    pair,
    people,
    policy,
    preview,
    queue,
    saved_views,
    split,
    theme,
    turn_act,
    undo,
    work,
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
    path("acts/<int:act_id>/turn/", turn_act.turn, name="turn_act"),
    path("pairs/decide/", pair.decide_mentions, name="decide_pair"),
    path("articles/<int:article_id>/", article.show_article, name="article"),
    path("policy/", policy.show_policy, name="policy"),
    path("claims/<int:claim_id>/assign/", work.assign, name="assign"),
    path("views/save/", saved_views.save, name="save_view"),
    path("views/<int:view_id>/remove/", saved_views.remove, name="remove_view"),
    path("desk/", desk_rule.show_rule, name="desk_rule"),
    path("desk/change/", desk_rule.change_rule, name="change_desk_rule"),
    path("people/", people.show_people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:person_id>/role/", people.give_role, name="give_role"),
    path("people/<int:person_id>/active/", people.set_active, name="set_active"),
    path("theme/", theme.choose_theme, name="theme"),
]
