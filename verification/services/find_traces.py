"""What was ever said or done about a claim, so that its page asks for nothing that is not there: of most claims, nearly
nothing is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from django.db import connection
from django.db.models import Q

from claims.models import LedgerAct, MatchSuggestion, Mention, OutsideVerdict
from verification.models import Assignment, ClaimReview, Comment, ConflictEntry, OriginEntry, StanceEntry
from verification.querysets import SOMEBODY, name_somebody


@dataclass(frozen=True, slots=True)
class Traces:
    """Whether there is any of each. `reviews` and `comments` are also those of claims that were merged into it."""

    reviews: bool
    assignments: bool
    acts: bool
    origin_words: bool
    conflict_words: bool
    stance_words: bool
    comments: bool
    outside_verdicts: bool
    suggestions: bool


def find_traces(claim_id: int) -> Traces:
    sql, values = write_traces_query()
    with connection.cursor() as cursor:
        cursor.execute(sql, name_somebody(values, claim_id))
        return Traces(*cursor.fetchone())


@cache
def write_traces_query() -> tuple[str, tuple]:
    """The SQL and its values for the claim `SOMEBODY`, written once: it asks nine tables."""
    claim = SOMEBODY
    telling = Mention.objects.live().filter(claim=claim).order_by().values("article_version__article")
    found = {
        "reviews": ClaimReview.objects.of_claim_and_merged(claim),
        "assignments": Assignment.objects.filter(claim=claim),
        "acts": LedgerAct.objects.concerning(claim),
        "origin_words": OriginEntry.objects.filter(claim=claim),
        "conflict_words": ConflictEntry.objects.filter(claim=claim),
        "stance_words": StanceEntry.objects.filter(claim=claim),
        "comments": Comment.objects.of_claim_and_merged(claim),
        "outside_verdicts": OutsideVerdict.objects.filter(article__in=telling),
        "suggestions": MatchSuggestion.objects.filter(Q(claim_low=claim) | Q(claim_high=claim)),
    }
    written = [found[field.name].order_by().values("pk").query.sql_with_params() for field in fields(Traces)]
    sql = ", ".join(f"EXISTS ({one})" for one, _values in written)
    return f"SELECT {sql}", tuple(value for _one, values in written for value in values)  # noqa: S608 -- Django wrote it
