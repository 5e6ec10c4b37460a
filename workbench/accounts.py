"""Who may have an account, and how one is read: nobody signs up alone; an administrator adds people."""

from __future__ import annotations

from functools import cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest

from verification.models import Notice, Preference
from verification.querysets import SOMEBODY, name_somebody


class ClosedSignupAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Usernames are given by administrators, never derived."""


class DeskBackend(AuthenticationBackend):
    """Reads the person of each request together with their rights: every page asks for them, and one query is enough.

    Nothing is kept between requests, so that a change of role or a disabled account holds from the next one on.
    """

    def get_user(self, user_id: Any) -> Any:
        sql, values = write_person_query()
        found = get_user_model().objects.raw(sql, name_somebody(values, user_id))
        person = next(iter(found), None)
        return person if person is not None and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if obj is None and user_obj.is_active and hasattr(user_obj, "rights"):
            return set(user_obj.rights)
        return super().get_all_permissions(user_obj, obj)


@cache
def write_person_query() -> tuple[str, tuple]:
    """The SQL of one person with their rights, and its values: every page asks it, and Django takes longer to write it
    than Postgres to answer."""
    return read_with_rights(get_user_model().objects.filter(pk=SOMEBODY)).query.sql_with_params()


def read_with_rights(people: QuerySet[Any]) -> QuerySet[Any]:
    """Annotates `rights`, the names of all permissions by group and by person, `unread`, of notices how many, and the
    `language` that the person chose, "" for none.
    """
    held = Permission.objects.filter(Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk"))).order_by()
    named = held.annotate(name_in_full=Concat(F("content_type__app_label"), Value("."), F("codename")))
    unread = Notice.objects.unread().filter(person=OuterRef("pk")).order_by().values("person")
    counted = Subquery(unread.annotate(found=Count("pk")).values("found"))
    chosen = Subquery(Preference.objects.filter(person=OuterRef("pk")).values("language"))
    return people.annotate(
        rights=ArraySubquery(named.values("name_in_full").distinct()),
        unread=Coalesce(counted, 0),
        language=Coalesce(chosen, Value("")),
    )
