"""What the sample shop asks of whom and when: other currencies, a group with prices of its own, an offer to come."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.conf import settings

from core.catalog.models import Variant
from core.customers.models import CustomerGroup, User
from core.pricing.services import adjust_prices, base_list, copy_list, list_groups, make_list
from core.pricing.types import Adjustment, Rounding

ABROAD = Adjustment(Decimal(8), rounding=Rounding.NINETY_NINE)
WEEKEND = Adjustment(Decimal(-20), rounding=Rounding.NINETY_NINE)
TRADE = Adjustment(Decimal(-30), rounding=Rounding.NINETY_FIVE)


def price_abroad(*, now: datetime) -> None:
    """Everything in the shop's other currencies, reckoned from its first."""
    first, *others = settings.SHOP_CURRENCIES
    for currency in others:
        copy_list(
            source_id=base_list(currency=first).pk, target_id=base_list(currency=currency).pk, how=ABROAD, now=now
        )


def announce_a_weekend(*, brand: str, now: datetime) -> None:
    """One artist's records cost less from the next Friday's noon to Monday's."""
    friday = (now + timedelta(days=(4 - now.weekday()) % 7 or 7)).date()
    starts_at = datetime.combine(friday, time(12), now.tzinfo)
    adjust_prices(
        price_list_id=base_list(currency=settings.SHOP_CURRENCIES[0]).pk,
        variant_ids=list(Variant.objects.filter(product__brand=brand).values_list("id", flat=True)),
        how=WEEKEND,
        now=now,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=3),
    )


def welcome_trade(*, customer_id: int, now: datetime) -> None:
    """Other record shops buy for less, and are asked for prices without tax."""
    group = CustomerGroup.objects.create(code="trade", name="Record shops")
    currency = settings.SHOP_CURRENCIES[0]
    trade = make_list(name="Record shops", currency=currency, group_id=group.pk, tax_included=False)
    copy_list(source_id=base_list(currency=currency).pk, target_id=trade, how=TRADE, now=now)
    while list_groups(now=now):
        pass
    User.objects.filter(pk=customer_id).update(group=group)
