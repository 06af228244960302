"""Where the shop differs from allauth as it comes."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess, Provider
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from core.audit.types import Event
from core.customers.models import User
from project.audit.sign_ins import write_of_user


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Shoppers sign up where they shop; staff are made by staff."""
        return not _is_at_the_admin(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login") if _is_at_the_admin(request) else str(super().get_logout_redirect_url(request))

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> None:
        """A shopper gets no further at the back office, not even to their second factor."""
        if _is_at_the_admin(request) and not user.is_staff:
            request.session.flush()
            messages.error(request, "Only who works in this shop signs in here.")
            raise ImmediateHttpResponse(redirect("account_login"))
        super().pre_login(request, user, **kwargs)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Signing up with an address that is known costs a hash as well, or the time taken would tell."""
        User().set_password(email)
        super().send_account_already_exists_mail(email)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Opens no new account on an address that the provider has not seen proved.

        Whoever claims another's address there would else be waiting in the account when its owner proves it here.
        Raises ValidationError.
        """
        links = sociallogin.state.get("process") == AuthProcess.CONNECT
        if not links and not sociallogin.is_existing and not any(it.verified for it in sociallogin.email_addresses):
            raise self.validation_error("no_verified_email")

    def on_authentication_error(self, request: HttpRequest, provider: Provider, **trouble: Any) -> None:
        """Back to the account page, the only one that leads to providers; allauth's own page would be the staff's."""
        query = urlencode({"error": trouble.get("error") or "unknown", "error_process": "login"})
        raise ImmediateHttpResponse(redirect(f"/account/?{query}"))


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """Each with all that hangs on it, such as a phone's tokens: all of them or none."""
        with transaction.atomic():
            ended = list(sessions)
            super().end_sessions(ended)
            for session in ended:
                write_of_user(Event.SESSION_REVOKED, session.user, None, device=session.user_agent)


def _is_at_the_admin(request: HttpRequest) -> bool:
    return bool(request.backend.name == "admin")  # type: ignore[attr-defined]  # set by client_scope
