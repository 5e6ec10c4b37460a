"""What a reviewer may send: filters, a decision, a word on two mentions."""

from __future__ import annotations

from django import forms

from claims.models import PairDecision, Source
from verification.models import PROPOSAL_VERDICTS, REVIEW_VERDICTS

LARGEST_ID = 2**63 - 1
LARGEST_VERSION = 2**31 - 1
SHOWN = [("awaiting", "To review"), ("stale", "Stale"), ("decided", "Decided"), ("all", "All")]


class QueueFilterForm(forms.Form):
    show = forms.ChoiceField(choices=SHOWN, required=False)
    verdict = forms.ChoiceField(
        choices=[("", "any verdict"), *PROPOSAL_VERDICTS], required=False, label="Proposed verdict"
    )
    source = forms.ModelChoiceField(Source.objects.all(), required=False, empty_label="any source")
    q = forms.CharField(max_length=200, required=False, label="Words in the claim")

    def clean_show(self) -> str:
        return self.cleaned_data["show"] or "awaiting"


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=REVIEW_VERDICTS, error_messages={"required": "Choose corroborated, single-source or contradicted."}
    )
    proposal = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    expected_version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION)
    note = forms.CharField(required=False, max_length=10_000)


class UndoForm(forms.Form):
    expected_version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION)


class PairForm(forms.Form):
    mention_a = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    mention_b = forms.CharField(max_length=40)
    decision = forms.ChoiceField(choices=PairDecision.Decision.choices)
    reason = forms.CharField(required=False, max_length=2_000)
    claim = forms.IntegerField(min_value=1, max_value=LARGEST_ID)

    def clean_mention_b(self) -> int:
        """A mention's number as the pages write it, with or without its m."""
        text = self.cleaned_data["mention_b"].strip().lower().removeprefix("m")
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= LARGEST_ID):
            raise forms.ValidationError("Name the second mention by its number, such as m12.")
        return int(text)
