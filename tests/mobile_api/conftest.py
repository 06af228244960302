"""Somebody at the phone app, in a small shop."""

import pytest

from tests.factories import Shop, a_shop
from tests.personas import Phone


@pytest.fixture
def shop(db: None) -> Shop:
    return a_shop()


@pytest.fixture
def guest(db: None) -> Phone:
    phone = Phone()
    phone.register()
    return phone


@pytest.fixture
def regular(shop: Shop) -> tuple[Phone, str]:
    """A guest with an order, whose number it is, and something in the cart."""
    phone = Phone()
    phone.register()
    number = phone.buy(shop.record.variant)
    phone.add(shop.record.variant)
    return phone, number
