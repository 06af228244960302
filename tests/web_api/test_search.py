"""Searching the shop, and what is suggested to somebody who is still typing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from core.catalog.types import Sort
from tests.factories import Shop, a_category, a_record
from tests.personas import WEB, Browser
from tests.web_api.test_bad_input import refused


@pytest.fixture
def shelf(db: None) -> None:
    jazz = a_category("Jazz")
    a_record(title="Harbour Lights", brand="Ines Karvald", categories=(jazz,))
    a_record(title="Harbour Nights", brand="Ines Karvald", formats=("CD",), price=999)
    a_record(title="Orchard", brand="Zephyr Motorworks", categories=(jazz,))


def titles(page: dict[str, list[dict[str, str]]]) -> set[str]:
    return {card["title"] for card in page["cards"]}


@pytest.mark.parametrize("q", ["harbour", "HARBOUR", "karvald harbour", "harb"])
def test_what_is_searched_for_is_found(q: str, shelf: None, browser: Browser) -> None:
    page = browser.page(f"search/?q={q}")
    assert titles(page) == {"Harbour Lights", "Harbour Nights"}
    assert (page["q"], page["corrected"], page["sort"]) == (q, None, "relevance")
    assert page["sorts"][0] == {"value": "relevance", "name": "Best match"}


def test_a_slip_is_corrected_and_said_so(shelf: None, browser: Browser) -> None:
    page = browser.page("search/?q=habrour")
    assert (titles(page), page["corrected"]) == ({"Harbour Lights", "Harbour Nights"}, "harbour")
    assert browser.page("search/?q=habrour&f.brand=Zephyr+Motorworks")["corrected"] is None, "as nothing was found"
    html = browser.get("/search/?q=habrour").content.decode()
    assert "“harbour”" in html
    assert 'value="habrour"' in html


def test_what_was_found_is_narrowed_and_sorted(shelf: None, browser: Browser) -> None:
    page = browser.page("search/?q=harbour&f.format=CD&sort=price")
    assert titles(page) == {"Harbour Nights"}
    assert page["chosen"][0]["url"] == "/search/?q=harbour&sort=price"
    assert page["clear"] == "/search/?q=harbour&sort=price"
    assert page["seo"]["index"] is False
    html = browser.get("/search/?q=harbour&f.format=CD").content.decode()
    assert '<input type="hidden" name="q" value="harbour">' in html


def test_nothing_found_shows_a_way_out(shelf: None, browser: Browser) -> None:
    for q in ("xylophone quartet", "!?"):
        assert browser.page(f"search/?q={q}")["pagination"]["total"] == 0
    assert "Nothing found" in browser.get("/search/?q=xylophone").content.decode()


def test_without_a_query_everything_is_listed(shelf: None, browser: Browser) -> None:
    for query in ("", "?q=", "?q=%20"):
        page = browser.page(f"search/{query}")
        assert (page["title"], page["pagination"]["total"], page["sort"]) == ("All products", 3, Sort.NEWEST)


def test_what_is_typed_is_shown_as_text(shelf: None, browser: Browser) -> None:
    html = browser.get("/search/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("query", ["q=a%00b", f"q={'x' * 201}", "q=a&q=b", "query=a", "sort=password"])
def test_a_query_that_is_none_is_refused(query: str, shelf: None, browser: Browser) -> None:
    refused(browser.get(f"{WEB}pages/search/?{query}"), 400, "invalid_request")
    refused(browser.get(f"{WEB}suggestions/?{query}"), 400, "invalid_request")


class TestSuggestions:
    def test_products_categories_and_queries_are_suggested(self, shelf: None, browser: Browser) -> None:
        found = browser.get(WEB + "suggestions/?q=harb").json()
        assert found["queries"] == [{"text": "harbour", "url": "/search/?q=harbour"}]
        assert {product["title"] for product in found["products"]} == {"Harbour Lights", "Harbour Nights"}
        assert found["products"][0]["url"].startswith("/p/record-")
        assert browser.get(WEB + "suggestions/?q=jaz").json()["categories"][0]["url"] == "/c/jazz/"

    def test_a_product_without_a_picture_has_no_thumbnail(self, shop: Shop, browser: Browser) -> None:
        assert browser.get(WEB + "suggestions/?q=record").json()["products"][0]["thumbnail"] is None

    def test_they_take_few_statements(
        self, regular: tuple[Browser, str], django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        browser, _ = regular
        with django_assert_max_num_queries(6):
            assert browser.get(WEB + "suggestions/?q=recrd").json()["products"]
