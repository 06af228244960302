"""Reads of payments."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, TruncDate

from core.payments.models import Dispute, LedgerEntry
from core.payments.models import Payment as PaymentRow
from core.payments.rules import ACCOUNTS
from core.payments.types import (
    CONTESTED,
    Account,
    EntryKind,
    Payment,
    PaymentStatus,
    Provider,
    RefundStatus,
    Step,
    Wish,
)
from core.shared.errors import NotFound
from core.shared.money import Money

_KEPT = F("captured") - F("refunded") - F("withdrawn")


def providers() -> tuple[Provider, ...]:
    """Every way to pay this shop offers, its favourite first."""
    return tuple(Provider(name) for name in settings.PAYMENT_PROVIDERS)


def payment_of(reference: str) -> Payment:
    """What is owed for an order, and what has come. One statement. Raises NotFound."""
    promised = Coalesce(Sum("refunds__amount", filter=Q(refunds__status=RefundStatus.REQUESTED)), 0)
    contested = Exists(Dispute.objects.filter(payment=OuterRef("pk"), status__in=CONTESTED))
    rows = PaymentRow.objects.filter(reference=reference)
    row = rows.annotate(promised=promised, contested=contested).first()
    if row is None:
        raise NotFound
    return Payment(
        reference=row.reference,
        provider=Provider(row.provider),
        amount=Money(row.amount, row.currency),
        status=PaymentStatus(row.status),
        captured=Money(row.captured, row.currency),
        refunded=Money(row.refunded, row.currency),
        refunding=Money(row.promised, row.currency),
        step=Step(**row.step) if row.step else None,
        failure=row.failure,
        given_up=row.wish == Wish.VOID,
        asked=row.due_at is not None,
        contested=row.contested,
    )


def owed() -> tuple[int, tuple[Money, ...]]:
    """How many payments are awaited, and what they add up to in each currency. One statement."""
    awaited = PaymentRow.objects.filter(status=PaymentStatus.AWAITED).values_list("currency")
    sums = list(awaited.annotate(Count("id"), Sum("amount")).order_by("currency"))
    return sum(count for _, count, _ in sums), tuple(Money(amount, currency) for currency, _, amount in sums)


def due(*, now: datetime, size: int = 100) -> tuple[str, ...]:
    """The orders whose payments the provider is to be asked about, longest due first. One statement."""
    rows = PaymentRow.objects.filter(due_at__lte=now).order_by("due_at", "id")
    return tuple(rows.values_list("reference", flat=True)[:size])


def count_unsettled() -> tuple[int, int]:
    """How many payments the provider has not decided, and about how many it is not asked any more. One statement."""
    waiting = Q(status__in=(PaymentStatus.PENDING, PaymentStatus.ACTION))
    counts = PaymentRow.objects.aggregate(
        waiting=Count("id", filter=waiting), dead=Count("id", filter=Q(dead_at__isnull=False))
    )
    return counts["waiting"], counts["dead"]


def disputes_to_answer() -> tuple[int, datetime | None]:
    """How many disputes want evidence, and until when the first of them hears it. One statement."""
    counts = Dispute.objects.filter(answer_by__isnull=False).aggregate(Count("id"), Min("answer_by"))
    return counts["id__count"], counts["answer_by__min"]


def takings(*, currency: str, since: datetime) -> dict[date, Money]:
    """The money that has come on each day (UTC) there was any, without what was given or taken back. One statement."""
    came = PaymentRow.objects.filter(status=PaymentStatus.RECEIVED, currency=currency, received_at__gte=since)
    days = came.annotate(day=TruncDate("received_at", tzinfo=UTC), kept=_KEPT)
    sums = days.values_list("day").annotate(Sum("kept")).order_by("day")
    return {day: Money(amount, currency) for day, amount in sums}


def balances(*, reference: str | None = None) -> dict[Account, int]:
    """What is in each account, of all payments or of one, in minor units; together they are zero. One statement."""
    entries = LedgerEntry.objects.order_by()
    if reference is not None:
        entries = entries.filter(payment__reference=reference)
    sums = dict.fromkeys(Account, 0)
    for kind, amount in entries.values_list("kind").annotate(Sum("amount")):
        source, target = ACCOUNTS[EntryKind(kind)]
        sums[source] -= amount
        sums[target] += amount
    return sums
