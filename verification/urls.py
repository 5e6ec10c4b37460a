"""Addresses of the queue, claims and article pages."""

app_name = "verification"
urlpatterns: list = []
