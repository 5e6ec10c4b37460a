"""Requests that cannot be understood: too large, or otherwise not what a browser of ours would send."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 when there was too much of it, else 400. Named by `handler400`."""
    if isinstance(exception, TOO_LARGE):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)
