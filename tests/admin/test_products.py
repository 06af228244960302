"""Products at the back office: plain edits, after which lists show what was saved."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Picture

from core.catalog.models import Product, ProductImage, Variant
from core.catalog.services import add_image, create_product, make_renditions
from core.catalog.types import ProductDraft, ProductStatus, VariantDraft
from core.inventory.services import receive
from core.pricing.models import Price
from core.pricing.services import remove_price, set_price
from tests.admin.staff import Staff, complaints
from tests.core.examples import CURRENCY, a_picture, listed, listed_ids, listing_of
from tests.factories import Record, a_category, a_record
from tests.factories.shop import NOW


def a_png(mode: str, size: tuple[int, int]) -> bytes:
    file = BytesIO()
    Picture.new(mode, size).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def record(staff: Staff) -> Record:
    return a_record(title="Kind of Blue")


def page_of(record: Record) -> str:
    return f"catalog/product/{record.product_id}/change/"


def test_a_product_saved_is_what_lists_show(staff: Staff, record: Record) -> None:
    jazz = a_category("Jazz")
    staff.save(page_of(record), {"title": "Kind of Red", "brand": "Nobody", "categories": [jazz]})
    assert [(card.title, card.brand) for card in listed(jazz)] == [("Kind of Red", "Nobody")]


def test_a_product_saved_as_it_is_stays_as_it_is(staff: Staff, record: Record) -> None:
    before = listed()
    staff.save(page_of(record))
    assert listed() == before


def test_a_product_taken_out_of_a_category_is_gone_from_its_list(staff: Staff) -> None:
    jazz = a_category("Jazz")
    record = a_record(categories=(jazz,))
    staff.save(page_of(record), {"categories": []})
    assert listed_ids(jazz) == set()
    assert listed_ids() == {record.product_id}


def test_an_archived_product_is_hidden(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"status": "archived"})
    assert listed() == ()


def test_an_active_product_needs_a_date(staff: Staff, record: Record) -> None:
    response = staff.send(page_of(record), {"published_at_0": "", "published_at_1": ""})
    assert "A product on show needs a date" in str(complaints(response))
    assert listing_of(record.product_id).visible


def a_variant(nth: int, sku: str, options: str) -> dict[str, Any]:
    return {
        f"variants-{nth}-sku": sku,
        f"variants-{nth}-option_values": options,
        f"variants-{nth}-position": nth,
        f"variants-{nth}-weight_grams": 0,
    }


def test_a_new_product_is_on_show_once_it_is_priced(staff: Staff) -> None:
    changes = {
        "title": "Blue Train",
        "slug": "blue-train",
        "status": "active",
        "published_at_0": "2026-01-01",
        "published_at_1": "12:00",
        "option_names": "Format",
        "variants-TOTAL_FORMS": 1,
        **a_variant(0, "BT-LP", "LP"),
    }
    staff.save("catalog/product/add/", changes)
    assert listed() == ()
    set_price(variant_id=Variant.objects.get(sku="BT-LP").pk, currency=CURRENCY, amount=1)
    assert [card.title for card in listed()] == ["Blue Train"]


def test_two_variants_of_the_same_options_are_refused(staff: Staff, record: Record) -> None:
    again = staff.send(page_of(record), {"variants-TOTAL_FORMS": 2, **a_variant(1, "NEW", "LP")})
    assert "Another variant has the same." in str(complaints(again))
    both = {"variants-TOTAL_FORMS": 3, **a_variant(1, "NEW-1", "CD"), **a_variant(2, "NEW-2", "CD")}
    assert "Another variant has the same." in str(complaints(staff.send(page_of(record), both)))
    assert Variant.objects.count() == 1


@pytest.mark.parametrize("options", ["", " , ", '""', "LP, Red", '"LP", Red', "LP,Red,Blue"])
def test_a_variant_has_one_text_for_each_option(staff: Staff, record: Record, options: str) -> None:
    assert complaints(staff.send(page_of(record), a_variant(0, "NEW", options)))
    assert Variant.objects.get().option_values == ["LP"]


@pytest.mark.parametrize("text", ["Live, at Leeds", 'The 12" mix', "[LP]", "Größe L"])
def test_whatever_a_text_has_in_it_it_is_written_as_one_and_read_as_one(
    staff: Staff, record: Record, text: str
) -> None:
    Variant.objects.update(option_values=[text])
    staff.save(page_of(record))
    assert Variant.objects.get().option_values == [text]


def test_a_product_without_options_has_one_variant_without_values(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"option_names": "", **a_variant(0, "ONLY", "")})
    assert Product.objects.get().option_names == Variant.objects.get().option_values == []


def test_a_variant_stays_for_its_prices_stock_and_movements_hang_on_it(staff: Staff) -> None:
    record = a_record(formats=("LP", "CD"), price=1000)
    before = listed()
    staff.save(page_of(record), {"variants-0-DELETE": "on"})
    assert Variant.objects.count() == 2
    assert listed() == before


def test_a_product_is_archived_not_deleted(staff: Staff, record: Record) -> None:
    assert f"/admin/catalog/product/{record.product_id}/delete/" not in staff.get(page_of(record)).content.decode()
    answer = staff.send(page_of(record), {"post": "yes"}, to=f"catalog/product/{record.product_id}/delete/")
    assert answer.status_code == 403
    assert listed_ids() == {record.product_id}


# --- On show --------------------------------------------------------------------------------------


def a_draft(*, priced: bool = True, **fields: Any) -> Product:
    draft = ProductDraft(slug="d", title="Draft", variants=(VariantDraft("D"),), status=ProductStatus.DRAFT, **fields)
    product = Product.objects.get(pk=create_product(draft=draft, now=NOW))
    if priced:
        set_price(variant_id=Variant.objects.get().pk, currency=CURRENCY, amount=900)
    return product


def take(staff: Staff, product: int, step: str, **asked: str) -> str:
    """Take a step by its dialog; returns what the product's page says afterwards."""
    answer = staff.send(f"catalog/product/{product}/{step}/", asked)
    assert answer.status_code == 302
    return str(staff.get(f"catalog/product/{product}/change/").content.decode())


