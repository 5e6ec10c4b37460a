"""What people send about people and their work: roles, assignments, views of the queue, comments, notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.domain.access import ROLE_WORDS
from claims.domain.row_ids import read_id
from verification.domain.notices import Choice, NoticeKind
from verification.forms import QueueFilterForm

ROLES = [(role.value, gettext_lazy(name.template)) for role, name in ROLE_WORDS.items()]


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=ROLES)


class PersonField(forms.CharField):
    """A person by number, nobody when empty; the word `me` where `or_me`."""

    def __init__(self, *, or_me: bool = False, **kwargs: Any) -> None:
        self.or_me = or_me
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value: Any) -> int | str | None:
        text = str(super().clean(value) or "")
        if not text or (self.or_me and text == "me"):
            return text or None
        number = read_id(text)
        if number is None:
            raise forms.ValidationError(_("This names no person."))
        return number


class AssignForm(forms.Form):
    """`to` is who gets the claim; `seen` who had it on the page."""

    to = PersonField(or_me=True)
    seen = PersonField()


class SavedViewForm(forms.Form):
    """A name and what the queue's address asks for; of the latter only filters that the queue knows are kept."""

    name = forms.CharField(max_length=60, error_messages={"required": gettext_lazy("Give the view a name first.")})
    query = forms.CharField(max_length=1_000, required=False)
    shared = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        form = QueueFilterForm(QueryDict(sent.get("query", "")))
        asked = {name: form.data[name] for name in form.fields if form.data.get(name) and name not in form.errors}
        sent["filters"] = asked
        if not asked:
            raise forms.ValidationError(_("Choose a filter first; without one there is nothing to keep."))
        return sent


class CommentForm(forms.Form):
    text = forms.CharField(max_length=5_000, error_messages={"required": gettext_lazy("Write something first.")})


class NoticeChoicesForm(forms.Form):
    """Two ticks a kind of notice; what is not ticked is turned off."""

    def __init__(self, *args: Any, chosen: dict[str, Choice] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in NoticeKind:
            now = (chosen or {}).get(kind, Choice())
            self.fields[f"{kind}-app"] = forms.BooleanField(required=False, initial=now.in_app)
            self.fields[f"{kind}-mail"] = forms.BooleanField(required=False, initial=now.by_mail)

    def read_choices(self) -> dict[NoticeKind, Choice]:
        sent = self.cleaned_data
        return {kind: Choice(sent[f"{kind}-app"], sent[f"{kind}-mail"]) for kind in NoticeKind}


class DeskRuleForm(forms.Form):
    second_review = forms.ChoiceField(choices=[("yes", gettext_lazy("two people")), ("no", gettext_lazy("one person"))])


class ActiveForm(forms.Form):
    active = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class PersonForm(forms.Form):
    username = forms.CharField(
        max_length=150, validators=[UnicodeUsernameValidator()], label=gettext_lazy("Name to sign in with")
    )
    email = forms.EmailField(required=False, label=gettext_lazy("E-mail, for notices"))
    role = forms.ChoiceField(choices=ROLES, label=gettext_lazy("Role"))

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if get_user_model().objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("Somebody has this name already; choose another one."))
        return name
