"""Somebody at a desktop browser, in a small shop."""

import pytest

from tests.factories import Shop, a_shop
from tests.personas import Browser


@pytest.fixture
def shop(db: None) -> Shop:
    return a_shop()


@pytest.fixture
def browser(db: None) -> Browser:
    return Browser()


@pytest.fixture
def regular(shop: Shop) -> tuple[Browser, str]:
    """A guest with an order, whose number it is, and something in the cart."""
    browser = Browser()
    number = browser.buy(shop.record.variant)
    browser.add(shop.record.variant)
    return browser, number
