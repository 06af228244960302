"""Reads of payments."""

from datetime import UTC, date, datetime

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from core.payments.models import Payment as PaymentRow
from core.payments.types import Payment, PaymentStatus, Provider
from core.shared.errors import NotFound
from core.shared.money import Money


def providers() -> tuple[Provider, ...]:
    """Every way to pay this shop offers, its favourite first."""
    return (Provider.MANUAL,)


def payment_of(reference: str) -> Payment:
    """What is owed for an order. One statement. Raises NotFound."""
    row = PaymentRow.objects.filter(reference=reference).first()
    if row is None:
        raise NotFound
    return Payment(row.reference, Provider(row.provider), Money(row.amount, row.currency), PaymentStatus(row.status))


def owed() -> tuple[int, tuple[Money, ...]]:
    """How many payments are awaited, and what they add up to in each currency. One statement."""
    awaited = PaymentRow.objects.filter(status=PaymentStatus.AWAITED).values_list("currency")
    sums = list(awaited.annotate(Count("id"), Sum("amount")).order_by("currency"))
    return sum(count for _, count, _ in sums), tuple(Money(amount, currency) for currency, _, amount in sums)


def takings(*, currency: str, since: datetime) -> dict[date, Money]:
    """The money that has come on each day (UTC) there was any, without what was given back. One statement."""
    came = PaymentRow.objects.filter(status=PaymentStatus.RECEIVED, currency=currency, received_at__gte=since)
    days = came.annotate(day=TruncDate("received_at", tzinfo=UTC)).values_list("day").annotate(Sum("amount"))
    return {day: Money(amount, currency) for day, amount in days.order_by("day")}
