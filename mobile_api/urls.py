"""The phone's URLs: its API, its sign-in, and the app itself."""

from collections.abc import Callable
from typing import Any

from allauth.headless.constants import Client
from allauth.headless.urls import build_urlpatterns
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path, re_path

from mobile_api import app
from mobile_api.api import api
from mobile_api.errors import not_allowed, problem
from mobile_api.sign_ins import SignInsView

app_name = "mobile"


def _missing(request: HttpRequest) -> HttpResponse:
    return problem(404, "not_found", "Not found.")


def _with_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """ninja answers a method it has no operation for by itself, and not with a problem document."""

    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        response = view(request, **named)
        return not_allowed(response["Allow"]) if response.status_code == 405 else response

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # as ninja's own views are: no cookie counts here
    return answered


operations, api_app, api_namespace = api.urls
for pattern in operations:
    if isinstance(pattern, URLPattern):
        pattern.callback = _with_problems(pattern.callback)

urlpatterns = [
    re_path(r"^api/mobile/auth/v1/(?:account|auth)/phone", _missing),  # allauth's, and fails: the shop keeps no numbers
    path("api/mobile/auth/v1/auth/sessions", SignInsView.as_api_view(client=Client.APP)),
    path("api/mobile/auth/", include((build_urlpatterns(Client.APP), "headless"), namespace="auth")),
    path("api/mobile/", include((operations, api_app), namespace=api_namespace)),
    re_path(r"^api/mobile/", _missing),
    path("m/", app.page, name="app"),
    path("m/sw.js", app.worker, name="worker"),
    path("m/manifest.webmanifest", app.manifest, name="manifest"),
]
