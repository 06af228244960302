"""Reads of payments."""

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
