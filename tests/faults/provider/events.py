"""What the provider tells of by itself."""

import secrets
import time
from typing import Any

from tests.faults.provider.journal import Record


def event(kind: str, thing: Record) -> Record:
    """A copy: the event tells how it was then."""
    return {
        "id": f"evt_{secrets.token_hex(12)}",
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": int(time.time()),
        "data": {"object": _copy(thing)},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def _copy(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {name: _copy(value) for name, value in thing.items()}
    return [_copy(value) for value in thing] if isinstance(thing, list) else thing
