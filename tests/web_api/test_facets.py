"""Lists narrowed by facets: what can be chosen, what is, and how an address says so."""

from typing import Any
from urllib.parse import urlencode

import pytest

from core.catalog.models import Attribute, Collection, CollectionItem
from core.catalog.services import refresh_listings
from core.catalog.types import AttributeKind, CollectionKind
from core.pricing.services import set_price
from tests.factories import Shop, a_record
from tests.personas import WEB, Browser
from tests.web_api.test_bad_input import refused


def facet(page: dict[str, Any], code: str) -> dict[str, Any]:
    return next(facet for facet in page["facets"] if facet["code"] == code)


def counts(page: dict[str, Any], code: str) -> dict[str, int]:
    return {value["name"]: value["count"] for value in facet(page, code)["values"]}


def titles(page: dict[str, Any]) -> set[str]:
    return {card["title"] for card in page["cards"]}


def test_each_value_says_how_many_there_would_be(shop: Shop, browser: Browser) -> None:
    page = browser.page("category/jazz/")
    assert facet(page, "format")["name"] == "Format"
    assert counts(page, "format") == {"LP": 4, "CD": 1}
    assert counts(page, "price") == {"€15 to €20": 4}
    assert counts(page, "availability") == {"In stock": 4}
    assert page["chosen"] == []


def test_values_of_one_facet_widen_each_other_and_facets_narrow(shop: Shop, browser: Browser) -> None:
    a_record(title="Sold", formats=("CD",), stock=0, categories=(shop.jazz,))
    page = browser.page("category/jazz/?f.format=CD")
    assert titles(page) == {"Sold", shop.record.title}
    assert counts(page, "format") == {"LP": 4, "CD": 2}
    assert counts(page, "availability") == {"In stock": 1, "Sold out": 1}
    assert browser.page("category/jazz/?f.format=CD&f.format=LP")["pagination"]["total"] == 5
    both = browser.page("category/jazz/?f.format=CD&f.availability=sold_out")
    assert titles(both) == {"Sold"}


def test_what_is_chosen_can_be_taken_back_one_by_one_or_at_once(shop: Shop, browser: Browser) -> None:
    page = browser.page("category/jazz/?f.format=CD&f.format=LP&f.price=15-20&sort=price&page=1")
    assert [(one["facet"], one["name"]) for one in page["chosen"]] == [
        ("Price", "€15 to €20"),
        ("Format", "LP"),
        ("Format", "CD"),
    ]
    assert page["chosen"][2]["url"] == "/c/jazz/?f.format=LP&f.price=15-20&sort=price"
    assert page["clear"] == "/c/jazz/?sort=price"


@pytest.mark.parametrize(
    ("span", "found"),
    [("5-10", {"Cheap"}), ("-9.99", {"Cheap"}), ("9.98-9.99", {"Cheap"}), ("9.99-", {"Dear"}), ("0-5", set())],
)
def test_prices_are_chosen_in_major_units(span: str, found: set[str], browser: Browser, db: None) -> None:
    a_record(title="Cheap", price=998)
    a_record(title="Dear", price=999_00)
    assert titles(browser.page(f"search/?f.price={span}")) == found


def test_people_read_what_a_range_of_prices_is(browser: Browser, db: None) -> None:
    for price in (100, 1000, 999_999):
        a_record(price=price)
    page = browser.page("search/")
    assert list(counts(page, "price")) == ["Under €5", "€10 to €15", "€5,000 and more"]
    assert [value["value"] for value in facet(page, "price")["values"]] == ["0-5", "10-15", "5000-"]


