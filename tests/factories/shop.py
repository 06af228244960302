"""Who buys, and what they need to."""

from datetime import UTC, datetime
from uuid import uuid4

import factory
from django.conf import settings
from django.db import transaction

from core.carts.services import add_line
from core.catalog.types import Market
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address
from core.customers.types import Address, Guest, Principal
from core.notifications.services import send_mails
from core.outbox.services import publish, relay
from core.promotions.models import Coupon
from core.promotions.types import CouponKind
from core.shipping.models import ShippingMethod
from core.tax.models import TaxRate

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class AddressFactory(factory.Factory[Address]):
    class Meta:
        model = Address

    name = "Ada Lovelace"
    line1 = "12 St James's Square"
    line2 = ""
    postcode = "10115"
    city = "Berlin"
    region = ""
    country = "DE"
    phone = ""


class ShippingMethodFactory(factory.django.DjangoModelFactory[ShippingMethod]):
    class Meta:
        model = ShippingMethod
        django_get_or_create = ("code", "currency")

    code = "standard"
    name = "Standard delivery"
    currency = factory.LazyFunction(lambda: settings.SHOP_CURRENCIES[0])
    price = 490


class TaxRateFactory(factory.django.DjangoModelFactory[TaxRate]):
    class Meta:
        model = TaxRate

    country = "DE"
    name = "VAT"
    rate = 19_000


class CouponFactory(factory.django.DjangoModelFactory[Coupon]):
    class Meta:
        model = Coupon

    name = "For tests"
    kind = CouponKind.PERCENT
    value = 10


def an_address(**fields: str) -> Address:
    return AddressFactory(**fields)


def a_shipping_method(**fields: object) -> ShippingMethod:
    return ShippingMethodFactory(**fields)


def someone() -> Guest:
    """A guest nobody has met yet."""
    return Guest(uuid4())


def an_order(principal: Principal, variant: int, *, quantity: int = 1, email: str = "ada@example.org") -> str:
    """An order that was placed; returns its number."""
    currency = settings.SHOP_CURRENCIES[0]
    a_shipping_method()
    add_line(principal=principal, variant_id=variant, quantity=quantity, market=Market(currency), now=NOW)
    set_address(principal=principal, email=email, address=an_address())
    total = quote_for(principal, market=Market(currency)).total
    return place_order(principal=principal, expected_total=total, now=NOW)


def a_coupon(code: str = "TENTH", **fields: object) -> Coupon:
    """A tenth off the goods, unless said otherwise."""
    return CouponFactory(code=code, **fields)


def a_tax_rate(rate: int = 19_000, **fields: object) -> TaxRate:
    """Germany's on everything, ever since, unless said otherwise; `rate` in parts of 100,000."""
    return TaxRateFactory(rate=rate, **fields)


def news(topic: str, **payload: object) -> None:
    """Something has happened."""
    with transaction.atomic():
        publish(topic=topic, payload=payload, now=NOW)


def the_post_goes(*, now: datetime = NOW) -> None:
    """What the worker does of what has happened: whoever cares hears of it, and mails leave."""
    relay(now=now)
    send_mails(clock=lambda: now)
