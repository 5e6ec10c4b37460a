"""What a reviewer may send: filters, a decision, a word on two mentions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.domain.clustering import GroupingPolicy
from claims.domain.row_ids import LARGEST_ID, read_id
from claims.domain.search_words import LEAST_LETTERS, LONGEST_SEARCH, Search, Trouble, read_search
from claims.models import LONGEST_SOURCE_NAME, LONGEST_WATCH, PairDecision, Source
from claims.services.record_act import SeenClaim
from verification.domain.bulk import Seen
from verification.domain.types import ConflictType
from verification.models import PROPOSAL_VERDICTS, REVIEW_VERDICTS, ConflictEntry, OriginEntry, StanceEntry

LARGEST_VERSION = 2**31 - 1
MOST_CHOSEN = 100  # claims in one bulk action; a page shows fewer
SHOWN = [
    ("awaiting", _("To review")),
    ("mine", _("My desk")),
    ("unassigned", _("Unassigned")),
    ("second", _("Second look")),
    ("stale", _("Stale")),
    ("decided", _("Decided")),
    ("all", _("All")),
]


SEARCH_TROUBLE = {
    Trouble.NO_WORDS: _("This has no letter or digit to look for. Type a word, a name or a number."),
    Trouble.TOO_SHORT: _("Type at least %(least)d letters."),
    Trouble.TOO_LONG: _("A search takes at most %(most)d characters. Shorten it to what matters."),
}
SEARCH_LIMITS = {"least": LEAST_LETTERS, "most": LONGEST_SEARCH}


class SearchField(forms.CharField):
    """What to look for, read; None when nothing was typed. Every text gets an answer or one sentence."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Search | None:
        search = read_search(str(value or ""))
        if search.trouble:
            raise forms.ValidationError(SEARCH_TROUBLE[search.trouble], params=SEARCH_LIMITS)
        return search if search.terms else None


class SearchForm(forms.Form):
    q = SearchField()


class QueueFilterForm(forms.Form):
    show = forms.ChoiceField(choices=SHOWN, required=False)
    verdict = forms.ChoiceField(
        choices=[("", _("any verdict")), *PROPOSAL_VERDICTS], required=False, label=_("Proposed verdict")
    )
    source = forms.ModelChoiceField(Source.objects.standing(), required=False, empty_label=_("any source"))
    q = SearchField()
    assignee = forms.CharField(max_length=20, required=False)

    def clean_assignee(self) -> int | str:
        """`me`, `nobody`, or a person's number; anything else is everybody."""
        text = self.cleaned_data["assignee"]
        if (number := read_id(text)) is not None:
            return number
        return text if text in ("me", "nobody") else ""

    def clean_show(self) -> str:
        return self.cleaned_data["show"] or "awaiting"


class SeenStandingField(forms.CharField):
    """A claim as a row showed it, written claim.assignee.version; 0 where nobody had it."""

    def clean(self, value: Any) -> Seen:
        numbers = [read_id(part) for part in str(super().clean(value) or "").split(".")]
        match numbers:
            case [int(claim), int(assignee), int(version)] if version <= LARGEST_VERSION:
                return Seen(claim, assignee or None, version)
        raise forms.ValidationError(_("A tick names no claim. Open the queue again."))


class ChosenField(forms.MultipleChoiceField):
    """The ticked rows; which claims they are is for the service to say."""

    def valid_value(self, value: str) -> bool:
        return True

    def clean(self, value: Any) -> list[Seen]:
        sent = super().clean(value)
        if len(sent) > MOST_CHOSEN:
            raise forms.ValidationError(_("Choose at most %(most)d claims at once."), params={"most": MOST_CHOSEN})
        return [SeenStandingField().clean(one) for one in sent]


class BulkForm(forms.Form):
    """Ticked rows, and to whom they are to go: `me`, `nobody`, a person's number, or `person`, the one chosen in the
    list."""

    row = ChosenField(error_messages={"required": _("Tick the claims first.")})
    person = forms.CharField(max_length=20, required=False)
    to = forms.CharField(max_length=20, error_messages={"required": _("Say who gets the claims.")})

    def clean_to(self) -> int | str:
        text: str = self.cleaned_data["to"]
        if text == "person":
            text = self.cleaned_data.get("person", "")
        if not text:
            raise forms.ValidationError(_("Choose a person in the list first."))
        if text in ("me", "nobody"):
            return text
        number = read_id(text)
        if number is None:
            raise forms.ValidationError(_("This names no person."))
        return number


class BulkConfirmForm(BulkForm):
    token = forms.UUIDField(error_messages={"required": _("The form is not whole; choose the claims again.")})


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=REVIEW_VERDICTS, error_messages={"required": _("Choose corroborated, single-source or contradicted.")}
    )
    proposal = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    expected_version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION)
    note = forms.CharField(required=False, max_length=10_000)


