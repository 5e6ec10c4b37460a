"""A window on proposals, conflicts, reviews and standings; none of them is changed by hand."""

from __future__ import annotations

from django.contrib import admin

from claims.admin import ReadOnlyAdmin
from verification.models import ClaimReview, ClaimStanding, Conflict, OriginEntry, ProposedVerdict


@admin.register(ProposedVerdict)
class ProposedVerdictAdmin(ReadOnlyAdmin):
    list_display = ["claim", "number", "verdict", "outlets", "origins", "created_at"]
    list_filter = ["verdict"]
    list_select_related = ["claim"]
    search_fields = ["claim__text"]


@admin.register(Conflict)
class ConflictAdmin(ReadOnlyAdmin):
    list_display = ["type", "value_a", "value_b", "rule", "strength", "proposal"]
    list_filter = ["type"]
    list_select_related = ["proposal"]
    search_fields = ["value_a", "value_b"]


@admin.register(ClaimReview)
class ClaimReviewAdmin(ReadOnlyAdmin):
    list_display = ["claim", "version", "verdict", "reviewer", "decided_at", "note"]
    list_filter = ["verdict"]
    list_select_related = ["claim", "reviewer"]
    search_fields = ["claim__text", "note", "reviewer__username"]


@admin.register(ClaimStanding)
class ClaimStandingAdmin(ReadOnlyAdmin):
    list_display = ["claim", "proposal", "review", "needs_review", "stale", "urgency", "updated_at"]
    list_filter = ["needs_review", "stale"]
    list_select_related = ["claim", "proposal", "review__reviewer"]
    search_fields = ["claim__text"]


@admin.register(OriginEntry)
class OriginEntryAdmin(ReadOnlyAdmin):
    list_display = ["kind", "mention", "other", "name", "person", "made_at", "undoes", "note"]
    list_filter = ["kind"]
    list_select_related = ["mention", "other", "person", "undoes__person"]
    search_fields = ["name", "note", "person__username"]
