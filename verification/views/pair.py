"""A person's word on two mentions: same, different, unsure. Claims are regrouped and assessed again at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim, Mention, PairDecision
from claims.services.decide_pair import decide_pair
from claims.services.record_act import RefusedActError
from claims.views.access import requires
from verification.forms import PairForm
from verification.services.assess import assess_claims
from verification.views.claim import render_claim
from verification.views.said import HEAD, say

REFUSED = 422
RECORDED = {
    PairDecision.Decision.SAME: gettext_lazy("Recorded: the two quotes say the same."),
    PairDecision.Decision.DIFFERENT: gettext_lazy("Recorded: the two quotes are different claims, and stay apart."),
    PairDecision.Decision.UNSURE: gettext_lazy("Recorded: you are unsure about the two quotes."),
    PairDecision.Decision.WITHDRAWN: gettext_lazy("Taken back: the two quotes are left to the machine again."),
}


@requires(Action.REGROUP)
@require_POST
def decide_mentions(request: HttpRequest) -> HttpResponse:
    form = PairForm(request.POST)
    if not form.is_valid():
        return answer_refusal(request, form, str(next(iter(form.errors.values()))[0]))
    sent = form.cleaned_data
    try:
        decided = decide_pair(
            sent["mention_a"], sent["mention_b"], sent["decision"], person=request.user, reason=sent["reason"]
        )
    except RefusedActError as refusal:
        return answer_refusal(request, form, str(refusal))
    assess_claims(sorted(decided.changed_claims))
    said = describe_outcome(decided.entry, decided.changed_claims)
    return say(request, HEAD, said, choose_claim(sent["claim"], sent["mention_a"]))


def choose_claim(claim_id: int, mention_id: int) -> str:
    """Where the person goes on: the claim they came from while it lives, else the one the mention is in now."""
    if Claim.objects.active().filter(pk=claim_id).exists():
        return reverse("verification:claim", args=[claim_id])
    now = Mention.objects.filter(pk=mention_id, claim__isnull=False).values_list("claim_id", flat=True).first()
    return reverse("verification:claim", args=[now]) if now else reverse("verification:queue")


def describe_outcome(entry: PairDecision, changed: set[int]) -> SafeString | str:
    said = RECORDED[PairDecision.Decision(entry.decision)]
    pair = Mention.objects.filter(pk__in=(entry.mention_low_id, entry.mention_high_id), claim__isnull=False)
    homes = sorted(set(pair.values_list("claim_id", flat=True)))
    if not changed:
        return _("{said} The claims were already so.").format(said=said)
    if len(homes) < 2:
        return _("{said} They stand in one claim.").format(said=said)
    first, second = (reverse("verification:claim", args=[home]) for home in homes)
    return format_html(
        _('{} They stand in <a href="{}">one claim</a> and <a href="{}">another</a>.'), said, first, second
    )


def answer_refusal(request: HttpRequest, form: PairForm, message: str) -> HttpResponse:
    """Back on the claim's page with the reason; without a claim to go back to, on the queue."""
    claim_id = form.cleaned_data.get("claim")
    if claim_id is None or not Claim.objects.filter(pk=claim_id).exists():
        messages.error(request, message)
        return redirect("verification:queue")
    return render_claim(request, claim_id, pair=form, pair_error=message, status=REFUSED)
