"""Every read of `verification` that has a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Mod

from claims.querysets import MentionQuerySet, holds_terms
from verification.domain.four_eyes import BLIND, SecondLook
from verification.domain.notices import MailState

# The claim itself and all that were merged into it, however many steps ago.
MERGED = """
    WITH RECURSIVE merged (id) AS (
        SELECT %s::bigint
        UNION
        SELECT claim.id FROM claims_claim AS claim JOIN merged ON claim.merged_into_id = merged.id
    ) SELECT id FROM merged
"""


COUNTED = 500  # claims of one list that are counted one by one; beyond it nobody plans a day by the number


class RelationScoreQuerySet(models.QuerySet):
    def of_claim(self, model: str, sha256_a: str, others: list[str]) -> RelationScoreQuerySet:
        """What `model` said of the text that stands for a claim and each of the others."""
        return self.filter(model=model, sha256_a=sha256_a, sha256_b__in=others)


class ClaimReviewQuerySet(models.QuerySet):
    def in_force(self) -> ClaimReviewQuerySet:
        """Decisions that stand and that nobody took back, the latest first; open opinions are none."""
        standing = self.filter(settles=True, withdraws__isnull=True, withdrawn_by__isnull=True)
        return standing.order_by("claim_id", "-version")

    def visible_to(self, person_id: int | None, *, adjudicates: bool) -> ClaimReviewQuerySet:
        """Without opinions that were given blind and by which no verdict stands yet, except one's own.

        Who settles disagreements sees the two that differ, and only while they do.
        """
        later = type(self)(self.model).in_force().filter(claim=OuterRef("claim"), version__gte=OuterRef("version"))
        shown = ~Q(stage__in=BLIND) | Q(reviewer=person_id) | Q(Exists(later))
        if adjudicates:
            standings = self.model._meta.apps.get_model("verification", "ClaimStanding").objects
            shown |= Q(Exists(standings.filter(claim=OuterRef("claim"), second_look=SecondLook.DISPUTED)))
        return self.filter(shown)

    def of_claim_and_merged(self, claim_id: int) -> ClaimReviewQuerySet:
        """Every entry on the claim, on those merged into it, on those merged into one of these, and so on."""
        return self.filter(claim__in=RawSQL(MERGED, [claim_id]))  # noqa: S611 -- the number is a parameter


class ClaimStandingQuerySet(models.QuerySet):
    def open(self) -> ClaimStandingQuerySet:
        """Claims that still exist and have a proposal."""
        return self.filter(claim__retired_at__isnull=True, proposal__isnull=False)

    def awaiting_review(self) -> ClaimStandingQuerySet:
        """Not decided yet, decided and stale, or waiting for a second look; most urgent first."""
        return self.open().filter(needs_review=True).by_urgency()

    def actionable_by(self, person_id: int | None, *, adjudicates: bool) -> ClaimStandingQuerySet:
        """Where this person can give the next opinion: not after their own, and not what waits for a lead."""
        return self.filter(is_actionable_by(person_id, adjudicates))

    def second_look(self) -> ClaimStandingQuerySet:
        """A first opinion waits for a second one, or two that differ wait for a lead."""
        return self.open().exclude(second_look=SecondLook.NONE).by_urgency()

    def assigned_to(self, person_id: int | None) -> ClaimStandingQuerySet:
        return self.filter(assignee__isnull=True) if person_id is None else self.filter(assignee=person_id)

    def decided(self) -> ClaimStandingQuerySet:
        return self.open().filter(review__isnull=False).by_urgency()

    def by_urgency(self) -> ClaimStandingQuerySet:
        people = ("review__reviewer", "assignee")
        return self.select_related("claim", "proposal", *people).order_by("-urgency", "-claim_id")

    def after(self, urgency: float, claim_id: int) -> ClaimStandingQuerySet:
        """The rows that follow the given one in `by_urgency` order (keyset paging).

        Here and below, the urgency is compared alone first: only that lets Postgres begin in the middle of the index.
        """
        return self.filter(Q(urgency__lt=urgency) | Q(claim_id__lt=claim_id), urgency__lte=urgency)

    def not_after(self, urgency: float, claim_id: int) -> ClaimStandingQuerySet:
        """The given row and those that precede it, in `by_urgency` order."""
        return self.filter(Q(urgency__gt=urgency) | Q(claim_id__gte=claim_id), urgency__gte=urgency)

    def before(self, urgency: float, claim_id: int) -> ClaimStandingQuerySet:
        """The rows that precede the given one, nearest first."""
        nearer = self.filter(Q(urgency__gt=urgency) | Q(claim_id__gt=claim_id), urgency__gte=urgency)
        return nearer.order_by("urgency", "claim_id")

    def stale(self) -> ClaimStandingQuerySet:
        return self.open().filter(stale=True).by_urgency()

    def proposed_as(self, verdict: str) -> ClaimStandingQuerySet:
        return self.filter(proposal__verdict=verdict)

    def among(self, claim_ids: Collection[int]) -> ClaimStandingQuerySet:
        return self.filter(claim__in=claim_ids)

    def holding(self, terms: Iterable[str], near: Collection[int]) -> ClaimStandingQuerySet:
        """Each term stands in its text, as it is written, or it is one of those that are near in meaning."""
        return self.filter(holds_terms("claim__text", terms) | Q(claim__in=near))

    def told_by(self, live_mentions: MentionQuerySet, source_id: int) -> ClaimStandingQuerySet:
        """A live mention of the claim stands in an article of that source."""
        told = live_mentions.filter(claim=OuterRef("claim_id"), article_version__article__source=source_id)
        return self.filter(Exists(told))

    def in_rows(self) -> ClaimStandingQuerySet:
        """What a row of the queue shows, and nothing else; `quote`, `outlet`, `holder`, `reviewer` and `decided` (the
        verdict that was signed) come with it, None where there is none.

        These are looked up row by row: a join of all ten tables takes Postgres longer to plan than the rows to read.
        """
        shown = [
            *("assignee_id", "review_id", "review_version", "needs_review", "stale", "stale_because", "second_look"),
            *("urgency", "proposal__verdict", "proposal__outlets", "proposal__origins"),
            *("claim__text", "claim__first_seen", "claim__check_worthiness"),
        ]
        models_of = self.model._meta.apps.get_model
        mention, review = models_of("claims", "Mention"), models_of("verification", "ClaimReview")
        told = mention._base_manager.filter(pk=OuterRef("claim__canonical_mention"))
        signed = review._base_manager.filter(pk=OuterRef("review"))
        people = get_user_model()._base_manager
        return (
            self.select_related(None)
            .select_related("claim", "proposal")
            .only(*shown)
            .annotate(
                quote=Subquery(told.values("quote")),
                outlet=Subquery(told.values("article_version__article__source__name")),
                holder=Subquery(people.filter(pk=OuterRef("assignee")).values("username")),
                reviewer=Subquery(signed.values("reviewer__username")),
                decided=Subquery(signed.values("verdict")),
            )
        )

    def briefly(self) -> ClaimStandingQuerySet:
        """What a row of a list says of the proposal, without its evidence."""
        return self.select_related("claim", "proposal", "review__reviewer").defer(
            "proposal__evidence", "proposal__policy", "proposal__reasons", "proposal__changes"
        )

    def with_everything(self) -> ClaimStandingQuerySet:
        return (
            self.select_related("proposal", "review__reviewer", "review__proposal", "assignee")
            .defer("review__proposal__evidence")
            .annotate(desk_rule=self.read_desk_rule())
        )

    def count_backlog(self) -> dict[str, int]:
        """What awaits people, whoever they are."""
        awaiting = Q(needs_review=True)
        return self.open().aggregate(
            awaiting=Count("pk", filter=awaiting),
            stale=Count("pk", filter=awaiting & Q(stale=True)),
            second_look=Count("pk", filter=awaiting & ~Q(second_look=SecondLook.NONE)),
        )

    def read_desk_rule(self) -> Subquery:
        """Whether two people decide, read along with the rows."""
        rules = self.model._meta.apps.get_model("verification", "DeskRule").objects.order_by("-id")
        return Subquery(rules.values("second_review")[:1])

    def find_beside(self, urgency: float, claim_id: int, *, person_id: int | None, adjudicates: bool) -> dict[str, int]:
        """The claims "before" and "after" a place among those that await this person, as far as there are any."""
        sql, values = write_beside(self.model, adjudicates)
        with connection.cursor() as cursor:
            cursor.execute(sql, name_somebody(values, person_id, urgency, claim_id))
            return dict(cursor.fetchall())

    def count_desk(self, person_id: int | None, *, adjudicates: bool) -> dict[str, int]:
        """How many claims stand where on one person's desk: what they cannot act on awaits somebody else.

        Each is counted up to one more than `COUNTED`, along the index of its list, so that a desk of a million claims
        takes no longer than one of a thousand.
        """
        sql, values = write_desk_counts(self.model, adjudicates)
        with connection.cursor() as cursor:
            cursor.execute(sql, name_somebody(values, person_id))
            return dict(cursor.fetchall())


# In SQL that is written once for all: the person, or the row, that it is asked for, and a place in a list.
SOMEBODY, SOME_URGENCY, SOME_CLAIM = -1, -2.0, -3


def name_somebody(values: tuple, row_id: Any, urgency: float = 0.0, claim_id: int = 0) -> list:
    """The values of such SQL for one person, or one row, and one place."""
    known = {SOMEBODY: row_id, SOME_URGENCY: urgency, SOME_CLAIM: claim_id}
    return [known.get(value, value) for value in values]


@cache
def write_desk_counts(model: type[models.Model], adjudicates: bool) -> tuple[str, tuple]:
    """The SQL of `count_desk` with its values. Writing it takes Django longer than Postgres takes to count."""
    awaiting = Q(needs_review=True) & is_actionable_by(SOMEBODY, adjudicates)
    lists = {
        "awaiting": awaiting,
        "mine": awaiting & Q(assignee=SOMEBODY),
        "unassigned": awaiting & Q(assignee__isnull=True),
        "second": awaiting & ~Q(second_look=SecondLook.NONE),
        "stale": Q(stale=True),
        "decided": Q(review__isnull=False),
        "all": Q(),
    }
    parts: list[str] = []
    values: list = []
    for name, fitting in lists.items():
        listed = ClaimStandingQuerySet(model).open().filter(fitting).values("pk")[: COUNTED + 1]
        sql, own = listed.query.sql_with_params()
        parts.append(f"SELECT %s, count(*) FROM ({sql}) AS counted")  # noqa: S608 -- Django wrote it
        values += [name, *own]
    return " UNION ALL ".join(parts), tuple(values)


@cache
def write_beside(model: type[models.Model], adjudicates: bool) -> tuple[str, tuple]:
    """The SQL of `find_beside` with its values, written once for the same reason."""
    listed = ClaimStandingQuerySet(model).awaiting_review().actionable_by(SOMEBODY, adjudicates=adjudicates)
    sides = {"before": listed.before(SOME_URGENCY, SOME_CLAIM), "after": listed.after(SOME_URGENCY, SOME_CLAIM)}
    plain = [
        rows.select_related(None).annotate(side=Value(name)).values_list("side", "claim_id")[:1]
        for name, rows in sides.items()
    ]
    return plain[0].union(plain[1], all=True).query.sql_with_params()


def is_actionable_by(person_id: int | None, adjudicates: bool) -> Q:
    free = Q(second_look=SecondLook.NONE) | Q(second_look=SecondLook.WANTED) & ~Q(first_by=person_id)
    return free | Q(second_look=SecondLook.DISPUTED) if adjudicates else free


class CommentQuerySet(models.QuerySet):
    def of_claim_and_merged(self, claim_id: int) -> CommentQuerySet:
        """With authors and withdrawals, newest first; what was said of claims merged into it is among them."""
        found = self.filter(claim__in=RawSQL(MERGED, [claim_id]))  # noqa: S611 -- the number is a parameter
        return found.select_related("author", "withdrawal").order_by("-id")


class NoticeQuerySet(models.QuerySet):
    def shown_to(self, person_id: int | None) -> NoticeQuerySet:
        return self.filter(person=person_id, shown=True).select_related("claim", "actor").order_by("-id")

    def unread(self) -> NoticeQuerySet:
        return self.filter(shown=True, read_at__isnull=True)

    def mail_due(self, now: datetime) -> NoticeQuerySet:
        """To be sent, and not in the hands of a worker."""
        free = Q(mail_taken_until__isnull=True) | Q(mail_taken_until__lte=now)
        return self.filter(free, mail=MailState.DUE)


class WordQuerySet(models.QuerySet):
    """Entries of what people said of origins, conflicts or stances."""

    def touching(self, mention_ids) -> WordQuerySet:
        return self.filter(Q(mention__in=mention_ids) | Q(other__in=mention_ids))

    def concerning(self, claim_id: int, mention_ids) -> WordQuerySet:
        """Said on the claim's page, or of mentions that are in it now."""
        return self.filter(Q(claim=claim_id) | Q(mention__in=mention_ids) | Q(other__in=mention_ids))

    def words(self) -> WordQuerySet:
        """What was said, in the order in which it was said, without the entries that take back or bring back.

        `turn_count` says how often: an odd number means that it is taken back.
        """
        return self.filter(undoes__isnull=True).annotate(turn_count=Count("turns")).order_by("id")

    def standing(self) -> WordQuerySet:
        return self.words().annotate(turned=Mod("turn_count", 2)).filter(turned=0)

    def told(self) -> WordQuerySet:
        """With all that a sentence about each needs."""
        outlets = [f"{side}__article_version__article__source" for side in ("mention", "other")]
        heavy = [f"{side}__article_version__{field}" for side in ("mention", "other") for field in ("text", "sketch")]
        undone = [f"undoes__{path}" for path in outlets]
        heavy += [f"undoes__{path}" for path in heavy]
        return self.select_related("person", *outlets, *undone).defer(*heavy)
