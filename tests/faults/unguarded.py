"""Defences of the shop, each of which can be taken away: what a check is worth is seen when it fails without."""

import json
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from core.checkout.services import placing
from core.customers.types import Principal
from core.idempotency import services as idempotency
from core.inventory.models import Stock
from core.inventory.services import claims
from core.notifications import services as notifications
from core.notifications.models import Mail
from core.orders import services as orders
from core.outbox import services as outbox
from core.payments import services as payments
from core.payments.gateways import stripe
from core.payments.services import asking
from core.promotions.models import Coupon, Redemption
from core.promotions.types import CouponUsedUp
from core.shared.money import Money


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

    claims._claim = claim


def _claim_in_any_order() -> None:
    """The order in which stock is claimed is chance."""

    def shuffled(things: Iterable[Any]) -> list[Any]:
        return random.sample(list(things), len(list(things)))

    claims.sorted = shuffled  # type: ignore[attr-defined]  # a module's own name hides the builtin


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


def _redeem_by_reading_first() -> None:
    """How often a coupon was used is read, and written afterwards."""

    def redeem(*, code: str, reference: str, principal: Principal, email: str, discount: Money, now: datetime) -> None:
        coupon = Coupon.objects.get(code=code)
        if coupon.limit is not None and coupon.used >= coupon.limit:
            raise CouponUsedUp
        Coupon.objects.filter(pk=coupon.pk).update(used=coupon.used + 1)
        who = {"who": principal.key, "email": email, "redeemed_at": now}
        money = {"discount": discount.amount, "currency": discount.currency}
        Redemption.objects.create(coupon=coupon, reference=reference, **who, **money)

    patched: Any = placing
    patched.redeem = redeem


def _keep_late_money() -> None:
    """What has come for an order that has failed, or is cancelled, is not given back."""
    patched: Any = orders
    patched.unwind = payments.unwind = lambda *, reference, reason, now: None


def _mark_mails_before_they_are_sent() -> None:
    """A mail counts as sent when somebody is about to send it."""
    patched: Any = notifications
    message = patched._message

    def marked(mail: Mail) -> Any:
        Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
        return message(mail)

    patched._message = marked


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
    "coupons": _redeem_by_reading_first,
    "unwinding": _keep_late_money,
    "mails": _mark_mails_before_they_are_sent,
    "patience": _wait_less,
}
