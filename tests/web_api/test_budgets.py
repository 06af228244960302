"""Each page takes the SQL statements its backend declares for it, for a guest with a cart, and no more."""

import pytest
import yaml
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.catalog.services import recount_facets
from project.backends import registry
from project.contracts import committed
from tests.factories import Shop
from tests.personas import WEB, Browser

MANIFEST = registry()["web"]


@pytest.mark.parametrize("page", MANIFEST.budgets)
def test_a_page_takes_the_statements_it_declares(
    page: str, shop: Shop, regular: tuple[Browser, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser, number = regular
    recount_facets(now=timezone.now())
    path = {
        "pages/home": f"pages/home/?viewed={shop.record.product_id}",
        "pages/category": "pages/category/jazz/?page=1&sort=price",
        "pages/search": "pages/search/?q=tseters",
        "pages/product": f"pages/product/{shop.record.slug}/",
        "pages/order": f"pages/order/{number}/",
    }.get(page, f"{page}/")
    with django_assert_num_queries(MANIFEST.budgets[page]):
        assert browser.get(WEB + path).status_code == 200


def test_every_page_of_the_contract_has_a_budget() -> None:
    paths = yaml.safe_load(committed(MANIFEST))["paths"]
    pages = {"/".join(path.removeprefix(WEB).split("/")[:2]) for path in paths if path.startswith(WEB + "pages/")}
    assert pages == set(MANIFEST.budgets)
