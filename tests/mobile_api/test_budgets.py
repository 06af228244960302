"""Each screen takes the SQL statements its backend declares for it, for a guest with a cart, and no more."""

import pytest
import yaml
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Attribute, Collection, Product
from core.catalog.services import recount_facets, refresh_listings
from project.backends import registry
from project.contracts import committed
from tests.factories import Shop, a_record
from tests.personas import PHONE, Phone

MANIFEST = registry()["mobile"]


@pytest.fixture
def busy_shop(shop: Shop) -> Shop:
    """With a collection and an attribute, and its lists counted, as the worker does within seconds."""
    Collection.objects.create(slug="new", name="New", kind="newest")
    Attribute.objects.create(code="year", name="Year", kind="number", is_facet=True)
    Product.objects.update(attributes={"year": 1974})
    refresh_listings(product_ids=list(Product.objects.values_list("id", flat=True)))
    recount_facets(now=timezone.now())
    return shop


@pytest.mark.parametrize("screen", MANIFEST.budgets)
def test_a_screen_takes_the_statements_it_declares(
    screen: str, busy_shop: Shop, regular: tuple[Phone, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phone, number = regular
    path = {
        "screens/browse": f"screens/browse/{busy_shop.jazz}?sort=price",
        "screens/search": "screens/search?q=recrod",
        "screens/product": f"screens/product/{busy_shop.record.product_id}",
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


def test_the_cards_that_follow_and_what_is_suggested_take_fewer(
    busy_shop: Shop, guest: Phone, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(25):
        a_record(categories=(busy_shop.jazz,))
    path = f"browse/{busy_shop.jazz}?sort=price"
    cursor = guest.screen(path)["next"]
    with django_assert_max_num_queries(4):
        guest.screen(f"{path}&cursor={cursor}")
    with django_assert_max_num_queries(6):
        guest.screen("search/suggestions?q=rec")
