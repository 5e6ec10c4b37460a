"""Addresses of articles and sources."""

from django.urls import path

from claims.views import (
    add,
    added,
    articles,
    feeds,
    merge_sources,
    record,
    retry,
    runs,
    source,
    source_lists,
    sources,
    versions,
)

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
    path("sources/add/", source.add_source, name="add_source"),
    path("sources/import/", source_lists.upload, name="import_sources"),
    path("sources/import/<int:import_id>/", source_lists.preview, name="source_import"),
    path("sources/feeds.opml", source_lists.export_opml, name="export_opml"),
    path("sources/<int:source_id>/", source.show_source, name="source"),
    path("sources/<int:source_id>/edit/", source.edit_source, name="edit_source"),
    path("sources/<int:source_id>/switch/", source.switch, name="switch_source"),
    path("sources/<int:source_id>/merge/", merge_sources.merge, name="merge_sources"),
    path("sources/merges/<int:merge_id>/undo/", merge_sources.undo, name="undo_source_merge"),
    path("sources/<int:source_id>/feeds/add/", feeds.add, name="add_feed"),
    path("sources/<int:source_id>/feeds/find/", feeds.find, name="find_feeds"),
    path("feeds/<int:feed_id>/switch/", feeds.switch, name="switch_feed"),
    path("feeds/<int:feed_id>/remove/", feeds.remove, name="remove_feed"),
    path("feeds/<int:feed_id>/topics/", feeds.set_topics, name="feed_topics"),
    path("feeds/<int:feed_id>/ask/", feeds.ask, name="ask_feed"),
    path("sources/record/", record.show_record, name="record"),
    path("sources/record/export/", record.export_record, name="record_export"),
]
