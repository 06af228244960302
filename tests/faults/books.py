"""The shop's books, read where its models are: `Shop.run` prints what these functions find."""

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db.models import Sum
from django.utils import timezone

from core.catalog.models import Product
from core.inventory.models import Reservation, Stock
from core.inventory.selectors import audit_stock
from core.notifications.models import Mail
from core.orders.models import Order, OrderEvent, OrderLine
from core.outbox.models import OutboxEvent
from core.payments.models import LedgerEntry, Payment, ProviderEvent
from core.promotions.models import Coupon, Redemption
from core.webhooks.models import Subscription, WebhookDelivery
from tests.factories import a_coupon, a_record, a_shipping_method
from tests.factories.catalog import VariantDraftFactory
from tests.personas import make_customer
from tests.processes.server import Shop


def put_on_sale(shop: Shop, *, units: int, records: int = 1) -> list[int]:
    """Variants of which there are so many units, with a way to send them."""
    found: list[int] = read(shop, f"stocked({units}, {records})")
    return found


def read(shop: Shop, what: str) -> Any:
    """What one of the functions below finds in a shop."""
    return json.loads(shop.run(f"import json\nfrom tests.faults import books\nprint(json.dumps(books.{what}))"))


def stocked(units: int, records: int) -> list[int]:
    a_shipping_method()
    names = [uuid4().hex[:12] for _ in range(records)]
    drafts = {name: (VariantDraftFactory(sku=name.upper()),) for name in names}
    return [a_record(slug=name, stock=units, variants=variants).variant for name, variants in drafts.items()]


def customers(count: int) -> list[str]:
    """The addresses of people who have an account, all with one password, which takes long to hash."""
    first = make_customer(f"{uuid4().hex}@example.org")
    others = [f"{uuid4().hex}@example.org" for _ in range(count - 1)]
    for email in others:
        user = get_user_model().objects.create(email=email, password=first.password)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return [first.email, *others]


def orders(variant: int | None = None) -> list[dict[str, Any]]:
    """Every order, or those of one variant, with what is to be paid for it."""
    rows = Order.objects.order_by("id") if variant is None else Order.objects.filter(lines__variant=variant)
    payments = {payment.reference: payment for payment in Payment.objects.all()}
    return [
        {
            "number": order.number,
            "status": order.status,
            "email": order.email,
            "total": order.total,
            "sum": sum(line.total for line in order.lines.all()) + order.shipping,
            "units": sum(line.quantity for line in order.lines.all()),
            "payment": payments[order.number].status,
            "owed": payments[order.number].amount,
        }
        for order in rows.prefetch_related("lines")
    ]


def stock(variant: int) -> dict[str, int]:
    row = Stock.objects.get(variant=variant)
    return {"available": row.available, "reserved": row.reserved}


def stock_faults(*variants: int) -> list[str]:
    """Where the stock of these variants is not what its movements add up to, or not what their orders hold."""
    sums = [fault for fault in audit_stock() if fault.variant_id in variants]
    found = [f"variant {one.variant_id}: {one.what} {one.kept} is not {one.summed}" for one in sums]
    return found + [fault for row in Stock.objects.filter(variant__in=variants) for fault in _faults_of(row)]


def _faults_of(row: Stock) -> Iterator[str]:
    """What is reserved is what orders hold that are confirmed, or pending and not over; none that has failed does."""
    held = dict(Reservation.objects.filter(variant=row.pk).values_list("reference", "quantity"))
    lines = OrderLine.objects.filter(variant=row.pk).values_list("order__number", "order__status")
    for number, status, units in lines.annotate(units=Sum("quantity")).order_by("order__number"):
        wanted = {"confirmed": {units}, "pending": {0, units}}.get(status, {0})
        if held.get(number, 0) not in wanted:
            yield f"variant {row.pk}: {number} is {status} and holds {held.get(number, 0)} of {units}"
    if row.available < 0:
        yield f"variant {row.pk}: {row.available} available"


def effects(numbers: list[str]) -> dict[str, list[int]]:
    """How often each order was confirmed, its money entered as come, and its confirmation put into the outbox."""
    return {
        number: [
            OrderEvent.objects.filter(order__number=number, status="confirmed").count(),
            LedgerEntry.objects.filter(payment__reference=number, kind="paid").count(),
            OutboxEvent.objects.filter(topic="order.placed", payload__number=number).count(),
        ]
        for number in numbers
    }