def test_a_draft_is_published_with_one_step_and_archived_with_another(staff: Staff) -> None:
    product = a_draft()
    page = f"catalog/product/{product.pk}/change/"
    assert [f"/{product.pk}/{step}/" in staff.get(page).content.decode() for step in ("publish", "archive")] == [1, 0]
    assert "Draft is on show." in take(staff, product.pk, "publish", published_at="2026-01-02T03:04")
    product.refresh_from_db()
    assert product.published_at == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    assert [card.title for card in listed()] == ["Draft"]
    assert [f"/{product.pk}/{step}/" in staff.get(page).content.decode() for step in ("publish", "archive")] == [0, 1]
    take(staff, product.pk, "archive")
    assert listed() == ()


def test_today_is_proposed_unless_it_has_a_date(staff: Staff) -> None:
    product = a_draft()
    proposed = staff.fields(f"catalog/product/{product.pk}/publish/")["published_at"]
    assert abs(datetime.fromisoformat(proposed).replace(tzinfo=UTC) - timezone.now()) < timedelta(minutes=2)
    Product.objects.update(published_at=NOW)
    assert staff.fields(f"catalog/product/{product.pk}/publish/")["published_at"] == "2026-06-01T12:00"


def test_what_has_no_price_or_no_date_is_refused_in_words(staff: Staff) -> None:
    product = a_draft(priced=False)
    assert "This product has no price yet." in take(staff, product.pk, "publish")
    undated = staff.send(f"catalog/product/{product.pk}/publish/", {"published_at": ""})
    assert "Since when? Lists of what is new are sorted by it." in undated.content.decode()
    product.refresh_from_db()
    assert product.status == "draft"


def test_many_are_published_at_once_and_those_without_a_price_are_named(staff: Staff) -> None:
    priced = a_draft()
    draft = ProductDraft(slug="e", title="Unpriced", variants=(VariantDraft("E"),), status=ProductStatus.DRAFT)
    unpriced = create_product(draft=draft, now=NOW)
    asked = staff.act("catalog/product/", "publish_chosen", priced.pk, unpriced)
    assert "Shoppers see these from now on" in asked.content.decode()
    assert listed_ids() == set(), "it asks first"
    answer = staff.act("catalog/product/", "publish_chosen", priced.pk, unpriced, confirmed="1")
    said = staff.client.get(answer["Location"]).content.decode()
    assert "Unpriced: It has no price yet." in said
    assert "1 product put on show." in said
    assert listed_ids() == {priced.pk}


