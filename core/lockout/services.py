"""Guessing made slow: one count an account, whichever backend, process or address the guesses come by.

`account` and `place` are any text that names them; whether there is such an account makes no difference.
"""

import math
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from core.lockout.models import Attempts
from core.lockout.rules import FORGOTTEN, KNOWN, still_count, wait_after
from core.lockout.types import TooManyAttempts
from core.shared.sweeping import sweep


@transaction.atomic
def attempt(*, account: str, place: str, now: datetime) -> None:
    """Count an attempt as failed before it is known how it ends, so that guesses side by side are counted too.

    Raises TooManyAttempts, and then counts nothing: who keeps asking does not make the wait longer.
    """
    attempts = _held(_digest(account), _digest(place), now)
    if attempts.locked_until and attempts.locked_until > now:
        raise TooManyAttempts(seconds=math.ceil((attempts.locked_until - now).total_seconds()))
    attempts.failures = still_count(attempts.failures, attempts.failed_at, now) + 1
    attempts.failed_at = now
    attempts.locked_until = now + wait_after(attempts.failures)
    attempts.save()


@transaction.atomic
def succeed(*, account: str, place: str, now: datetime) -> None:
    """Somebody has proved that the account is theirs: nothing counts against this place, which is known from now on.

    What strangers did stays counted against strangers, but for the attempt that this one was among them.
    """
    named, where = _digest(account), _digest(place)
    fresh = {"failures": 0, "failed_at": None, "locked_until": None, "succeeded_at": now}
    _, is_new = Attempts.objects.update_or_create(account=named, place=where, defaults=fresh)
    if is_new:
        strangers = Attempts.objects.filter(account=named, place="", failures__gt=0)
        strangers.update(failures=F("failures") - 1, locked_until=None)


def forget_attempts(*, now: datetime) -> int:
    """Delete what counts no more. Returns how many; a batch at most."""
    failed_long_ago = Q(failed_at=None) | Q(failed_at__lt=now - FORGOTTEN)
    succeeded_long_ago = Q(succeeded_at=None) | Q(succeeded_at__lt=now - KNOWN)
    return sweep(Attempts.objects.filter(failed_long_ago, succeeded_long_ago))


def _held(account: str, place: str, now: datetime) -> Attempts:
    """The row that counts this attempt, held until the transaction ends."""
    rows = Attempts.objects.select_for_update()
    known = rows.filter(account=account, place=place, succeeded_at__gt=now - KNOWN).first() if place else None
    return known or rows.get_or_create(account=account, place="")[0]


def _digest(text: str) -> str:
    return salted_hmac("core.lockout", text, algorithm="sha256").hexdigest() if text else ""
