"""Ways to a shopper's door."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from core.shared.money import Money
from core.shipping.models import ShippingMethod
from core.shipping.selectors import options
from core.shipping.types import ShippingOption
from tests.factories import a_shipping_method

pytestmark = pytest.mark.django_db


def test_what_is_offered_comes_in_the_merchants_order_and_one_currency(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_shipping_method(code="slow", name="Slow", currency="EUR", price=0, position=2)
    a_shipping_method(code="fast", name="Fast", currency="EUR", price=990, position=1)
    a_shipping_method(code="fast", name="Snabb", currency="SEK", price=9900)
    a_shipping_method(code="pigeon", currency="EUR", active=False)
    with django_assert_num_queries(1):
        found = options(currency="EUR")
    assert found == (
        ShippingOption("fast", "Fast", Money(990, "EUR")),
        ShippingOption("slow", "Slow", Money(0, "EUR")),
    )


def test_nothing_is_offered_where_nothing_was_set_up() -> None:
    assert options(currency="EUR") == ()


def test_the_database_refuses_a_second_price_of_one_way_and_one_below_nothing() -> None:
    method = a_shipping_method()
    for price in (1, -1):
        with pytest.raises(IntegrityError), transaction.atomic():
            ShippingMethod.objects.create(
                code=method.code if price > 0 else "other", name="Other", currency=method.currency, price=price
            )
