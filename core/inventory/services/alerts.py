"""Whoever waits for something that is sold out is told, once, when it can be had."""

from datetime import datetime, timedelta

from django.db import transaction

from core.catalog.models import Variant
from core.catalog.rules import translated, variant_title
from core.catalog.types import Market
from core.customers.rules import check_email
from core.customers.types import Customer, Principal
from core.inventory.models import Stock, StockAlert
from core.inventory.selectors import is_sold, offers
from core.inventory.services.telling import STOCK_BACK
from core.inventory.types import AlertNotFound, AlertNotNeeded, AlertsTooMany, VariantUnavailable, Waiting
from core.outbox.services import publish

MOST = 50  # open alerts of one address, and of one customer
BATCH = 500  # who are told at once
KEPT = timedelta(days=365)


@transaction.atomic
def ask_alert(*, principal: Principal, variant_id: int, email: str = "", market: Market, now: datetime) -> int:
    """Be told by e-mail when a variant that is sold out can be had; returns the alert's id, which asking again keeps.

    `email` is the customer's own where it is empty. The variant's stock is held meanwhile, so that nobody waits for
    what has just come in. Raises AddressInvalid, VariantUnavailable, AlertNotNeeded, AlertsTooMany.
    """
    customer = principal if isinstance(principal, Customer) else None
    email = email or (customer.email if customer else "")
    check_email(email)
    if not is_sold(variant_id=variant_id, market=market):
        raise VariantUnavailable(variant_id=variant_id)
    _hold(variant_id)
    if offers(variant_ids=[variant_id], now=now)[variant_id].sellable:
        raise AlertNotNeeded(variant_id=variant_id)
    known = StockAlert.objects.filter(variant=variant_id, email__iexact=email).first()
    return known.pk if known else _new(variant_id, email, customer, market, now)


@transaction.atomic
def cancel_alert(*, principal: Principal, alert_id: int) -> None:
    """A customer does not want to be told any more. Raises AlertNotFound."""
    own = StockAlert.objects.filter(customer=principal.id) if isinstance(principal, Customer) else None
    if own is None or not own.filter(id=alert_id).delete()[0]:
        raise AlertNotFound


def take_alerts(*, variant_id: int, now: datetime) -> tuple[Waiting, ...]:
    """In the transaction that owes them a mail: those who wait for a variant, up to BATCH, who then wait no longer.

    The rest are called by another event. None where it is sold out again: then they wait on.
    """
    if not offers(variant_ids=[variant_id], now=now)[variant_id].sellable:
        return ()
    rows = list(StockAlert.objects.select_for_update().filter(variant=variant_id).order_by("id")[:BATCH])
    variant = Variant.objects.select_related("product").get(id=variant_id)
    StockAlert.objects.filter(id__in=[row.pk for row in rows]).delete()
    if len(rows) == BATCH:
        publish(topic=STOCK_BACK, payload={"variant": variant_id}, now=now)
    return tuple(_waiting(row, variant) for row in rows)


def forget_alerts(*, now: datetime) -> int:
    """Whoever has waited for a year does not any more; returns how many alerts that were."""
    return StockAlert.objects.filter(created_at__lt=now - KEPT).delete()[0]


def _waiting(row: StockAlert, variant: Variant) -> Waiting:
    product = variant.product
    title = translated(product.translations, row.locale, "title", product.title)
    options = variant_title(variant.option_values)
    return Waiting(row.pk, row.email, row.locale, row.currency, product.slug, title, options)


def _hold(variant_id: int) -> None:
    """Of a variant that never came in, there is a row from now on, for it is the row that is held."""
    Stock.objects.bulk_create([Stock(variant_id=variant_id)], ignore_conflicts=True)
    list(Stock.objects.select_for_update().filter(variant=variant_id))


def _new(variant_id: int, email: str, customer: Customer | None, market: Market, now: datetime) -> int:
    open_ones = [StockAlert.objects.filter(email__iexact=email)]
    if customer:
        open_ones.append(StockAlert.objects.filter(customer=customer.id))
    if any(rows.count() >= MOST for rows in open_ones):
        raise AlertsTooMany(limit=MOST)
    row = StockAlert.objects.create(
        variant_id=variant_id,
        email=email,
        customer_id=customer.id if customer else None,
        locale=market.locale,
        currency=market.currency,
        created_at=now,
    )
    return row.pk
