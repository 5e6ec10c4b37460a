"""Addresses of articles and sources."""

from django.urls import path

from claims.views import add, added, articles, record, retry, runs, sources, versions

app_name = "claims"
urlpatterns = [
    path("articles/", articles.list_articles, name="articles"),
    path("articles/add/", add.show_forms, name="add"),
    path("articles/add/paste/", add.add_pasted, name="add_pasted"),
    path("articles/add/urls/", add.add_urls, name="add_urls"),
    path("articles/add/files/", add.add_files, name="add_files"),
    path("articles/added/", added.show_added, name="added"),
    path("articles/<int:article_id>/progress/", articles.show_progress, name="progress"),
    path("articles/<int:article_id>/retry/", retry.retry, name="retry"),
    path("articles/<int:article_id>/versions/", versions.show_versions, name="versions"),
    path("articles/<int:article_id>/check/", versions.check_now, name="check_now"),
    path("articles/<int:article_id>/evidence/", versions.download_evidence, name="evidence"),
    path("snapshots/<int:snapshot_id>/", versions.show_snapshot, name="snapshot"),
    path("snapshots/<int:snapshot_id>/download/", versions.download_snapshot, name="snapshot_download"),
    path("runs/", runs.show_runs, name="runs"),
    path("sources/", sources.list_sources, name="sources"),
    path("sources/record/", record.show_record, name="record"),
    path("sources/record/export/", record.export_record, name="record_export"),
]
