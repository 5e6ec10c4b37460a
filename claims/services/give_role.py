"""Give a person their one role, or take all power from an account. Both hold from that person's next request on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _

from claims.domain.access import TABLE, Action, Role


class RoleRefusedError(ValueError):
    """The change would leave the workbench without anybody who can manage it; the message says so."""


@transaction.atomic
def give_role(person: Any, role: Role) -> None:
    """Exactly this role; an administrator is also a superuser of Django's administration, and nobody else is.

    Raises RoleRefusedError for the last active administrator.
    """
    lock_people()
    if role is not Role.ADMINISTRATOR:
        refuse_last_administrator(person)
    person.groups.set([ensure_group(role)])
    person.is_staff = person.is_superuser = role is Role.ADMINISTRATOR
    person.save(update_fields=["is_staff", "is_superuser"])


@transaction.atomic
def set_active(person: Any, active: bool) -> None:
    """Raises RoleRefusedError for the last active administrator."""
    lock_people()
    if not active:
        refuse_last_administrator(person)
    person.is_active = active
    person.save(update_fields=["is_active"])


def read_role(person: Any) -> Role | None:
    if person.is_superuser:
        return Role.ADMINISTRATOR
    names = {group.name for group in person.groups.all()}
    return next((role for role in Role if role.value in names), None)


def list_people_who_may(action: Action) -> Any:
    """Active people whose role includes the action."""
    people = get_user_model().objects.filter(is_active=True)
    named = people.filter(
        groups__permissions__codename=action.value, groups__permissions__content_type__app_label="claims"
    )
    return (named | people.filter(is_superuser=True)).distinct().order_by("username")


def ensure_group(role: Role) -> Group:
    """The role's group; made with its permissions where it is missing, and otherwise left as it is."""
    group, made = Group.objects.get_or_create(name=role.value)
    if made:
        codes = [action.value for action in TABLE[role]]
        group.permissions.set(Permission.objects.filter(content_type__app_label="claims", codename__in=codes))
    return group


def lock_people() -> None:
    """Two administrators who demote each other take turns, so that one of them stays."""
    list(get_user_model().objects.select_for_update().filter(is_superuser=True).values_list("pk", flat=True))


def refuse_last_administrator(person: Any) -> None:
    others = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        raise RoleRefusedError(
            _("{person} is the only administrator left; make somebody else one first.").format(person=person)
        )
