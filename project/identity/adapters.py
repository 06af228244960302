"""Where the shop differs from allauth as it comes."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import get_user_model
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Shoppers sign up where they shop; staff are made by staff."""
        return bool(request.backend.name != "admin")  # type: ignore[attr-defined]  # set by client_scope

    def send_account_already_exists_mail(self, email: str) -> None:
        """Signing up with an address that is known costs a hash as well, or the time taken would tell."""
        get_user_model()().set_password(email)
        super().send_account_already_exists_mail(email)
