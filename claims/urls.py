"""Addresses of articles and sources."""

from django.urls import path

from claims.views import add, added, articles, retry, sources

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
    path("sources/", sources.list_sources, name="sources"),
]
