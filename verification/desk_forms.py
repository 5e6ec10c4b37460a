"""What people send about people and their work: roles, assignments, views of the queue, comments, notices."""

from __future__ import annotations

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator

from claims.domain.access import Role

ROLES = [(role.value, role.value) for role in Role]


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=ROLES)


class ActiveForm(forms.Form):
    active = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class PersonForm(forms.Form):
    username = forms.CharField(max_length=150, validators=[UnicodeUsernameValidator()], label="Name to sign in with")
    email = forms.EmailField(required=False, label="E-mail, for notices")
    role = forms.ChoiceField(choices=ROLES, label="Role")

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if get_user_model().objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Somebody has this name already; choose another one.")
        return name