def digest() -> str:
    """Of every row that payments and orders have, so that one that is new or changed is seen."""
    rows = [list(model.objects.order_by("pk").values_list()) for model in (Payment, ProviderEvent, LedgerEntry, Order)]
    return sha256(repr(rows).encode()).hexdigest()


def waiting(numbers: list[str]) -> int:
    """How many of these orders are still pending."""
    return Order.objects.filter(number__in=numbers, status="pending").count()


def expire(numbers: list[str]) -> int:
    """The time is up for which these orders wait for their payment."""
    held = Order.objects.filter(number__in=numbers, hold_until__isnull=False)
    return held.update(hold_until=timezone.now() - timedelta(seconds=1))


def expire_goods(numbers: list[str]) -> int:
    """The time is up for which these orders' goods are theirs, where they are not for good."""
    held = Reservation.objects.filter(reference__in=numbers, expires_at__isnull=False)
    return held.update(expires_at=timezone.now() - timedelta(seconds=1))


def restless(numbers: list[str]) -> int:
    """Of how many of these orders it is not known yet how they end, or whose money is still on its way."""
    pending = set(Order.objects.filter(number__in=numbers, status="pending").values_list("number", flat=True))
    due = Payment.objects.filter(reference__in=numbers, due_at__isnull=False).values_list("reference", flat=True)
    return len(pending | set(due))


def coupon(limit: int) -> str:
    return a_coupon(uuid4().hex.upper(), limit=limit).code


def uses(code: str) -> list[int]:
    """As the coupon counts them, and as they are written down."""
    return [Coupon.objects.get(code=code).used, Redemption.objects.filter(coupon__code=code).count()]


def subscribe(url: str) -> int:
    return Subscription.objects.create(url=url).pk


def owed() -> int:
    """Events, mails and webhooks that have not gone out."""
    webhooks = WebhookDelivery.objects.filter(delivered_at=None, subscription__active=True)
    waiting = [OutboxEvent.objects.filter(relayed_at=None), Mail.objects.filter(sent_at=None), webhooks]
    return sum(rows.count() for rows in waiting)


def unsubscribe(subscription: int) -> int:
    return Subscription.objects.filter(pk=subscription).update(active=False)


def told(numbers: list[str], subscription: int) -> list[int]:
    """The events of these orders that one subscriber is to hear of."""
    events = OutboxEvent.objects.filter(topic="order.placed", payload__number__in=numbers).values("id")
    told = WebhookDelivery.objects.filter(subscription=subscription, event_id__in=events)
    return list(told.values_list("event_id", flat=True))


def popularity(variant: int) -> int:
    return Product.objects.get(variants=variant).popularity


def given_up(numbers: list[str]) -> int:
    """Of how many of these orders the shop does not want the money any more."""
    return Payment.objects.filter(reference__in=numbers, wish="void").count()


def numbers(variant: int) -> list[str]:
    """Every order there was of a variant."""
    return list(Order.objects.filter(lines__variant=variant).values_list("number", flat=True))


def kept(numbers: list[str]) -> dict[str, int]:
    """What came by card and neither went back nor was taken back, as the ledger of the shop has it."""
    rows = LedgerEntry.objects.filter(payment__reference__in=numbers, payment__provider="stripe")
    sums = dict.fromkeys(numbers, 0)
    signs = {"paid": 1, "refunded": -1, "disputed": -1, "reinstated": 1}
    for entry in rows.filter(kind__in=signs).select_related("payment"):
        sums[entry.payment.reference] += signs[entry.kind] * entry.amount
    return sums


def money_faults(numbers: list[str]) -> list[str]:
    """Every order whose money is not what it should be, now that it is known how all of them ended."""
    return [fault for order in Order.objects.filter(number__in=numbers) for fault in _money_faults_of(order)]


def _money_faults_of(order: Order) -> Iterator[str]:
    payment = Payment.objects.get(reference=order.number)
    left = payment.captured - payment.refunded - payment.withdrawn
    if payment.provider == "stripe" and left != kept([order.number])[order.number]:
        yield f"{order.number}: {left} left, and not in the ledger"
    if order.status == "confirmed" and payment.provider == "stripe" and left + payment.withdrawn != order.total:
        yield f"{order.number}: confirmed, and {left} of {order.total} left"
    if order.status in ("failed", "cancelled") and payment.provider == "stripe" and left:
        yield f"{order.number}: {order.status}, and {left} kept"
