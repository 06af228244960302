"""Where allauth's reading of ID tokens falls short: a forged one is the client's error, never ours."""

from collections.abc import Callable
from typing import Any

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

SIGNED_WITH = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})

_fetch_key = jwtkit.fetch_key


def fetch_key(credential: str, keys_url: str, lookup: Callable[..., Any]) -> tuple[str, Any]:
    """The algorithm and key to check a token with, if its header names both as one that a provider signed would.

    A secret that both share (HS256) and none at all are no signatures of a provider's (RFC 8725, section 3.1).
    Raises OAuth2Error; PyJWTError if it is no token at all.
    """
    header = jwt.get_unverified_header(credential)
    if header.get("alg") not in SIGNED_WITH or not header.get("kid"):
        raise OAuth2Error("Invalid id_token")
    return _fetch_key(credential, keys_url, lookup)  # type: ignore[no-any-return]  # untyped there