def test_facets_and_collections_are_called_what_the_shop_calls_them(browser: Browser, db: None) -> None:
    Attribute.objects.create(code="year", name="Recorded in", kind=AttributeKind.NUMBER, is_facet=True)
    ids = [a_record(attributes={"year": year}).product_id for year in (1999, 1962, 1999)]
    late = Collection.objects.create(slug="late", name="Open late", kind=CollectionKind.PICKED)
    CollectionItem.objects.create(collection=late, product_id=ids[0])
    refresh_listings(product_ids=ids)
    page = browser.page("search/?f.collection=late")
    assert (facet(page, "year")["name"], counts(page, "year")) == ("Recorded in", {"1999": 1})
    assert list(counts(browser.page("search/"), "year")) == ["1962", "1999"]
    assert page["title"] == "Open late"


def test_the_list_of_a_collection_is_a_page_of_its_own_to_be_found(browser: Browser, db: None) -> None:
    texts = {"name": "Open late", "description": "For the small hours.", "seo_title": "Records for late nights"}
    german = {"de": {"name": "Nachts", "seo_description": "Platten für die Nacht."}}
    Collection.objects.create(slug="late", kind="filtered", facets={"tag": ["late"]}, translations=german, **texts)
    for tag in ("late", "late", "early"):
        a_record(tags=(tag,), brand=tag)
    page = browser.page("search/?f.collection=late&sort=popular")
    assert (page["title"], page["description"], len(page["cards"])) == ("Open late", "For the small hours.", 2)
    assert (page["seo"]["title"], page["seo"]["description"]) == ("Records for late nights", "For the small hours.")
    assert page["seo"]["canonical"].endswith("/search/?f.collection=late")
    assert page["seo"]["index"] is True
    narrowed = browser.page("search/?f.collection=late&f.brand=late")
    assert (narrowed["title"], narrowed["seo"]["index"]) == ("Open late", False)
    assert narrowed["seo"]["canonical"] == page["seo"]["canonical"]
    assert browser.page("search/?f.collection=late&q=late")["title"] == "“late”"
    html = browser.get("/search/?f.collection=late", **{"Accept-Language": "de"}).content.decode()
    assert "<h1>Nachts</h1>" in html
    assert '<meta name="description" content="Platten für die Nacht.">' in html
    assert "noindex" not in html


def test_what_is_on_offer_can_be_asked_for(shop: Shop, browser: Browser) -> None:
    set_price(variant_id=shop.record.variant, currency="EUR", amount=999, compare_at=1499)
    assert titles(browser.page("search/?f.offer=yes")) == {shop.record.title}


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("f.colour=red", {"colour": "We do not know this one."}),
        ("f.offer=no", {"offer": "This does not look right."}),
        ("f.tag=", {"tag": "This does not look right."}),
        ("f.brand=a%00b", {"brand": "This does not look right."}),
        (f"f.brand={'x' * 251}", {"brand": "This does not look right."}),
        *((f"f.price={span}", {"price": "This does not look right."}) for span in ("x", "-", "9-5", "1.999-5", "1e3-")),
    ],
)
def test_a_choice_there_is_not_is_named_in_json_and_ignored_in_html(
    query: str, faults: dict[str, str], shop: Shop, browser: Browser
) -> None:
    problem = refused(browser.get(f"{WEB}pages/category/jazz/?{query}"), 400, "facet_invalid")
    assert problem["errors"] == {name: [said] for name, said in faults.items()}
    response = browser.get(f"/c/jazz/?{query}&f.format=CD")
    assert response.status_code == 200
    assert response.content.decode().count('class="card"') == 1


@pytest.mark.parametrize("query", [[("f.format", str(n)) for n in range(21)], [(f"f.c{n}", "x") for n in range(11)]])
def test_too_many_choices_are_refused(query: list[tuple[str, str]], shop: Shop, browser: Browser) -> None:
    problem = refused(browser.get(f"{WEB}pages/category/jazz/?{urlencode(query)}"), 400, "facet_invalid")
    assert [*problem["errors"].values()] == [["These are more than we look at."]]
    assert browser.get(f"/c/jazz/?{urlencode(query)}").status_code == 200


