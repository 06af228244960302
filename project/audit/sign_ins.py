"""What becomes of people's ways in: on any backend, of shoppers and of staff."""

from collections.abc import Mapping
from typing import Any

from allauth.account import signals as account
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.contrib.auth import signals as auth
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from core.audit.types import Actor, Event
from mobile_api.models import RefreshFamily
from mobile_api.tokens import refresh_reused
from project.audit.writing import actor_of, write

OF_A_USER: dict[Signal, Event] = {
    account.user_signed_up: Event.SIGNED_UP,
    auth.user_logged_in: Event.SIGNED_IN,
    auth.user_logged_out: Event.SIGNED_OUT,
    account.password_changed: Event.PASSWORD_CHANGED,
    account.password_set: Event.PASSWORD_CHANGED,
    account.password_reset: Event.PASSWORD_RESET,
    account.email_added: Event.EMAIL_ADDED,
    account.email_changed: Event.EMAIL_CHANGED,
    account.email_removed: Event.EMAIL_REMOVED,
    mfa.authenticator_removed: Event.FACTOR_REMOVED,
    mfa.authenticator_reset: Event.FACTOR_RESET,
}


def write_of_user(event: Event, user: Any, request: HttpRequest | None, **details: str) -> None:
    """Signing out when nobody was signed in is no event."""
    if user is not None:
        write(event, request=request or context.request, actor=actor_of(user), details=details)


def _listen(signal: Signal, event: Event) -> None:
    def write_down(user: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        write_of_user(event, user, request)

    signal.connect(write_down, weak=False, dispatch_uid=f"audit {event}")


for _signal, _event in OF_A_USER.items():
    _listen(_signal, _event)


@receiver(account.email_confirmed)
def write_verified(request: HttpRequest, email_address: Any, **kwargs: Any) -> None:
    write_of_user(Event.EMAIL_VERIFIED, email_address.user, request)


@receiver(auth.user_login_failed)
def write_failed(credentials: Mapping[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Whom somebody claimed to be. People type their passwords there, too: what is no address is not kept."""
    claimed = str(credentials.get("email") or credentials.get("username") or "")
    try:
        validate_email(claimed)
    except ValidationError:
        claimed = ""
    write(Event.SIGN_IN_FAILED, request=request or context.request, actor=Actor(email=claimed))


@receiver(mfa.authenticator_added)
def write_factor(user: Any, authenticator: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    write_of_user(Event.FACTOR_ADDED, user, request, kind=authenticator.get_type_display())


@receiver(mfa.authentication_failed)
def write_factor_failed(user: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    write_of_user(Event.FACTOR_FAILED, user, request)


@receiver(social.social_account_added)
def write_connected(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    write_of_user(Event.ACCOUNT_CONNECTED, sociallogin.user, request, provider=sociallogin.account.provider)


@receiver(social.social_account_removed)
def write_disconnected(request: HttpRequest, socialaccount: Any, **kwargs: Any) -> None:
    write_of_user(Event.ACCOUNT_DISCONNECTED, socialaccount.user, request, provider=socialaccount.provider)


@receiver(refresh_reused)
def write_reused(family: RefreshFamily, **kwargs: Any) -> None:
    write_of_user(Event.REFRESH_REUSED, family.customer, None, phone=family.user_agent)
