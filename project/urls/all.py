"""Every backend in one process. The web's catch-all pages come last."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from project.problems import failed, failed_for_staff
from web_api.exceptions import page_failed

_FAILED = {"web": page_failed, "admin": failed_for_staff}

urlpatterns = [
    path("", include("project.ops.urls")),
    path("", include("project.ops.hooks")),
    path("", include("project.urls.media")),
    path("admin/auth/", include("project.urls.staff")),
    path("admin/", admin.site.urls),
    path("", include("project.urls.social")),
    path("", include("mobile_api.urls")),
    path("", include("web_api.urls")),
]

handler404 = "web_api.missing.page_not_found"


def handler500(request: HttpRequest) -> HttpResponse:
    """Each backend's own."""
    backend = request.backend.name  # type: ignore[attr-defined]  # set by client_scope
    return _FAILED.get(backend, failed)(request)
