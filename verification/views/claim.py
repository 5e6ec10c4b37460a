"""One claim: who says it, who denies it, who copied it, what was decided, and the form to decide it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.domain.row_ids import LARGEST_ID, read_id
from claims.models import Claim
from claims.services.check_right import may
from claims.services.list_outside_verdicts import list_outside_verdicts
from claims.views.access import requires
from verification.forms import DecisionForm, OriginForm, PairForm, StanceForm
from verification.models import REVIEW_VERDICTS, ClaimReview, ClaimStanding
from verification.querysets import ClaimStandingQuerySet
from verification.services.explain_claim import explain_proposal
from verification.services.find_traces import Traces, find_traces
from verification.views.claim_conflicts import load_conflicts, pair_conflicts, pair_dismissed
from verification.views.claim_history import list_events, load_reviews, sort_events
from verification.views.claim_quotes import build_groups, cut_page, fold_mentions, load_mentions
from verification.views.comments import build_talk
from verification.views.marks import Mark, show_proposal, show_standing
from verification.views.outside import show_outside
from verification.views.said import (
    COMMENTS,
    CONFLICTS,
    HISTORY,
    ORIGINS,
    UPDATES,
    at_quote,
    find_said_mention,
    place_said,
)
from verification.views.similar import list_similar
from verification.views.timeline import show_timeline
from verification.views.turn import Turn, describe_turn
from verification.views.typed import CLAIM, take_typed
from verification.views.undoing import can_undo
from verification.views.work import build_work

MOST_MERGES = 50  # followed from one claim to the next
SHOWN_QUOTES = 30  # a page of a claim's mentions: each takes a millisecond and up to 3 KB
KEYS = {"corroborated": 1, "single_source": 2, "contradicted": 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the three verdicts, with its key and whether it is chosen in the form."""

    value: str
    label: str
    key: int
    mark: Mark
    chosen: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision form as it is shown: bound to the proposal and the number of decisions that the page showed."""

    proposal_id: int
    expected_version: int
    choices: list[Choice]
    note: str
    error: str
    chosen: str
    turn: Turn
    note_missing: bool = False


@requires(Action.READ)
@require_GET
def show_claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    return render_claim(request, claim_id, **take_typed(request, claim_id, CLAIM))


def follow_merge(request: HttpRequest, gone: Claim) -> HttpResponse | None:
    """A link to a claim that was merged leads to where its mentions went, unless its own page is asked for (`kept`)."""
    heir = find_heir(gone)
    if heir is None or "kept" in request.GET or request.method != "GET":
        return None
    own_page = reverse("verification:claim", args=[gone.pk]) + "?kept=yes"
    said = _('The claim “{text}” was merged into this one on {day}. <a href="{page}">Its own page and history</a>')
    day = date_format(timezone.localtime(gone.retired_at), "j M Y")
    messages.info(request, format_html(said, text=Truncator(gone.text).chars(120), day=day, page=own_page))
    return redirect("verification:claim", heir.pk)


def find_heir(gone: Claim) -> Claim | None:
    """Where its mentions are by now, however many merges ago; None where nobody has them."""
    heir = gone.merged_into
    for _step in range(MOST_MERGES):
        if heir is None or heir.retired_at is None:
            return heir
        heir = heir.merged_into
    return None


def render_claim(
    request: HttpRequest,
    claim_id: int,
    *,
    sent: DecisionForm | None = None,
    error: str = "",
    note_missing: bool = False,
    pair: PairForm | None = None,
    pair_error: str = "",
    origin: OriginForm | None = None,
    origin_error: str = "",
    word: Form | None = None,
    word_error: str = "",
    comment: tuple[str, str] = ("", ""),
    status: int = 200,
) -> HttpResponse:
    """The claim's page; with `sent`, `pair`, `origin`, `word` or `comment` (text, error), what was written is kept
    beside the error."""
    standing = find_standing(claim_id)
    claim = standing.claim if standing else get_object_or_404(Claim, pk=claim_id)
    if claim.retired_at is not None:
        if elsewhere := follow_merge(request, claim):
            return elsewhere
        events = list_events(claim, request.user, standing)
        said = error or pair_error or origin_error or word_error or comment[1]
        context: dict[str, Any] = {"claim": claim, "standing": standing, "events": events, "error": said}
        return render(request, "claim/retired.html", context, status=status)
    if standing is None:
        return render(request, "claim/unassessed.html", {"claim": claim}, status=status)
    traces = find_traces(claim.pk)
    asked = word.data.get("mention", "") if isinstance(word, StanceForm) else request.GET.get("open", "")
    page = read_number(request.GET.get("mentions", ""))
    opened = read_number(asked)
    context = build_page(claim, standing, request.user, traces, page, opened, opened or find_said_mention(request))
    context |= {"pair_error": pair_error, "pair": pair, "origin_error": origin_error, "origin": origin}
    context |= {"word_error": word_error, "word": word.data if word else {}}
    context["decision"] = replace(build_decision(standing, request.user, sent, error), note_missing=note_missing)
    context["undoable"] = can_undo(request, context["latest"], standing.review_version)
    context["work"] = build_work(standing, request.user)
    context["said"] = place_said(request, list_places(context))
    everything = request.GET.get("comments") == "all"
    context["talk"] = build_talk(claim, request.user, traces, everything=everything, text=comment[0], error=comment[1])
    return render(request, "claim/page.html", context, status=status)


def list_places(page: dict[str, Any]) -> set[str]:
    """Where on the page something can be said."""
    places = {ORIGINS, COMMENTS, HISTORY} | {at_quote(quote.mention_id) for quote in page["quotes"]}
    places |= {CONFLICTS} if page["conflicts"] or page["dismissed"] else set()
    return places | ({UPDATES} if page["updates"] else set())


def find_standing(claim_id: int) -> ClaimStanding | None:
    """With its claim; None also for a number that no claim can have."""
    found = ClaimStanding.objects.with_everything().select_related("claim")
    return found.filter(claim=claim_id).first() if claim_id <= LARGEST_ID else None


def read_number(written: str) -> int:
    """Of a page or a mention; 0 for what is none."""
    return read_id(written) or 0


def build_page(
    claim: Claim, standing: ClaimStanding, viewer: Any, traces: Traces, page: int, opened: int, sought: int
) -> dict[str, Any]:
    """`page` is which of its mentions to show, unless `sought` is on another one; `opened` is the mention that is shown
    whole and open to correction."""
    reviews = load_reviews(claim, viewer, traces)
    own = [review for review in reviews if review.claim_id == claim.pk]
    previous, following = find_neighbours(standing, viewer)
    mentions = load_mentions(claim)
    conflicts = load_conflicts(standing.proposal)
    tree = explain_proposal(standing.proposal)
    folded, page = cut_page(fold_mentions(tree, mentions), SHOWN_QUOTES, page, sought)
    groups = build_groups(claim, tree, folded, conflicts, opened)
    pairs = pair_conflicts(conflicts, standing.proposal.evidence, mentions)
    return {
        "claim": claim,
        "standing": standing,
        "proposal": standing.proposal,
        "mark": show_standing(standing),
        "proposal_mark": show_proposal(standing.proposal.verdict),
        "conflicts": [pair for pair in pairs if not pair.superseded],
        "updates": [pair for pair in pairs if pair.superseded],
        "dismissed": pair_dismissed(standing.proposal.evidence),
        "timeline": show_timeline(standing.proposal, own, mentions),
        "mention_count": len(mentions),
        "mention_page": page,
        "mention_pages": max(1, -(-len(mentions) // SHOWN_QUOTES)),
        "groups": groups,
        "quotes": [quote for group in groups for quote in group.quotes],
        "opened": opened,
        "tree": tree,
        "events": sort_events(claim, viewer, standing, traces, reviews),
        "latest": own[0] if own else None,
        "opinions": list_open_opinions(own) if standing.second_look else [],
        "similar": list_similar(claim) if traces.suggestions else [],
        "outside": show_outside(list_outside_verdicts(claim.pk)) if traces.outside_verdicts else [],
        "previous": previous,
        "next": following,
    }


def list_open_opinions(reviews: list[ClaimReview]) -> list[ClaimReview]:
    """Of those that the viewer may see, newest first as they came; what was taken back is left out."""
    taken_back = {review.withdraws_id for review in reviews}
    return [one for one in reviews if one.is_open_opinion and not one.withdraws_id and one.pk not in taken_back][:2]


def build_decision(standing: ClaimStanding, viewer: Any, sent: DecisionForm | None = None, error: str = "") -> Decision:
    chosen = sent.data.get("verdict", "") if sent else ""
    return Decision(
        proposal_id=standing.proposal_id,
        expected_version=standing.review_version,
        choices=[
            Choice(value, str(label), KEYS[value], Mark(value, label, signed=True), value == chosen)
            for value, label in REVIEW_VERDICTS
        ],
        note=sent.data.get("note", "") if sent else "",
        error=error,
        chosen=chosen,
        turn=describe_turn(standing, viewer),
    )


def find_next(standing: ClaimStanding, viewer: Any) -> int | None:
    """Id of the claim that follows in the queue of those that await this person."""
    following = list_awaiting(viewer).after(standing.urgency, standing.claim_id)
    return following.values_list("claim_id", flat=True).first()


def find_neighbours(standing: ClaimStanding, viewer: Any) -> tuple[int | None, int | None]:
    """The claims before and after it there, in one query."""
    adjudicates = may(viewer, Action.ADJUDICATE)
    found = ClaimStanding.objects.find_beside(
        standing.urgency, standing.claim_id, person_id=viewer.pk, adjudicates=adjudicates
    )
    return found.get("before"), found.get("after")


def list_awaiting(viewer: Any) -> ClaimStandingQuerySet:
    adjudicates = may(viewer, Action.ADJUDICATE)
    return ClaimStanding.objects.awaiting_review().actionable_by(viewer.pk, adjudicates=adjudicates)
