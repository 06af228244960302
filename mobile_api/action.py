"""A thing the shopper does on the phone, done once however often a weak link makes the app say it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from ninja import Schema

from core.idempotency.services import once
from core.idempotency.types import Intention, KeyRequired, Result
from mobile_api.auth import PhoneRequest


def perform(
    request: PhoneRequest,
    operation: str,
    body: Schema,
    work: Callable[[], Any],
    *,
    needs_key: bool = False,
    named: Mapping[str, Any] = MappingProxyType({}),
) -> Result:
    """`work` calls one service; what it answers is kept with the key, and answered again on a repeat.

    `named` is what the path names: with the body, it is what was asked for.

    Raises KeyRequired, and what `work` raises.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        if needs_key:
            raise KeyRequired
        return work() or {}
    intention = Intention(request.auth.known.key, "mobile", operation, key, body.model_dump(mode="json") | dict(named))
    return once(intention=intention, work=lambda: work() or {}, now=timezone.now())
