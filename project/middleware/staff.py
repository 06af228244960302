"""Who may be signed in at the back office, and with what."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

ENROLLING = frozenset(
    {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "account_reauthenticate"}
    | {"account_logout", "admin:logout"}
)


class StaffMiddleware:
    """Nobody but staff stays signed in there. With STAFF_MFA_REQUIRED who has no second factor is led to one first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if not _is_at_the_admin(request) or not request.user.is_authenticated:
            return None
        if not request.user.is_staff:
            logout(request)
        elif _must_enrol(request):
            messages.info(request, "Before you begin: set up a second factor, an app or a security key.")
            return redirect("mfa_index")
        return None

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """allauth's pages stand in the admin's frame."""
        if _is_at_the_admin(request):
            response.context_data = admin.site.each_context(request) | (response.context_data or {})
        return response


def _is_at_the_admin(request: HttpRequest) -> bool:
    backend = request.backend  # type: ignore[attr-defined]  # set by client_scope
    return backend.name == "admin" and request.path_info.startswith(backend.prefix)


def _must_enrol(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        settings.STAFF_MFA_REQUIRED
        and (match is None or match.view_name not in ENROLLING)
        and not is_mfa_enabled(request.user)
    )
