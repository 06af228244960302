"""In a shop of a hundred thousand products a page takes as many statements as in a small one, and finds by index."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.catalog.models import Category, FacetValue, Listing
from core.catalog.types import LONG_AGO
from project.backends import registry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

# Totals and the facets of a narrowed list have to look at what they count, by whatever way is cheapest. They are
# bounded by COUNT_LIMIT instead, and recognised by this.
COUNTING = "COUNT("
LARGE = {
    *("catalog_product", "catalog_variant", "catalog_listing", "catalog_listingcategory", "catalog_listingfacet"),
    "catalog_listingtitle",
    *("catalog_searchdocument", "pricing_price", "inventory_stock"),
}


def scans(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan" and plan.get("Relation Name") in LARGE:
        yield plan["Relation Name"]
    for part in plan.get("Plans", []):
        yield from scans(part)


def plan_of(statement: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + statement)
        found = cursor.fetchone()[0]
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


@pytest.fixture
def genre(large_shop: int) -> Category:
    found: Category = Category.objects.get(url_path="jazz")
    return found


@pytest.fixture
def brand(large_shop: int) -> str:
    return quote(FacetValue.objects.filter(code="brand").order_by("id").values_list("value", flat=True)[7])


type Address = Callable[[Category, str], str]

# Each page by the budget it keeps, as somebody asks for it.
WEB: list[tuple[str, Address]] = [
    ("pages/home", lambda genre, brand: "home/"),
    ("pages/category", lambda genre, brand: "category/jazz/"),
    ("pages/category", lambda genre, brand: "category/jazz/?page=400&sort=-price"),
    ("pages/category", lambda genre, brand: "category/jazz/?sort=title"),
    ("pages/product", lambda genre, brand: "product/crowd-7/"),
    ("pages/search", lambda genre, brand: "search/?q=nigth"),
    ("pages/search", lambda genre, brand: "search/?q=kalo&sort=title"),
    ("pages/search", lambda genre, brand: "search/?q=kalo+mira"),
]
PHONE: list[tuple[str, Address]] = [
    ("screens/home", lambda genre, brand: "home"),
    ("screens/browse", lambda genre, brand: f"browse/{genre.pk}"),
    ("screens/browse", lambda genre, brand: f"browse/{genre.pk}?sort=price"),
    ("screens/search", lambda genre, brand: "search?q=nigth"),
]
NARROWED: list[tuple[str, str]] = [
    ("pages/category", "/api/web/v1/pages/category/jazz/?f.brand={brand}"),
    ("pages/category", "/api/web/v1/pages/category/jazz/?f.format=Cassette&f.price=10-15&f.availability=in_stock"),
    ("screens/browse", "/api/mobile/v1/screens/browse/{genre}?f.brand={brand}"),
    ("pages/search", "/api/web/v1/pages/search/?f.collection=reissued"),
    ("screens/search", "/api/mobile/v1/screens/search?f.collection=reissued&sort=popular"),
]


def asked(url: str) -> list[str]:
    """The statements one request takes."""
    with CaptureQueriesContext(connection) as captured:
        response = Client(headers={"X-App-Version": "web 1.0.0"}).get(url)
    assert response.status_code == 200, (url, response.content[:300])
    return [query["sql"] for query in captured]


def budget(page: str) -> int:
    return next(manifest.budgets[page] for manifest in registry().values() if page in manifest.budgets)


@pytest.mark.parametrize(("page", "address"), [*WEB, *PHONE])
def test_a_page_keeps_its_budget_and_finds_by_index(genre: Category, brand: str, page: str, address: Address) -> None:
    base = "/api/web/v1/pages/" if page.startswith("pages/") else "/api/mobile/v1/screens/"
    statements = asked(base + address(genre, brand))
    assert len(statements) <= budget(page)
    lists = [statement for statement in statements if COUNTING not in statement]
    assert {statement[:300]: found for statement in lists if (found := list(scans(plan_of(statement))))} == {}


@pytest.mark.parametrize(("page", "url"), NARROWED)
def test_a_narrowed_list_finds_by_index_too(genre: Category, brand: str, page: str, url: str) -> None:
    statements = asked(url.format(genre=genre.pk, brand=brand))
    lists = [statement for statement in statements if COUNTING not in statement]
    assert {statement[:300]: found for statement in lists if (found := list(scans(plan_of(statement))))} == {}


def test_a_whole_lists_facets_are_read_not_counted(genre: Category, brand: str) -> None:
    whole = "/api/web/v1/pages/search/?f.collection=new"
    for url in ("/api/web/v1/pages/category/jazz/", f"/api/mobile/v1/screens/browse/{genre.pk}", whole):
        assert not [statement for statement in asked(url) if "catalog_listingfacet" in statement], url


def test_prices_of_tomorrow_are_among_what_is_read(large_shop: int) -> None:
    assert Listing.objects.filter(since__gt=LONG_AGO).count() > 100


def test_a_scan_would_be_seen(large_shop: int) -> None:
    plan = plan_of("SELECT * FROM catalog_listing WHERE brand || title = 'nothing'")
    assert list(scans(plan)) == ["catalog_listing"]
