"""The request as the middleware hands it over."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """`htmx` is true when htmx asks, which gets a fragment instead of a page."""

    htmx: HtmxDetails
