"""A listing is what lists show of a product: hidden until it is whole, and never behind what it mirrors."""

import pytest
from django.db import IntegrityError, transaction

from core.catalog.models import Listing, ListingCategory, ListingTitle, Product
from core.catalog.selectors import cards_of, count_listed, list_page
from core.catalog.services import add_image, create_product, refresh_listings
from core.catalog.types import Criteria, Market, Sort
from core.pricing.services import remove_price, set_price
from core.shared.money import Money
from tests.core.examples import CURRENCY, MARKET, a_picture, listed, listed_ids, listing_of
from tests.factories import a_category, a_record
from tests.factories.catalog import EPOCH, ProductDraftFactory

pytestmark = pytest.mark.django_db


def change(product_id: int, **fields: object) -> None:
    """What the back office does: change the row, then refresh its listing."""
    Product.objects.filter(id=product_id).update(**fields)
    refresh_listings(product_ids=[product_id])


def test_a_card_shows_what_its_product_is() -> None:
    record = a_record(title="Kind of Blue", slug="kind-of-blue", brand="Miles Davis", price=2499)
    (card,) = listed()
    assert (card.product_id, card.title, card.slug, card.brand) == (
        record.product_id,
        "Kind of Blue",
        "kind-of-blue",
        "Miles Davis",
    )
    assert card.price == Money(2499, CURRENCY)
    assert card.in_stock
    assert card.image is None


def test_a_product_is_hidden_until_it_is_priced() -> None:
    product_id = create_product(draft=ProductDraftFactory(), now=EPOCH)
    assert listed() == ()
    set_price(variant_id=Product.objects.get(id=product_id).variants.get().pk, currency=CURRENCY, amount=999)
    assert listed_ids() == {product_id}


def test_a_product_whose_last_price_is_removed_is_hidden_again() -> None:
    jazz = a_category()
    record = a_record(categories=(jazz,))
    remove_price(variant_id=record.variant, currency=CURRENCY)
    assert listed() == listed(jazz) == ()
    assert count_listed(Criteria(MARKET, jazz)).count == 0


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"status": "archived"}, {"status": "draft", "published_at": None}]
)
def test_a_product_that_is_not_active_and_dated_is_hidden(fields: dict[str, object]) -> None:
    jazz = a_category()
    record = a_record(categories=(jazz,))
    change(record.product_id, **fields)
    assert listed() == listed(jazz) == ()
    change(record.product_id, status="active", published_at="2026-01-01T00:00:00Z")
    assert listed_ids() == listed_ids(jazz) == {record.product_id}


def test_names_change_on_the_product_and_every_place_of_its_listing_at_once() -> None:
    jazz = a_category()
    record = a_record(categories=(jazz,), title="B")
    change(record.product_id, title="A", brand="Nobody", slug="a")
    (card,) = listed(jazz)
    assert (card.title, card.brand, card.slug) == ("A", "Nobody", "a")
    assert set(ListingTitle.objects.filter(locale="en").values_list("category_id", "sort_key")) == {
        (0, "a"),
        (jazz, "a"),
    }


def test_a_price_changes_every_place_of_the_listing_at_once() -> None:
    jazz = a_category()
    record = a_record(categories=(jazz,), price=1000)
    set_price(variant_id=record.variant, currency=CURRENCY, amount=500)
    assert [card.price.amount for card in listed(jazz)] == [500]
    assert ListingCategory.objects.get().price == 500


def test_a_listing_is_written_in_the_transaction_of_what_it_mirrors() -> None:
    record = a_record(price=1000)
    with transaction.atomic():
        set_price(variant_id=record.variant, currency=CURRENCY, amount=500)
        assert listing_of(record.product_id).price == 500
        transaction.set_rollback(True)
    assert listing_of(record.product_id).price == 1000


def test_the_first_image_is_the_cards_and_its_title_stands_in_for_a_missing_text() -> None:
    record = a_record(title="Kind of Blue")
    add_image(product_id=record.product_id, file=a_picture(), alt="")
    add_image(product_id=record.product_id, file=a_picture(), alt="The back")
    (card,) = listed()
    assert card.image
    assert (card.image.alt, card.image.width, card.image.height, card.image.color) == (
        "Kind of Blue",
        40,
        30,
        "#000000",
    )


def test_cards_come_in_the_order_asked_for_without_the_hidden_and_the_doubled() -> None:
    first, second, hidden = a_record(), a_record(), a_record()
    change(hidden.product_id, status="draft")
    wanted = [second.product_id, hidden.product_id, first.product_id, second.product_id, 999]
    found = cards_of(product_ids=wanted, market=MARKET)
    assert [card.product_id for card in found] == [second.product_id, first.product_id]


def test_another_currency_is_another_list() -> None:
    record = a_record(price=1000)
    set_price(variant_id=record.variant, currency="SEK", amount=11_000)
    (card,) = list_page(Criteria(Market("SEK")), sort=Sort.NEWEST, page=1, size=10)
    assert (card.price, card.in_stock) == (Money(11_000, "SEK"), True)
    assert listed()[0].price == Money(1000, CURRENCY)


def test_the_database_refuses_to_show_what_has_no_price_or_date() -> None:
    record = a_record()
    for missing in ({"price": None}, {"published_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Listing.objects.filter(product=record.product_id).update(**missing)


def test_the_database_refuses_what_is_active_without_a_date_or_has_an_unknown_status() -> None:
    record = a_record()
    for wrong in ({"published_at": None}, {"status": "sold"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Product.objects.filter(id=record.product_id).update(**wrong)
