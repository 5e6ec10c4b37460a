"""A window on proposals, conflicts, reviews and standings; none of them is changed by hand."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from claims.admin import ReadOnlyAdmin
from verification.models import (
    ClaimReview,
    ClaimStanding,
    Conflict,
    ConflictEntry,
    DeskRule,
    OriginEntry,
    ProposedVerdict,
    StanceEntry,
)


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

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClaimReview]:
        """Administrators review too, so an opinion that was given blind is not shown to them here either."""
        reviews = ClaimReview.objects.visible_to(request.user.pk, adjudicates=True)
        return reviews.order_by("claim_id", "-version")


@admin.register(ClaimStanding)
class ClaimStandingAdmin(ReadOnlyAdmin):
    list_display = ["claim", "proposal", "review", "needs_review", "stale", "urgency", "updated_at"]
    list_filter = ["needs_review", "stale"]
    exclude = ["first_by"]  # whose opinion waits for a second one is for nobody to see
    list_select_related = ["claim", "proposal", "review__reviewer"]
    search_fields = ["claim__text"]


@admin.register(DeskRule)
class DeskRuleAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "changed_by", "changed_at"]
    list_select_related = ["changed_by"]
    search_fields = ["changed_by__username"]


@admin.register(OriginEntry)
class OriginEntryAdmin(ReadOnlyAdmin):
    list_display = ["kind", "mention", "other", "name", "person", "made_at", "undoes", "note"]
    list_filter = ["kind"]
    list_select_related = ["mention", "other", "person", "undoes__person"]
    search_fields = ["name", "note", "person__username"]


@admin.register(ConflictEntry)
class ConflictEntryAdmin(ReadOnlyAdmin):
    list_display = ["kind", "type", "value", "other_value", "person", "made_at", "undoes", "note"]
    list_filter = ["kind", "type"]
    list_select_related = ["person", "undoes__person"]
    search_fields = ["value", "other_value", "note", "person__username"]


@admin.register(StanceEntry)
class StanceEntryAdmin(ReadOnlyAdmin):
    list_display = ["kind", "mention", "person", "made_at", "undoes", "note"]
    list_filter = ["kind"]
    list_select_related = ["mention", "person", "undoes__person"]
    search_fields = ["note", "person__username"]