class UndoForm(forms.Form):
    expected_version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION)


class MentionNumberField(forms.CharField):
    """A mention's number as the pages write it, with or without its m; None where it may be left out and is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip().lower().removeprefix("m")
        if not text and not self.required:
            return None
        number = read_id(text)
        if not number:
            raise forms.ValidationError(_("Name the second mention by its number, such as m12."))
        return number


class OriginForm(forms.Form):
    """A word on where mentions come from. What each kind needs is for the service to say."""

    kind = forms.ChoiceField(
        choices=[(kind, kind.label) for kind in OriginEntry.WORDS],
        error_messages={
            "required": _("Say whether the two share an origin, are independent, or where the one is from.")
        },
    )
    mention = forms.IntegerField(
        min_value=1, max_value=LARGEST_ID, error_messages={"required": _("Choose the mention that you speak of.")}
    )
    other = MentionNumberField(required=False)
    name = forms.CharField(required=False, max_length=LONGEST_SOURCE_NAME)
    note = forms.CharField(required=False, max_length=2_000)


class ConflictForm(forms.Form):
    """A word on one conflict, as the page showed it."""

    say = forms.ChoiceField(
        choices=[(kind, kind.label) for kind in ConflictEntry.WORDS],
        error_messages={"required": _("Say whether the conflict is real, is explained by time, or is none.")},
    )
    mention = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    other = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    type = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in ConflictType])
    note = forms.CharField(required=False, max_length=2_000)


class StanceForm(forms.Form):
    """A word on the position that one mention takes."""

    stance = forms.ChoiceField(
        choices=[(kind, kind.label) for kind in StanceEntry.WORDS],
        error_messages={"required": _("Say whether the mention supports the claim, refutes it, or takes no position.")},
    )
    mention = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    note = forms.CharField(required=False, max_length=2_000)


class PairForm(forms.Form):
    mention_a = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    mention_b = MentionNumberField()
    decision = forms.ChoiceField(choices=PairDecision.Decision.choices)
    reason = forms.CharField(required=False, max_length=2_000)
    claim = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


class SeenClaimField(forms.CharField):
    """A claim as the page showed it: its number and its revision, written 12@3."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> SeenClaim | None:
        number, _at, revision = str(super().clean(value) or "").partition("@")
        claim, seen = read_id(number), read_id(revision)
        if claim is None or seen is None:
            raise forms.ValidationError(self.error_messages["required"])
        return SeenClaim(claim, seen)


class CorrectionForm(forms.Form):
    """What the three corrections of a grouping share."""

    seen = SeenClaimField(
        error_messages={"required": _("The form does not say which claim it was made for; open it again.")}
    )
    note = forms.CharField(required=False, max_length=2_000)


class MentionsField(forms.MultipleChoiceField):
    """Ticked mentions by number. Whether they are in the claim is for the service to say, under its lock."""

    def valid_value(self, value: str) -> bool:
        return read_id(value) is not None

    def clean(self, value: Any) -> list[int]:
        return [int(number) for number in super().clean(value)]


class SplitForm(CorrectionForm):
    mentions = MentionsField(
        error_messages={
            "required": _("Tick the mentions that do not belong to this claim."),
            "invalid_choice": _("A tick names no mention."),
        }
    )


class MergeForm(CorrectionForm):
    other = SeenClaimField(error_messages={"required": _("Choose the other claim first.")})
    overrule = forms.BooleanField(required=False)


class MoveForm(MergeForm):
    mention = forms.IntegerField(
        min_value=1, max_value=LARGEST_ID, error_messages={"required": _("Choose the mention to move.")}
    )


class TurnForm(forms.Form):
    turn = forms.ChoiceField(choices=[("undo", "undo"), ("redo", _("bring back"))])
    claim = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


class ClaimSearchForm(forms.Form):
    q = forms.CharField(max_length=200, required=False)


class PolicyForm(forms.Form):
    strong_link = forms.FloatField(label=_("Strong link"))
    cut = forms.FloatField(label=_("Cut"))

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if "strong_link" in sent and "cut" in sent:
            try:
                sent["policy"] = GroupingPolicy(sent["strong_link"], sent["cut"], settings.WORDING)
            except ValueError as error:
                raise forms.ValidationError(str(error)) from error
        return sent


class WatchForm(forms.Form):
    """A search to keep: words, a meaning, or both."""

    words = forms.CharField(
        required=False,
        max_length=LONGEST_WATCH,
        help_text=_("Claims that hold all of these words, as they are written."),
    )
    meaning = forms.CharField(
        required=False, max_length=LONGEST_WATCH, help_text=_("A sentence; claims that mean about the same are found.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("words") or cleaned.get("meaning")):
            raise forms.ValidationError(_("Write the words or the sentence to look for."))
        return cleaned
