"""Each screen takes the SQL statements its backend declares for it, for a guest with a cart, and no more."""

import pytest
import yaml
from pytest_django import DjangoAssertNumQueries

from project.backends import registry
from project.contracts import committed
from tests.factories import Shop
from tests.personas import PHONE, Phone

MANIFEST = registry()["mobile"]


@pytest.mark.parametrize("screen", MANIFEST.budgets)
def test_a_screen_takes_the_statements_it_declares(
    screen: str, shop: Shop, regular: tuple[Phone, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phone, number = regular
    path = {
        "screens/browse": f"screens/browse/{shop.jazz}?sort=price",
        "screens/product": f"screens/product/{shop.record.product_id}",
        "screens/order": f"screens/order/{number}",
    }.get(screen, screen)
    with django_assert_num_queries(MANIFEST.budgets[screen]):
        assert phone.get(PHONE + path).status_code == 200


def test_every_screen_of_the_contract_has_a_budget() -> None:
    paths = yaml.safe_load(committed(MANIFEST))["paths"]
    screens = {
        "/".join(path.removeprefix(PHONE).split("/")[:2]) for path in paths if path.startswith(PHONE + "screens/")
    }
    assert screens == set(MANIFEST.budgets)
