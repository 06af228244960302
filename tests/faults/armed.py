"""Named points of the shop's own code at which its process is killed, one process for each token laid out there.

A token is a file named for its point. Whoever renames it away is the one to die: of many processes, one.
"""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

from django.core.mail import EmailMultiAlternatives

import mobile_api.action
import web_api.action
from core.checkout import services as checkout
from core.checkout.services import settling
from core.idempotency import services as idempotency
from core.outbox import services as outbox
from core.payments import services as payments
from core.payments.gateways.stripe import StripeGateway
from core.payments.services import asking
from core.webhooks import services as webhooks

type Function = Callable[..., Any]

# Each is a function of the shop's, or a few of one kind, and can be died before and after.
PLACES: dict[str, list[tuple[Any, str]]] = {
    "key_taken": [(idempotency, "_take")],
    "result_kept": [(idempotency, "_keep")],
    "order_committed": [(web_api.action, "once"), (mobile_api.action, "once")],
    "payment_claimed": [(payments, "claim")],
    "intent_opened": [(StripeGateway, "open")],
    "intent_written": [(asking, "_open")],
    "confirmed": [(StripeGateway, "confirm")],
    "order_fulfilled": [(settling, "_fulfil")],
    "outcome_committed": [(settling, "_conclude")],
    "answered": [(checkout, "take_payment")],
}
# The same, of the worker.
RELAYED: dict[str, list[tuple[Any, str]]] = {
    "event_delivered": [(outbox, "_deliver")],
    "mail_sent": [(EmailMultiAlternatives, "send")],
    "webhook_sent": [(webhooks, "post")],
}
POINTS = [f"{place}.{when}" for place in PLACES for when in ("before", "after")]
RELAY_POINTS = [f"{place}.after" for place in RELAYED]


def arm(folder: str) -> None:
    """Wrap every place, if there is a folder where tokens may lie."""
    if not folder:
        return
    for place, owners in (PLACES | RELAYED).items():
        for owner, name in owners:
            setattr(owner, name, around(getattr(owner, name), place, Path(folder)))


def around(function: Function, place: str, folder: Path) -> Function:
    @wraps(function)
    def armed(*args: Any, **kwargs: Any) -> Any:
        die_at(folder / f"{place}.before")
        result = function(*args, **kwargs)
        die_at(folder / f"{place}.after")
        return result

    return armed


def die_at(token: Path) -> None:
    """kill -9 of this very process, if the token lies there and nobody else was first."""
    with suppress(FileNotFoundError):
        token.rename(token.with_name(f"{token.name}.{os.getpid()}.spent"))
        os.kill(os.getpid(), signal.SIGKILL)
