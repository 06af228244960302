"""The shop's books, read where its models are: `Shop.run` prints what these functions find."""

import json
from hashlib import sha256
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db.models import Q, Sum

from core.inventory.models import Movement, Stock
from core.inventory.types import MovementKind
from core.orders.models import Order, OrderEvent
from core.outbox.models import OutboxEvent
from core.payments.models import LedgerEntry, Payment, ProviderEvent
from tests.factories import a_record, a_shipping_method
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
    return [fault for row in Stock.objects.filter(variant__in=variants) for fault in _faults_of(row)]


def _faults_of(row: Stock) -> list[str]:
    sums = {kind: _sum(row.pk, kind=kind) for kind in MovementKind}
    reserved = sums[MovementKind.RESERVED] - sums[MovementKind.SHIPPED] - sums[MovementKind.RELEASED]
    came = sums[MovementKind.RECEIVED] + sums[MovementKind.FOUND] - sums[MovementKind.LOST]
    available = came - sums[MovementKind.RESERVED] + sums[MovementKind.RELEASED]
    held = Order.objects.filter(Q(status="confirmed") | Q(hold_until__isnull=False), lines__variant=row.pk)
    owed = held.aggregate(units=Sum("lines__quantity", filter=Q(lines__variant=row.pk)))["units"] or 0
    pairs = {"reserved": (row.reserved, reserved), "available": (row.available, available), "held": (reserved, owed)}
    return [f"variant {row.pk}: {name} {one} is not {other}" for name, (one, other) in pairs.items() if one != other]


def _sum(variant: int, **narrowed: Any) -> int:
    sums = Movement.objects.filter(variant=variant, **narrowed).aggregate(units=Sum("quantity"))
    return int(sums["units"] or 0)


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