def test_who_may_only_look_at_products_publishes_none(db: None) -> None:
    product, looker = a_draft(), Staff("view_product", email="looker@example.org")
    assert looker.get(f"catalog/product/{product.pk}/publish/").status_code == 403
    assert "/publish/" not in looker.get(f"catalog/product/{product.pk}/change/").content.decode()


# --- What is beside it ----------------------------------------------------------------------------


def test_each_variant_leads_to_its_price_and_its_stock(staff: Staff) -> None:
    record = a_record(formats=("LP", "CD"), price=1999, stock=0)
    receive(variant_id=record.variant, quantity=3, now=NOW)
    remove_price(variant_id=record.variants[1], currency=CURRENCY)
    page = staff.get(page_of(record)).content.decode()
    price = Price.objects.get(variant=record.variant)
    lp, cd = record.variants
    assert f'<a href="/admin/pricing/price/{price.pk}/change/" class="text-link">€19.99</a>' in page
    assert f'<a href="/admin/inventory/stock/{lp}/change/" class="text-link">3</a>' in page
    assert f"/admin/pricing/price/add/?variant={cd}&amp;currency={CURRENCY}" in page
    assert f"/admin/inventory/stock/{cd}/change/" in page


def test_a_variants_price_and_stock_take_no_statement_each(staff: Staff) -> None:
    def statements(*formats: str) -> int:
        record = a_record(formats=formats)
        with CaptureQueriesContext(connection) as captured:
            staff.get(page_of(record))
        return len(captured)

    assert statements("LP", "CD", "MC", "8-track") == statements("LP")


def test_a_description_is_made_harmless(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), {"description": "<p onclick=x>Good</p><script>bad()</script>"})
    assert Product.objects.get().description == "<p>Good</p>"


def test_pictures_are_added_described_and_taken_away(staff: Staff, record: Record) -> None:
    new = {"images-TOTAL_FORMS": 1, "images-0-file": a_picture(), "images-0-alt": "The cover", "images-0-position": 0}
    staff.save(page_of(record), new)
    image = ProductImage.objects.get()
    assert (listing_of(record.product_id).image or {})["file"] == image.file.name
    assert image.file.url in staff.get(page_of(record)).content.decode()
    another = ContentFile(a_png("RGB", (7, 7)), "other.png")
    staff.save(page_of(record), {"images-0-alt": "The sleeve", "images-0-file": another})
    again = ProductImage.objects.get()
    assert (again.file.name, again.alt) == (image.file.name, "The sleeve"), "a picture is not replaced, but added"
    assert (listing_of(record.product_id).image or {})["alt"] == "The sleeve"
    staff.save(page_of(record), {"images-0-DELETE": "on"})
    assert listing_of(record.product_id).image is None


@pytest.mark.parametrize("content", [b"", b"no picture at all", a_png("RGB", (8, 8))[:40], b"<svg/>"])
def test_what_is_no_picture_is_refused_in_words(staff: Staff, record: Record, content: bytes) -> None:
    file = ContentFile(content, "cover.png")
    response = staff.send(page_of(record), {"images-TOTAL_FORMS": 1, "images-0-file": file, "images-0-position": 0})
    assert response.status_code == 200
    assert complaints(response)
    assert not ProductImage.objects.exists()


def test_a_picture_that_is_too_large_is_refused_in_words(staff: Staff, record: Record) -> None:
    file = ContentFile(a_png("1", (12_001, 1)), "cover.png")
    response = staff.send(page_of(record), {"images-TOTAL_FORMS": 1, "images-0-file": file, "images-0-position": 0})
    assert "A picture has at most 12,000 pixels a side." in str(complaints(response))


def test_lists_of_products_show_small_pictures(staff: Staff, record: Record) -> None:
    add_image(product_id=record.product_id, file=a_png("RGB", (900, 900)), alt="")
    kept = ProductImage.objects.get()
    assert kept.file.url in staff.get("catalog/product/").content.decode()
    while make_renditions():
        pass
    page = staff.get("catalog/product/").content.decode()
    assert kept.file.url not in page
    assert f"renditions/{str(kept.file.name).split('/')[1].split('.')[0]}/" in page
