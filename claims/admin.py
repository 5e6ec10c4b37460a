"""A window on what is stored. Nothing is edited here: sources have pages of their own, whose forms and services keep
the rules on names, domains, merges and what has to be assessed anew; what is append-only stays so."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from claims.models import (
    Article,
    ArticleVersion,
    Claim,
    Feed,
    JobRun,
    LedgerAct,
    Mention,
    OutsideVerdict,
    PairDecision,
    PipelineRun,
    Reanchoring,
    Snapshot,
    Source,
    SourceRecord,
    ThresholdChange,
    VisitedHost,
)
from claims.services.retry import retry_article


class ReadOnlyAdmin(admin.ModelAdmin):
    """May be looked at and searched, never changed: services write these rows, under rules an edit would break."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind", "owner", "homepage", "grade", "active", "merged_into", "created_at"]
    list_filter = ["kind", "active"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "owner", "homepage"]


@admin.register(Feed)
class FeedAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "source", "condition", "failures", "last_success_at", "next_poll_at"]
    list_filter = ["condition"]
    list_select_related = ["source"]
    search_fields = ["url", "title", "source__name"]


@admin.register(VisitedHost)
class VisitedHostAdmin(ReadOnlyAdmin):
    list_display = ["host", "next_at", "busy_until", "failures", "robots_access", "robots_until"]
    search_fields = ["host"]


@admin.register(OutsideVerdict)
class OutsideVerdictAdmin(ReadOnlyAdmin):
    list_display = ["claim_text", "rating", "publisher", "article", "found_at"]
    list_select_related = ["article"]
    search_fields = ["claim_text", "publisher"]


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "source", "state", "attempts", "published_at", "received_at"]
    list_filter = ["state"]
    list_select_related = ["source"]
    search_fields = ["title", "url", "source__name"]
    actions = ["retry_stopped"]

    @admin.action(description="Retry the chosen articles that stopped", permissions=["view"])
    def retry_stopped(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        retried = sum(retry_article(article_id) for article_id in queryset.values_list("pk", flat=True))
        self.message_user(request, f"{retried} back in line.", messages.SUCCESS if retried else messages.WARNING)


@admin.register(ArticleVersion)
class ArticleVersionAdmin(ReadOnlyAdmin):
    list_display = ["article", "number", "current", "seen_at"]
    list_select_related = ["article"]
    search_fields = ["article__title", "text_sha256"]


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ["text", "check_worthiness", "first_seen", "revision", "retired_at", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["text"]


@admin.register(Mention)
class MentionAdmin(ReadOnlyAdmin):
    list_display = ["quote", "claimant_name", "claimant_kind", "check_worthiness", "claim"]
    list_filter = ["claimant_kind", "negated"]
    list_select_related = ["claim"]
    search_fields = ["quote", "claimant_name"]


@admin.register(LedgerAct)
class LedgerActAdmin(ReadOnlyAdmin):
    list_display = ["kind", "person", "made_at", "claim", "other", "undoes", "note"]
    list_filter = ["kind"]
    list_select_related = ["person", "claim", "other", "undoes__person"]
    search_fields = ["note", "person__username"]


@admin.register(ThresholdChange)
class ThresholdChangeAdmin(ReadOnlyAdmin):
    list_display = ["strong_link", "cut", "changed_by", "changed_at", "note"]
    list_select_related = ["changed_by"]


@admin.register(PairDecision)
class PairDecisionAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "decision", "decided_by", "decided_at", "similarity", "reason"]
    list_filter = ["decision"]
    list_select_related = ["decided_by"]
    search_fields = ["reason", "decided_by__username"]


@admin.register(PipelineRun)
class PipelineRunAdmin(ReadOnlyAdmin):
    list_display = ["article", "stage", "attempt", "outcome", "started_at", "finished_at", "detail"]
    list_filter = ["stage", "outcome"]
    list_select_related = ["article"]
    search_fields = ["article__title", "detail"]


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    list_display = ["job", "slot", "outcome", "started_at", "finished_at", "counts"]
    list_filter = ["job", "outcome"]


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ["url", "look", "status", "fetched_at", "detail"]
    list_filter = ["look"]
    search_fields = ["url", "final_url", "detail"]
    exclude = ["body"]


@admin.register(Reanchoring)
class ReanchoringAdmin(ReadOnlyAdmin):
    list_display = ["mention", "fate", "version", "claim", "made_at"]
    list_filter = ["fate"]
    list_select_related = ["mention", "version__article", "claim"]


@admin.register(SourceRecord)
class SourceRecordAdmin(ReadOnlyAdmin):
    list_display = ["source", "tag", "mentions", "decided", "corroborated", "contradicted", "withdrawn", "copied"]
    list_select_related = ["source"]
