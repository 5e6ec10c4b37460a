"""Every address of the workbench."""

from django.contrib import admin
from django.urls import include, path

from workbench.health import healthz

urlpatterns = [
    path("", include("verification.urls")),
    path("", include("claims.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]

handler400 = "verification.views.errors.answer_bad_request"
