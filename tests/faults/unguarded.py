"""Defences of the shop, each of which can be taken away: what a check is worth is seen when it fails without."""

import json
import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from core.checkout.services import placing
from core.idempotency import services as idempotency
from core.inventory import services as inventory
from core.inventory.models import Stock
from core.outbox import services as outbox
from core.payments.gateways import stripe
from core.payments.services import asking


def _claim_by_reading_first() -> None:
    """Stock is read, and written afterwards."""

    def claim(variant_id: int, quantity: int) -> bool:
        stock = Stock.objects.get(variant=variant_id)
        if stock.available < quantity:
            return False
        stock.available -= quantity
        stock.reserved += quantity
        stock.save()
        return True

    inventory._claim = claim


def _claim_in_any_order() -> None:
    """The order in which stock is claimed is chance."""

    def shuffled(things: Iterable[Any]) -> list[Any]:
        return random.sample(list(things), len(list(things)))

    inventory.sorted = shuffled  # type: ignore[attr-defined]  # a module's own name hides the builtin


def _forget_keys() -> None:
    """Every attempt is the first."""
    idempotency._take = lambda intention, lease, now: None
    idempotency._keep = lambda intention, lease, result: None


def _know_keys_by_name_alone() -> None:
    """A key is a key, whoever says it."""
    named = idempotency._named
    idempotency._named = lambda intention: named(intention) | {"principal": "anybody"}


def _agree_to_any_total() -> None:
    """What the shopper saw is not compared with what is charged."""
    services: Any = placing
    orderable = services.orderable
    services.orderable = lambda quote, expected: orderable(quote, quote.total)


def _forget_intents() -> None:
    """Whoever goes on asks for the money anew, as if nobody had asked before."""
    patched: Any = asking
    patched._open = lambda gateway, errand: gateway.open(errand.charge)


def _believe_anybody() -> None:
    """A webhook is what it says."""
    gateway: Any = stripe
    read = gateway.stripe.Event.construct_from
    gateway.stripe.Webhook.construct_event = lambda body, signature, secret: read(json.loads(body), None)


def _wait_less() -> None:
    """No defence: leases run out soon, so that nobody has to wait for what they guard."""
    outbox.LEASE = idempotency.LEASE = timedelta(seconds=2)


DEFENCES: dict[str, Callable[[], None]] = {
    "claim": _claim_by_reading_first,
    "order": _claim_in_any_order,
    "keys": _forget_keys,
    "principals": _know_keys_by_name_alone,
    "total": _agree_to_any_total,
    "intents": _forget_intents,
    "signatures": _believe_anybody,
    "patience": _wait_less,
}
