"""Where the shop differs from allauth as it comes."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.audit.types import Event
from core.customers.models import User
from project.audit.sign_ins import write_of_user


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Shoppers sign up where they shop; staff are made by staff."""
        return not _is_at_the_admin(request)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """A shopper gets no further at the back office, not even to their second factor."""
        if not _is_at_the_admin(request) or user.is_staff:
            return super().pre_login(request, user, **kwargs)
        request.session.flush()
        messages.error(request, "Only who works in this shop signs in here.")
        return redirect("account_login")

    def send_account_already_exists_mail(self, email: str) -> None:
        """Signing up with an address that is known costs a hash as well, or the time taken would tell."""
        User().set_password(email)
        super().send_account_already_exists_mail(email)


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
