"""Signatures after the Standard Webhooks specification, version 1 (standardwebhooks.com)."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import urlsplit

PREFIX = "whsec_"
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def new_secret() -> str:
    """Of 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(*, secret: str, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers by which a receiver knows who sent it, when, and that nobody has changed it."""
    timestamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256)
    return {ID: message_id, TIMESTAMP: timestamp, SIGNATURE: f"v1,{base64.b64encode(digest).decode()}"}


def fault_of(url: str, *, private_networks: bool) -> str | None:
    """What is wrong with a subscriber's URL, or None. In the clear only where it may stay in the house."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "It begins with https:// and names a host."
    if parts.username or parts.password:
        return "It holds no user or password: the signature says who sends."
    if parts.scheme == "http" and not private_networks:
        return "Orders are told of over https alone."
    return None
