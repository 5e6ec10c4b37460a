"""Fetch the pages that wait to be fetched: many sites side by side, each of them one page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

from claims.adapters.publishing import publish_after_commit
from claims.models import Article, VisitedHost
from claims.services.fetch import fetch_article
from claims.services.run_stage import Outcome
from claims.services.work_in_turns import work_in_turns

MOST_HOSTS = 2_000  # looked at in one go
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class WaitingPages:
    """The pages to fetch, and the hosts that this process is asking at the moment."""

    asking: set[str] = field(default_factory=set)

    def pick(self, most: int) -> Sequence[tuple[int, str]]:
        """Up to `most` articles whose page may be asked for now, of as many hosts; those that rested longest first.

        No lease is taken here: of two workers that pick the same, one gets it.
        """
        now = timezone.now()
        resting = VisitedHost.objects.resting(now).values("host")
        waiting = Article.objects.to_fetch(now).exclude(host__in=resting).exclude(host__in=self.asking)
        found = list(waiting.values_list("pk", "host")[:MOST_HOSTS])
        rested = dict(VisitedHost.objects.filter(host__in=[host for _, host in found]).values_list("host", "next_at"))
        found.sort(key=lambda one: (rested.get(one[1], LONG_AGO), one[0]))
        self.asking |= {host for _, host in found[:most]}
        return found[:most]

    def fetch(self, picked: tuple[int, str]) -> None:
        article_id, host = picked
        try:
            if fetch_article(article_id) is Outcome.DONE:
                publish_after_commit(article_id)
        finally:
            self.asking.discard(host)


def fetch_waiting() -> int:
    """One worker's turn; returns how many pages it asked for."""
    pages = WaitingPages()
    return work_in_turns(pages.pick, pages.fetch, seconds=settings.FETCH_TURN_SECONDS, threads=settings.FETCH_THREADS)
