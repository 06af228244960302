"""Reads about customers."""

from collections.abc import Iterable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from core.customers.models import User
from core.customers.rules import COUNTRIES
from core.customers.sessions import AUDIENCE
from core.customers.types import Customer, SignIn


def customer_of(user: User) -> Customer:
    """A user as the shop's use cases know them. No statement where their group was loaded with them."""
    group = user.group
    return Customer(user.pk, user.email, group.pk if group else 0, tuple(group.priced_in) if group else ())


def countries() -> frozenset[str]:
    """Every country an address can be in, as ISO 3166-1 alpha-2 codes."""
    return COUNTRIES


def sign_ins(*, customer_id: int, session_key: str | None, now: datetime) -> list[SignIn]:
    """Wherever a customer is signed in, at whichever backend, the newest first: three statements.

    `session_key` is of the session they ask from.
    """
    proof = User.objects.get(pk=customer_id).get_session_auth_hash()
    places = UserSession.objects.filter(user=customer_id).order_by("-created_at", "-pk")
    audiences = _audiences([place.session_key for place in places], proof, now)
    return [
        SignIn(place.pk, audiences[key], place.user_agent, place.ip, place.created_at, key == session_key)
        for place in places
        if (key := place.session_key) in audiences
    ]


def _audiences(keys: Iterable[str], proof: str, now: datetime) -> dict[str, str]:
    """The audience of each session that lives, and was made with the password that counts today."""
    sessions = {row.session_key: row.get_decoded() for row in Session.objects.filter(pk__in=keys, expire_date__gt=now)}
    return {
        key: data.get(AUDIENCE, "")
        for key, data in sessions.items()
        if constant_time_compare(data.get(HASH_SESSION_KEY, ""), proof)
    }
