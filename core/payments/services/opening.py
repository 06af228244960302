"""How a payment begins, and when it is owed."""

from datetime import datetime

from django.db import transaction

from core.payments.ledger import enter, entered, hold
from core.payments.models import Payment
from core.payments.types import EntryKind, PaymentStatus, Provider
from core.shared.money import Money


@transaction.atomic
def open_payment(
    *, reference: str, provider: Provider, amount: Money, method: str = "", return_url: str = "", now: datetime
) -> None:
    """Write down what an order costs. What costs nothing is paid already.

    Where a provider has to be asked, that is due at once, and nothing is owed until `bill`. `method` is the provider's
    token of the shopper's means of payment; `return_url` is where a bank sends the shopper back to.
    """
    asks, free = provider.needs_method and amount.amount > 0, amount.amount == 0
    payment = Payment.objects.create(
        reference=reference,
        provider=provider,
        amount=amount.amount,
        currency=amount.currency,
        status=PaymentStatus.PENDING if asks else PaymentStatus.RECEIVED if free else PaymentStatus.AWAITED,
        method=method,
        return_url=return_url,
        opened_at=now,
        received_at=now if free else None,
        due_at=now if asks else None,
    )
    if not asks:
        enter(payment, EntryKind.BILLED, payment.amount, now)


@transaction.atomic
def bill(*, reference: str, now: datetime) -> None:
    """From here on the shopper owes what the order costs."""
    if payment := hold(reference):
        enter(payment, EntryKind.BILLED, payment.amount - entered(payment, EntryKind.BILLED), now)
