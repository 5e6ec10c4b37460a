"""The claims app."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Articles and claims")

    def ready(self) -> None:
        from claims.checks import check_worth_model  # noqa: PLC0415 - checks read settings, which are ready only now

        register(check_worth_model)
