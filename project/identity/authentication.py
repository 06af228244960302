"""Proving who one is by what one knows: the same for shoppers and staff, and the same lockout for all of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone

from core.audit.types import Actor, Event
from core.lockout.services import attempt, succeed
from core.lockout.types import TooManyAttempts
from project.audit.writing import write
from project.middleware.client_address import network_of

log = structlog.get_logger(__name__)


class PasswordBackend(AuthenticationBackend):
    """allauth's, with the lockout. A known address costs one statement and one hash, and so does an unknown one.

    Every sign-in with a password passes here: both clients', the back office's, and who proves it again in between.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        """Raises ValidationError while the account is locked, which every form of a password shows."""
        account = (credentials.get("email") or credentials.get("username") or "").strip().lower()
        if not account:
            return None
        place = network_of(request)
        _attempt(account, place)
        user = super().authenticate(request, **credentials)
        if user is not None:
            succeed(account=account, place=place, now=timezone.now())
        return user

    def get_user(self, user_id: Any) -> Any:
        """Whoever a session is of, with the group whose prices they get, in one statement."""
        user = get_user_model().objects.select_related("group").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        email = (credentials.get("email") or credentials.get("username") or "").strip().lower()
        users = get_user_model().objects.annotate(address=Lower("email"))
        return self._check_password(users.filter(address=email).first(), credentials["password"])


def guard_second_factor(user: Any, error_key: str | None = None) -> Callable[[], None]:
    """What allauth calls before it looks at a code; what is returned, it calls once the code was right.

    Raises ValidationError while locked. Only who knows the password comes so far, so no place needs to be known.
    """
    account = f"second factor of {user.pk}"
    _attempt(account, place="", said=error_key)
    return lambda: succeed(account=account, place="", now=timezone.now())


def use_up(totp: TOTP, code: str) -> bool:
    """Whether an authenticator app's code is used for the first time, and no later one was.

    It is good for its own period and for the next, in which it may arrive (RFC 6238, 5.2), and not before. The
    authenticator's row is the one place for all processes, and is changed only if none was faster.
    """
    now, began = timezone.now(), _began(totp, code)
    if began is None or began > now:
        return False
    unused = Q(last_used_at=None) | Q(last_used_at__lt=began)
    return bool(Authenticator.objects.filter(unused, pk=totp.instance.pk).update(last_used_at=now))


def _began(totp: TOTP, code: str) -> datetime | None:
    """When the period of a code began, of those that are near enough."""
    secret = decrypt(totp.instance.data["secret"])
    for counter in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return datetime.fromtimestamp(counter * app_settings.TOTP_PERIOD, UTC)
    return None


def let_in_after_reset(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Who has read the account's mail is its owner, wherever they are: nobody's guesses keep them out from there."""
    succeed(account=user.email.lower(), place=network_of(request), now=timezone.now())


def _attempt(account: str, place: str, said: str | None = None) -> None:
    try:
        attempt(account=account, place=place, now=timezone.now())
    except TooManyAttempts as locked:
        log.warning("sign_in_locked", seconds=locked.details["seconds"])
        write(Event.LOCKED_OUT, request=context.request, actor=Actor(email=account))
        raise get_adapter(context.request).validation_error(said or "too_many_login_attempts") from None
