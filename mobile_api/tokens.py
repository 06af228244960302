"""The phone's credentials.

- session token: the key of an allauth session, signed; only for allauth's own endpoints while somebody signs in
- access token: a JWT (RFC 7519) of five minutes that names a refresh family; for everything else
- refresh token: `<family id>.<secret>`, good for one use; used twice, its family and session end (RFC 9700, 4.14.2)
- guest token: a secret that names an installation nobody has signed in on yet

Of the last two only hashes are stored. None of them is worth anything at another backend: the keys that sign them
are this backend's own, and its sessions carry its audience.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import jwt
from allauth.headless.tokens.strategies.base import AbstractTokenStrategy
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.db.models import Exists, F, OuterRef, QuerySet
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.customers.sessions import AUDIENCE, SessionStore
from mobile_api.models import Installation, RefreshFamily

MOBILE = "mobile"
refresh_reused = Signal()  # with the `family` that has been ended for it
ACCESS_LIFETIME = timedelta(minutes=5)
FAMILY_LIFETIME = timedelta(days=90)  # from sign-in, however often it is refreshed; the session ends with it
_ALGORITHM = "HS256"


class PhoneTokenStrategy(AbstractTokenStrategy):
    """allauth's app client on this module's tokens. A token it does not know gets allauth's 410."""

    def get_session_token(self, request: HttpRequest) -> str | None:
        """`X-Session-Token`, else the session of a live access token; so either is enough. Guest tokens are neither."""
        if token := request.headers.get("X-Session-Token"):
            return token
        bearer = bearer_token(request)
        family = resolve_access(bearer, timezone.now()) if bearer else None
        return _signer().sign(family.session_key) if family else None

    def create_session_token(self, request: HttpRequest) -> str:
        session = cast(SessionStore, request.session)
        session.audience = MOBILE
        session.save()
        return _signer().sign(cast(str, session.session_key))

    def lookup_session(self, session_token: str) -> SessionBase | None:
        """The live session, or None where the token is forged, of another backend, or its session has ended."""
        try:
            key = _signer().unsign(session_token)
        except signing.BadSignature:
            return None
        session = SessionStore(key, audience=MOBILE)
        return session if session.get(AUDIENCE) == MOBILE else None

    def create_access_token_payload(self, request: HttpRequest) -> dict[str, Any]:
        """What a sign-in answers besides the session token. `expires_in` is the access token's, in seconds."""
        family, refresh = _begin_family(request, now=timezone.now())
        return {
            "access_token": _access_token(family.id, timezone.now()),
            "refresh_token": refresh,
            "expires_in": int(ACCESS_LIFETIME.total_seconds()),
        }

    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        """A new access and refresh token for the newest refresh token of a live family; an older one ends it."""
        family_id, now = _family_id(refresh_token), timezone.now()
        renewed = _refresh_secret(family_id) if family_id else ""
        if not family_id or not _rotate(family_id, refresh_token, renewed, now):
            return None
        return _access_token(family_id, now), renewed


# --- Families: one sign-in on one phone ----------------------------------------------------------


def resolve_access(token: str, now: datetime) -> RefreshFamily | None:
    """The live family of an access token, its customer loaded with it: one SQL statement, none for a forged token."""
    family_id = _read_access_token(token)
    if family_id is None:
        return None
    return (
        RefreshFamily.objects.select_related("customer__group")
        .filter(id=family_id, revoked_at=None, expires_at__gt=now, customer__is_active=True)
        .filter(credential_epoch=F("customer__credential_epoch"))
        .first()
    )


def end_session(session_key: str, now: datetime) -> None:
    """Sign-out: no token of the session's families works from here on."""
    families = RefreshFamily.objects.filter(session_key=session_key, revoked_at=None)
    families.update(revoked_at=now, revoked_reason=RefreshFamily.Reason.SIGNED_OUT)


def _begin_family(request: HttpRequest, *, now: datetime) -> tuple[RefreshFamily, str]:
    user = cast(Any, request.user)  # a customers.User: whoever gets an access token is signed in
    request.session.set_expiry(FAMILY_LIFETIME)  # allauth saves the session once it has answered
    family = RefreshFamily(
        customer=user,
        session_key=cast(str, request.session.session_key),
        credential_epoch=user.credential_epoch,
        user_agent=request.headers.get("User-Agent", "")[:200],
        created_at=now,
        rotated_at=now,
        expires_at=now + FAMILY_LIFETIME,
    )
    refresh = _refresh_secret(family.id)
    family.refresh_hash = digest(refresh)
    family.save(force_insert=True)
    return family, refresh


