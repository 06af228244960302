"""Where the shop differs from allauth as it comes."""

from collections.abc import Iterable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Shoppers sign up where they shop; staff are made by staff."""
        return bool(request.backend.name != "admin")  # type: ignore[attr-defined]  # set by client_scope


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """Each with all that hangs on it, such as a phone's tokens: all of them or none."""
        with transaction.atomic():
            super().end_sessions(sessions)
