"""Products written in bulk: whole, once, and as often as one likes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.catalog.models import Attribute, Listing, Product, ProductImage, Variant
from core.catalog.selectors import product_by_slug
from core.catalog.services import save_products
from core.catalog.types import ImageDraft, ProductDraft, ProductStatus, VariantDraft
from core.pricing.services import set_prices
from core.pricing.types import PriceDraft
from tests.core.examples import CURRENCY, MARKET, listed, listed_ids
from tests.factories import a_category, a_record
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db


def a_draft(slug: str = "lamp", **fields: object) -> ProductDraft:
    draft = ProductDraft(
        slug=slug,
        title=slug.title(),
        option_names=("Colour",),
        variants=(VariantDraft(f"{slug}-red", ("Red",), "4006381333931", 900), VariantDraft(f"{slug}-blue", ("Blue",))),
        images=(ImageDraft("https://example.org/lamp.jpg", "A lamp"),),
        tags=("warm", "warm", "desk"),
    )
    return replace(draft, **fields)  # type: ignore[arg-type]  # whatever a test varies


def save(*drafts: ProductDraft, priced: int | None = 1000) -> dict[str, int]:
    saved = save_products(products=drafts, now=NOW)
    assert saved.refused == {}
    if priced is not None:
        set_prices(currency=CURRENCY, prices={pk: PriceDraft(priced) for pk in saved.variants.values()})
    return saved.products


def writes(*drafts: ProductDraft) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        save(*drafts)
    return [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))]


def test_a_draft_becomes_a_product_on_show_once_it_is_priced() -> None:
    category = a_category("Lamps")
    save(a_draft(category_ids=(category,)), priced=None)
    assert listed() == ()
    save(a_draft(category_ids=(category,)))
    (card,) = listed(category)
    assert card.title == "Lamp"
    product = product_by_slug("lamp", market=MARKET)
    assert (product.published_at, product.tags) == (NOW, ("warm", "desk"))
    assert product.images == (), "not fetched yet"
    assert Variant.objects.get(sku="lamp-red").gtin == "4006381333931"


def test_the_same_again_writes_nothing() -> None:
    drafts = [a_draft(), a_draft("table", status=ProductStatus.DRAFT)]
    save(*drafts)
    assert writes(*drafts) == []


def test_a_change_is_written_and_seen_in_lists() -> None:
    save(a_draft())
    save(a_draft(title="Better Lamp", brand="Lux"))
    assert [(card.title, card.brand) for card in listed()] == [("Better Lamp", "Lux")]
    assert Product.objects.count() == 1
    assert ProductImage.objects.count() == 1


def test_a_product_keeps_the_day_it_was_first_published_on() -> None:
    save(a_draft())
    save_products(products=[a_draft(title="Again")], now=NOW + timedelta(days=3))
    assert Product.objects.get().published_at == NOW


def test_a_variant_keeps_its_stock_whether_its_sku_or_its_options_change() -> None:
    save(a_draft())
    red = Variant.objects.get(sku="lamp-red").pk
    blue = VariantDraft("lamp-blue", ("Blue",))
    save(a_draft(variants=(VariantDraft("lamp-red", ("Crimson",)), blue)))
    save(a_draft(variants=(VariantDraft("lamp-crimson", ("Crimson",)), blue)))
    assert Variant.objects.get(sku="lamp-crimson").pk == red
    assert Variant.objects.count() == 2


def test_what_cannot_be_is_refused_by_its_slug_and_the_rest_is_written() -> None:
    record = a_record()
    taken = Variant.objects.get(id=record.variant).sku
    Attribute.objects.create(code="size", name="Size", kind="choice", choices=["S", "L"])
    drafts = {
        "taken": a_draft("taken", variants=(VariantDraft(taken, ("Red",)),)),
        "twice": a_draft("twice", variants=(VariantDraft("t-1", ("Red",)), VariantDraft("t-2", ("Red",)))),
        "bare": a_draft("bare", variants=(VariantDraft("b-1"),)),
        "none": a_draft("none", variants=()),
        "sized": a_draft("sized", attributes={"size": "XXL"}),
        "rival": a_draft("rival", variants=(VariantDraft("good-red", ("Red",)),)),
    }
    saved = save_products(products=[a_draft("good", attributes={"size": "L"}), *drafts.values()], now=NOW)
    assert {slug: error.code for slug, error in saved.refused.items()} == {
        "taken": "sku_taken",
        "twice": "variants_invalid",
        "bare": "variants_invalid",
        "none": "variants_invalid",
        "sized": "attribute_invalid",
        "rival": "sku_taken",
    }
    assert set(Product.objects.values_list("slug", flat=True)) == {record.slug, "good"}


def test_statements_do_not_grow_with_the_products() -> None:
    def statements(prefix: str, count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            save(*(a_draft(f"{prefix}-{at}") for at in range(count)))
        return len(captured)

    assert statements("warm", 1) >= statements("few", 5)
    assert statements("many", 60) <= statements("one", 1) + 4


def test_markup_that_could_do_harm_is_taken_out_and_plain_text_becomes_paragraphs() -> None:
    save(a_draft(description="<p onclick=x()>Hi <script>alert(1)</script><a href='javascript:x'>you</a></p>"))
    product = product_by_slug("lamp", market=MARKET)
    assert (product.description, product.text) == ('<p>Hi <a rel="noopener noreferrer">you</a></p>', "Hi you")
    save(a_draft(description="One & two.\n\nThree\nfour"))
    product = product_by_slug("lamp", market=MARKET)
    assert product.description == "<p>One &amp; two.</p><p>Three<br>four</p>"
    assert product.text == "One & two.\nThree\nfour"


def test_a_draft_of_the_shop_is_not_on_show() -> None:
    save(a_draft(status=ProductStatus.DRAFT))
    assert listed_ids() == set()
    assert Listing.objects.get().visible is False
