"""A product's page: what can be chosen of it, whether it can be bought, and what else is like it."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.catalog.models import Attribute
from core.catalog.types import AttributeKind, VariantDraft
from core.pricing.services import set_price
from tests.factories import Shop, a_record
from tests.personas import Browser


def html_of(browser: Browser, slug: str) -> str:
    response = browser.get(f"/p/{slug}/")
    assert response.status_code == 200
    return str(response.content.decode())


def structured(html: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    graph: list[dict[str, Any]] = json.loads(found.group(1))["@graph"]
    return graph


def test_what_is_known_of_it_is_listed_and_its_words_lead_on(browser: Browser, db: None) -> None:
    Attribute.objects.create(code="weight", name="Weight", kind=AttributeKind.NUMBER, unit="g")
    record = a_record(attributes={"weight": 180}, tags=("live", "R&B"), brand="The Testers")
    page = browser.page(f"product/{record.slug}/")
    assert page["product"]["attributes"] == [{"code": "weight", "name": "Weight", "unit": "g", "values": ["180"]}]
    assert page["tags"][1] == {"name": "R&B", "url": "/search/?f.tag=R%26B"}
    assert page["brand"] == {"name": "The Testers", "url": "/search/?f.brand=The+Testers"}
    assert browser.page(page["tags"][1]["url"].removeprefix("/"))["cards"][0]["id"] == record.product_id


def test_the_description_keeps_its_markup(browser: Browser, db: None) -> None:
    record = a_record(description="<p>Two <em>sides</em>.</p><script>alert(1)</script>")
    html = html_of(browser, record.slug)
    assert "<p>Two <em>sides</em>.</p>" in html
    assert "alert(1)" not in html


def test_an_offer_says_what_it_saves(shop: Shop, browser: Browser) -> None:
    set_price(variant_id=shop.record.variants[1], currency="EUR", amount=999, compare_at=1499)
    page = browser.page(f"product/{shop.record.slug}/")
    assert [one["saving"] and one["saving"]["amount"] for one in page["variants"]] == [None, 500]
    assert "Save €5.00" in html_of(browser, shop.record.slug)


@pytest.mark.parametrize(("stock", "few", "said"), [(10, False, "In stock"), (2, True, "Only 2 left")])
def test_the_last_ones_are_said_to_be_so(stock: int, few: bool, said: str, browser: Browser, db: None) -> None:
    record = a_record(formats=("LP", "CD"), stock=stock)
    page = browser.page(f"product/{record.slug}/")
    assert (page["state"], page["variants"][0]["few"]) == ("in_stock", few)
    assert said in html_of(browser, record.slug)


def test_what_is_sold_out_cannot_be_put_into_the_cart(browser: Browser, db: None) -> None:
    record = a_record(stock=0)
    assert browser.page(f"product/{record.slug}/")["state"] == "sold_out"
    html = html_of(browser, record.slug)
    assert "Sold out." in html
    assert "Add to cart" not in html


def test_what_is_not_out_yet_says_when_it_will_be(browser: Browser, db: None) -> None:
    record = a_record(release_at=datetime(2100, 3, 1, tzinfo=UTC))
    assert browser.page(f"product/{record.slug}/")["state"] == "coming_soon"
    html = html_of(browser, record.slug)
    assert '<time datetime="2100-03-01T00:00:00Z">March 1, 2100</time>' in html
    assert "Add to cart" not in html


def test_what_is_out_since_yesterday_is_sold(browser: Browser, db: None) -> None:
    record = a_record(release_at=timezone.now() - timedelta(days=1))
    assert browser.page(f"product/{record.slug}/")["state"] == "in_stock"


def test_others_of_its_category_are_shown_without_itself(shop: Shop, browser: Browser) -> None:
    related = browser.page(f"product/{shop.record.slug}/")["related"]
    assert len(related) == 3
    assert shop.record.product_id not in {card["id"] for card in related}
    assert browser.page(f"product/{a_record().slug}/")["related"] == []


def test_machines_are_told_what_it_costs_and_where_it_stands(shop: Shop, browser: Browser) -> None:
    html = html_of(browser, shop.record.slug)
    product, way = structured(html)
    assert product["name"] == shop.record.title
    assert [offer["price"] for offer in product["offers"]] == ["19.99", "19.99"]
    assert product["offers"][0]["availability"] == "https://schema.org/InStock"
    assert [step["name"] for step in way["itemListElement"]] == ["Home", "Jazz", "Bebop", shop.record.title]
    assert way["itemListElement"][1]["item"] == "http://testserver/c/jazz/"
    assert browser.page(f"product/{shop.record.slug}/")["json_ld"]["@graph"] == [product, way]
    assert f'<meta property="og:url" content="http://testserver/p/{shop.record.slug}/">' in html


def test_machines_are_told_when_it_is_out(browser: Browser, db: None) -> None:
    record = a_record(release_at=timezone.now() + timedelta(days=1))
    offer = structured(html_of(browser, record.slug))[0]["offers"][0]
    assert offer["availability"] == "https://schema.org/OutOfStock"
    assert offer["availabilityStarts"].startswith("20")


def test_no_title_ends_the_data_it_stands_in(browser: Browser, db: None) -> None:
    record = a_record(title="</script><script>alert(1)</script>")
    html = html_of(browser, record.slug)
    assert "<script>alert" not in html
    assert structured(html)[0]["name"] == record.title


def test_several_options_come_as_a_list_of_versions_and_as_data_for_the_matrix(browser: Browser, db: None) -> None:
    variants = tuple(VariantDraft(f"{size}-{colour}", (size, colour)) for size in "SM" for colour in ("Ink", "Clay"))
    record = a_record(option_names=("Size", "Colour"), variants=variants)
    html = html_of(browser, record.slug)
    assert html.count('type="radio" name="variant"') == 4
    assert '<script id="option-names" type="application/json">["Size", "Colour"]</script>' in html
    assert '"option_values": ["S", "Ink"]' in html