def test_thousands_of_parameters_are_refused_unread(shop: Shop, browser: Browser) -> None:
    query = urlencode([("f.format", n) for n in range(10_000)])
    refused(browser.get(f"{WEB}pages/category/jazz/?{query}"), 414, "query_too_long")
    assert browser.get(f"/c/jazz/?{query}").status_code == 414


def test_what_is_said_twice_is_refused_in_json_and_the_last_counts_in_html(shop: Shop, browser: Browser) -> None:
    problem = refused(browser.get(WEB + "pages/category/jazz/?page=2&page=1"), 400, "invalid_request")
    assert problem["errors"] == {"page": ["Given more than once."]}
    assert browser.get("/c/jazz/?page=2&page=1").status_code == 200


def test_search_engines_keep_the_whole_list(shop: Shop, browser: Browser) -> None:
    for _ in range(48):
        a_record(categories=(shop.jazz,))
    seo = browser.page("category/jazz/?page=2&sort=price")["seo"]
    assert (seo["title"], seo["canonical"], seo["index"]) == ("Jazz, page 2", "http://testserver/c/jazz/?page=2", True)
    assert seo["previous"] == "http://testserver/c/jazz/?sort=price"
    assert seo["next"] == "http://testserver/c/jazz/?sort=price&page=3"
    assert browser.page("category/jazz/?f.format=LP")["seo"]["index"] is False
    html = browser.get("/c/jazz/?f.format=LP").content.decode()
    assert '<link rel="canonical" href="http://testserver/c/jazz/">' in html
    assert 'content="noindex, follow"' in html


def test_the_form_keeps_what_is_chosen_and_pages_keep_it_too(shop: Shop, browser: Browser) -> None:
    for _ in range(30):
        a_record(formats=("Tape",), categories=(shop.jazz,))
    html = browser.get("/c/jazz/?f.format=Tape&sort=title").content.decode()
    assert 'name="f.format" value="Tape" checked' in html
    assert '<option value="title" selected>' in html
    assert 'href="?f.format=Tape&amp;sort=title&amp;page=2"' in html


def test_a_list_with_nothing_in_it_shows_a_way_out(shop: Shop, browser: Browser) -> None:
    html = browser.get("/c/jazz/?f.price=0-5").content.decode()
    assert "Clear all filters" in html
    assert 'href="/c/jazz/"' in html


@pytest.fixture
def weights(shop: Shop) -> None:
    Attribute.objects.create(
        code="weight", name="Weight", kind="number", unit="kg", is_facet=True, translations={"de": {"name": "Gewicht"}}
    )
    for weight in (0.5, 1, 20):
        a_record(categories=(shop.jazz,), attributes={"weight": weight})


def weight_facet(browser: Browser, query: str = "", **headers: str) -> Any:
    facets = browser.get(f"{WEB}pages/category/jazz/{query}", **headers).json()["facets"]
    return next(facet for facet in facets if facet["code"] == "weight")


@pytest.mark.usefixtures("weights")
def test_numbers_stand_in_their_order_with_their_unit_as_the_language_writes_them(browser: Browser) -> None:
    plain, german = weight_facet(browser), weight_facet(browser, **{"Accept-Language": "de"})
    assert [value["name"] for value in plain["values"]] == ["0.5 kg", "1 kg", "20 kg"]
    assert (german["name"], german["values"][0]["name"], german["values"][0]["value"]) == ("Gewicht", "0,5 kg", "0.5")


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize(
    ("span", "name", "count"),
    [("0.5-20", "0.5 to 20 kg", 2), ("1-", "1 kg and more", 2), ("-1", "Under 1 kg", 1), ("0-1", "Under 1 kg", 1)],
)
def test_a_list_is_narrowed_by_a_range_of_numbers(span: str, name: str, count: int, browser: Browser) -> None:
    facet = weight_facet(browser, f"?f.weight={span}")
    [chosen] = [value for value in facet["values"] if value["chosen"]]
    assert (chosen["value"], chosen["name"], chosen["count"]) == (span, name, count)
