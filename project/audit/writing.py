"""From a request and a user to a record."""

from collections.abc import Mapping
from typing import Any

import structlog
from django.http import HttpRequest
from django.utils import timezone

from core.audit.services import record
from core.audit.types import Actor, Event, Fact, Origin, Subject

NOTHING = Subject()


def write(
    event: Event,
    *,
    request: HttpRequest | None,
    actor: Actor,
    subject: Subject = NOTHING,
    details: Mapping[str, str] | None = None,
) -> None:
    fact = Fact(event, actor, origin_of(request), subject, details or {})
    record(fact=fact, now=timezone.now())


def actor_of(user: Any) -> Actor:
    """Nobody, where nobody is signed in."""
    return Actor(user.pk, user.email) if user is not None and user.is_authenticated else Actor()


def origin_of(request: HttpRequest | None) -> Origin:
    """Without a request, such as in a command, there is only where the logs say it was."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    if request is None:
        return Origin(request_id=request_id)
    backend = getattr(request, "backend", None)  # client_scope's
    return Origin(backend.name if backend else "", request.META.get("REMOTE_ADDR") or None, request_id)
