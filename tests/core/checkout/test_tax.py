"""An order is taxed where it goes; what its prices do not include comes on top, and all of it adds up."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from core.carts.services import add_line, set_coupon
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address
from core.checkout.types import CheckoutIncomplete, Quote, Step, TotalChanged
from core.customers.types import AddressInvalid, Guest
from core.orders.models import Order
from core.orders.selectors import order_of
from core.payments.selectors import payment_of
from core.pricing.models import PriceList
from core.pricing.services import base_list
from core.shared.money import Money
from core.shipping.models import ShippingMethod
from core.tax.types import Tax
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_coupon, a_record, a_shipping_method, a_tax_rate, an_address, someone
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def net_prices() -> None:
    """A price list without taxes."""
    base_list(currency=CURRENCY)
    PriceList.objects.update(tax_included=False)
    ShippingMethod.objects.update(tax_included=False)


@pytest.fixture(autouse=True)
def delivery(db: None) -> None:
    a_shipping_method(price=490)


def a_shopper(*prices: int, quantity: int = 1, **address: str) -> Guest:
    guest = someone()
    for minute, price in enumerate(prices):
        variant, now = a_record(price=price).variant, NOW + timedelta(minutes=minute)
        add_line(principal=guest, variant_id=variant, quantity=quantity, market=MARKET, now=now)
    if address:
        set_address(principal=guest, email="ada@example.org", address=an_address(**address))
    return guest


def quote(guest: Guest) -> Quote:
    return quote_for(guest, market=MARKET)


def cents(amount: int) -> Money:
    return Money(amount, CURRENCY)


def placed(guest: Guest) -> str:
    return place_order(principal=guest, expected_total=quote(guest).total, now=NOW)


def test_taxes_in_the_prices_are_told_and_change_no_total() -> None:
    a_tax_rate()
    found = quote(a_shopper(1999, country="DE"))
    assert found.total == cents(1999 + 490)
    assert found.taxes == (Tax("VAT", 19_000, cents(2092), cents(397), True),)
    assert (found.tax, found.tax_added) == (cents(397), cents(0))


def test_until_it_is_known_where_it_goes_the_shops_own_country_taxes_it(settings: Settings) -> None:
    a_tax_rate()
    a_tax_rate(20_000, country="FR", name="TVA")
    guest = a_shopper(1999)
    assert quote(guest).taxes[0].rate == 19_000
    settings.SHOP_COUNTRY = "FR"
    assert quote(guest).taxes[0].rate == 20_000


def test_where_it_goes_decides() -> None:
    a_tax_rate()
    a_tax_rate(20_000, country="FR", name="TVA")
    assert [one.rate for one in quote(a_shopper(1999, country="FR")).taxes] == [20_000]
    assert quote(a_shopper(1999, country="CH")).taxes == ()


def test_delivery_has_a_rate_of_its_own_if_the_country_has_one() -> None:
    a_tax_rate()
    a_tax_rate(7_000, tax_class="shipping")
    found = quote(a_shopper(1999, country="DE"))
    assert [(one.rate, one.tax.amount) for one in found.taxes] == [(19_000, 319), (7_000, 32)]


def test_delivery_without_its_tax_has_it_on_top() -> None:
    a_tax_rate()
    ShippingMethod.objects.update(tax_included=False)
    found = quote(a_shopper(1999, country="DE"))
    assert [(one.included, one.tax.amount) for one in found.taxes] == [(False, 93), (True, 319)]
    assert found.total == cents(1999 + 490 + 93)
    assert (found.tax, found.tax_added) == (cents(412), cents(93))


@pytest.mark.usefixtures("net_prices")
def test_where_prices_are_without_taxes_they_come_on_top_of_all_of_it() -> None:
    a_tax_rate(7_250, country="US", region="CA", name="Sales tax")
    found = quote(a_shopper(1999, country="US", region="California", postcode="90001"))
    assert found.taxes == (Tax("Sales tax", 7_250, cents(2489), cents(180), False),)
    assert found.total == cents(2489 + 180)


@pytest.mark.usefixtures("net_prices")
def test_a_coupon_is_taken_off_before_the_tax_is_reckoned() -> None:
    a_tax_rate(10_000)
    a_coupon("HALF", value=50)
    guest = a_shopper(1000, 500, country="DE")
    set_coupon(principal=guest, code="HALF", market=MARKET, now=NOW)
    found = quote(guest)
    assert [item.tax.amount for item in found.due.items] == [50, 25, 49], "delivery is not cheaper for it"
    assert found.total == cents(750 + 490 + 124)


def test_what_is_given_away_owes_nothing() -> None:
    a_tax_rate()
    a_coupon("ALL", value=100)
    a_shipping_method(price=0)
    ShippingMethod.objects.update(price=0)
    guest = a_shopper(1999, country="DE")
    set_coupon(principal=guest, code="ALL", market=MARKET, now=NOW)
    assert (quote(guest).taxes, quote(guest).tax, quote(guest).total) == ((), cents(0), cents(0))
    assert order_of(guest, placed(guest)).tax == cents(0)


@pytest.mark.usefixtures("net_prices")
def test_an_order_keeps_what_it_was_taxed() -> None:
    a_tax_rate(5_000, country="CA", name="GST")
    a_tax_rate(9_975, country="CA", region="QC", name="QST", adds=True)
    guest = a_shopper(10_000, 333, quantity=2, country="CA", region="Québec", postcode="G1R 4S9")
    agreed = quote(guest)
    order = order_of(guest, placed(guest))
    assert (order.taxes, order.tax, order.tax_added, order.total) == (
        agreed.taxes,
        agreed.tax,
        agreed.tax_added,
        agreed.total,
    )
    assert [(line.tax, line.tax_rate) for line in order.lines] == [
        (item.tax, item.rate) for item in agreed.due.items[:2]
    ]
    assert order.total == order.subtotal + order.shipping + order.tax_added
    assert payment_of(order.number).amount == order.total, "what comes on top is paid, and can be given back"


def test_a_rate_that_changes_later_changes_no_order() -> None:
    rate = a_tax_rate()
    guest = a_shopper(1999, country="DE")
    number = placed(guest)
    rate.delete()
    assert order_of(guest, number).tax == cents(397)


@pytest.mark.usefixtures("net_prices")
def test_a_tax_that_has_changed_meanwhile_refuses_the_order() -> None:
    a_tax_rate(19_000)
    a_tax_rate(21_000, starts_at=datetime(2027, 1, 1, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 12, 31, 23, 59, tzinfo=UTC), tick=False):
        guest = a_shopper(1000, country="DE")
        agreed = quote(guest).total
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC), tick=False):
        with pytest.raises(TotalChanged) as refused:
            place_order(principal=guest, expected_total=agreed, now=NOW)
        assert refused.value.details == {"expected": 1490 + 283, "actual": 1490 + 313, "currency": CURRENCY}


@pytest.mark.parametrize(("region", "fault"), [("", "required"), ("  ", "required"), ("Atlantis", "unknown")])
def test_where_taxes_depend_on_the_region_it_is_asked_for(region: str, fault: str) -> None:
    a_tax_rate(7_250, country="US", region="CA")
    guest = a_shopper(1999)
    with pytest.raises(AddressInvalid) as refused:
        set_address(principal=guest, email="ada@example.org", address=an_address(country="US", region=region))
    assert refused.value.details == {"fields": {"region": fault}}
    assert quote(guest).address is None


def test_elsewhere_a_region_is_whatever_the_shopper_writes() -> None:
    a_tax_rate(7_250, country="US", region="CA")
    a_shopper(1999, country="DE", region="")
    a_shopper(1999, country="GB", region="Middle-earth")
    a_shopper(1999, country="CA", region="")  # none of its regions has a tax of its own


def test_an_address_told_before_taxes_depended_on_its_region_has_to_be_told_again(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    guest = a_shopper(1999, country="US", region="Calif.")
    a_tax_rate(7_250, country="US", region="CA")
    with django_assert_num_queries(5):
        assert quote(guest).missing == (Step.ADDRESS,)
    with pytest.raises(CheckoutIncomplete):
        placed(guest)


def test_the_database_holds_orders_to_it() -> None:
    a_tax_rate()
    guest = a_shopper(1999, country="DE")
    row = Order.objects.filter(number=placed(guest))
    for wrong in ({"tax_added": 1}, {"tax_added": 500, "total": 2489 + 500}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**wrong)
