"""Addresses of articles and sources."""

app_name = "claims"
urlpatterns: list = []