def _rotate(family_id: UUID, used: str, renewed: str, now: datetime) -> bool:
    """Exchange the hash in one conditional UPDATE, so of any number of racing uses at most one succeeds.

    Each condition is on the row itself, none through a join: PostgreSQL checks them again after waiting for a rival.
    """
    customer = get_user_model().objects.filter(
        pk=OuterRef("customer_id"), is_active=True, credential_epoch=OuterRef("credential_epoch")
    )
    won = RefreshFamily.objects.filter(
        Exists(customer), id=family_id, refresh_hash=digest(used), revoked_at=None, expires_at__gt=now
    ).update(refresh_hash=digest(renewed), rotated_at=now)
    if not won:
        _end_if_reused(family_id, used, now)
    return bool(won)


def _end_if_reused(family_id: UUID, used: str, now: datetime) -> None:
    """Whoever holds an old refresh token may have stolen it, or been stolen from: both must sign in again."""
    live = RefreshFamily.objects.filter(id=family_id, revoked_at=None).exclude(refresh_hash=digest(used))
    if live.update(revoked_at=now, revoked_reason=RefreshFamily.Reason.REUSED):
        family = RefreshFamily.objects.select_related("customer").get(id=family_id)
        SessionStore(audience=MOBILE).delete(family.session_key)
        refresh_reused.send(sender=RefreshFamily, family=family)


# --- Guests: an installation nobody has signed in on ----------------------------------------------


def register_installation(*, platform: str, app_version: str, now: datetime) -> tuple[Installation, str]:
    """A new guest, and the token that proves it, which is not kept."""
    token = secrets.token_urlsafe(32)
    installation = Installation.objects.create(
        token_hash=digest(token), platform=platform, app_version=app_version, created_at=now
    )
    return installation, token


def resolve_guest(token: str) -> UUID | None:
    """The guest id of a live guest token: one SQL statement."""
    return _live_installations(token).values_list("guest_id", flat=True).first()


def spend_guest(token: str, now: datetime) -> UUID | None:
    """The guest id of a live guest token, at most once: the token is worth nothing from here on."""
    guest_id = resolve_guest(token)
    return guest_id if guest_id and _live_installations(token).update(spent_at=now) else None


def revoke_installation(installation_id: UUID, guest_id: UUID, now: datetime) -> bool:
    """False where there is no such live installation, or it is not this guest's."""
    own = Installation.objects.filter(id=installation_id, guest_id=guest_id, revoked_at=None)
    return bool(own.update(revoked_at=now))


def _live_installations(token: str) -> QuerySet[Installation]:
    return Installation.objects.filter(token_hash=digest(token), spent_at=None, revoked_at=None)


# --- The tokens themselves ------------------------------------------------------------------------


def bearer_token(request: HttpRequest) -> str | None:
    """What `Authorization: Bearer` carries (RFC 6750, 2.1); empty where the header is of another shape."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def looks_like_access_token(token: str) -> bool:
    return "." in token.partition(".")[2]  # a guest token has no dots, a refresh token one


def digest(token: str) -> str:
    """Enough for secrets of 256 random bits, which nobody can guess their way through."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def _signer() -> signing.Signer:
    return signing.Signer(salt="mobile_api.tokens.session")


def _signing_key() -> bytes:
    return salted_hmac("mobile_api.tokens", "access", algorithm="sha256").digest()


def _access_token(family_id: UUID, now: datetime) -> str:
    claims = {"fid": str(family_id), "aud": MOBILE, "exp": now + ACCESS_LIFETIME}
    return jwt.encode(claims, _signing_key(), algorithm=_ALGORITHM)


def _read_access_token(token: str) -> UUID | None:
    required: Any = {"require": ["fid", "aud", "exp"]}
    try:
        claims = jwt.decode(token, _signing_key(), algorithms=[_ALGORITHM], audience=MOBILE, options=required)
    except jwt.PyJWTError:
        return None
    return UUID(claims["fid"])


def _refresh_secret(family_id: UUID) -> str:
    return f"{family_id}.{secrets.token_urlsafe(32)}"


def _family_id(refresh_token: str) -> UUID | None:
    try:
        return UUID(refresh_token.partition(".")[0])
    except ValueError:
        return None
