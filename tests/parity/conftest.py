"""Every test here runs once through each backend; both must leave the core alike."""

import pytest

from tests.factories import Shop, a_shop
from tests.personas import Browser, Phone

type Client = Browser | Phone


def a_guest_at(backend: str) -> Client:
    if backend == "web":
        return Browser()
    phone = Phone()
    phone.register()
    return phone


@pytest.fixture
def shop(db: None) -> Shop:
    return a_shop()
