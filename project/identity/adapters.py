"""Where the shop differs from allauth as it comes."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Shoppers sign up where they shop; staff are made by staff."""
        return bool(request.backend.name != "admin")  # type: ignore[attr-defined]  # set by client_scope
