"""The sample shop: complete, the same every time, and never in anybody's way."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from core.catalog import selectors as catalog
from core.catalog.models import (
    BoughtTogether,
    Category,
    Listing,
    ListingCategory,
    ListingFacet,
    Product,
    RelatedProduct,
    Variant,
)
from core.catalog.selectors import facets_of
from core.catalog.services import refresh_listings
from core.catalog.types import FOREVER, Card, Criteria, Market, ProductMoved, ProductNotFound, Sort
from core.customers.models import User
from core.inventory.models import Movement, Stock, StockAlert, StockTake, Warehouse
from core.inventory.selectors import audit_stock, available
from core.orders.models import Order
from core.outbox.models import OutboxEvent
from core.payments.models import Payment
from core.pricing.selectors import priced_variants
from project.demo.people import CARTS, CUSTOMERS, ORDERS
from project.demo.records import GENRES, RECORDS
from project.worker import DUTIES
from tests.factories.bank import Bank
from tests.once import arranged_once

MARKET = Market(settings.SHOP_CURRENCIES[0])


def demo(*, images: bool = False, **options: object) -> str:
    out = StringIO()
    call_command("demo", no_images=not images, stdout=out, **options)
    return out.getvalue()


def listed(category_id: int | None = None, **facets: tuple[str, ...]) -> tuple[Card, ...]:
    return all_of(Criteria(MARKET, category_id, facets))


def all_of(criteria: Criteria) -> tuple[Card, ...]:
    return catalog.list_page(criteria, sort=Sort.NEWEST, page=1, size=300)


@pytest.fixture(scope="class")
def said(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """One sample shop for all tests of a class, and what was said of it."""
    with arranged_once(django_db_blocker):
        yield demo()


@pytest.mark.usefixtures("said")
@pytest.mark.django_db
class TestTheSampleShop:
    def test_all_records_are_on_show(self, said: str) -> None:
        cards = listed()
        assert f"{len(RECORDS)} records" in said
        assert len(cards) >= 200
        assert {card.slug for card in cards} == {record.slug for record in RECORDS}

    def test_some_are_sold_out_some_nearly_some_on_offer_and_some_are_coming(self) -> None:
        assert len(listed(availability=("sold_out",))) >= 10
        assert len(listed(availability=("coming_soon",))) >= 5
        assert len(listed(offer=("yes",))) >= 20
        left = available(variant_ids=list(Variant.objects.values_list("id", flat=True)))
        assert sum(1 <= count <= 3 for count in left.values()) >= 15

    def test_some_can_be_ordered_though_they_are_not_there_or_not_out_yet(self) -> None:
        assert len(listed(availability=("backorder",))) >= 3
        assert len(listed(availability=("preorder",))) >= 4

    def test_it_is_read_in_german_too(self) -> None:
        german = Market(MARKET.currency, "de")
        named = {one.name for one in catalog.home_collections(market=german, size=1)}
        assert "Neu eingetroffen" in named
        assert catalog.facet_names(locale="de").facets["mood"] == "Stimmung"
        assert catalog.product_by_slug("nova-lecka-k2", market=german).text.startswith("Der Berg")

    def test_prices_are_of_groups_and_times_too(self) -> None:
        trade = User.objects.get(group__code="trade")
        assert trade.group
        assert trade.group.priced_in == [MARKET.currency]
        assert Listing.objects.filter(until__lt=FOREVER).exists(), "an offer is scheduled"
        on_offer = catalog.list_page(Criteria(MARKET, facets={"offer": ("yes",)}), sort=Sort.NEWEST, page=1, size=1)[0]
        assert any(one.lowest_30 for one in priced_variants(product_id=on_offer.product_id, market=MARKET))

    def test_goods_lie_in_two_places_and_are_counted_held_back_and_waited_for(self) -> None:
        assert [one.goods.filter(on_hand__gt=0).exists() for one in Warehouse.objects.all()] == [True, True]
        assert {take.closed_at is None for take in StockTake.objects.all()} == {True, False}
        assert Stock.objects.filter(safety__gt=0).exists()
        assert StockAlert.objects.exists()
        assert list(audit_stock()) == []

    def test_products_lead_to_each_other_and_old_addresses_to_new_ones(self) -> None:
        assert RelatedProduct.objects.exists()
        assert BoughtTogether.objects.exists()
        with pytest.raises(ProductMoved):
            catalog.product_by_slug(f"{RECORDS[0].slug}-lp", market=MARKET)

    def test_a_book_is_published_by_itself_in_a_few_days(self) -> None:
        with pytest.raises(ProductNotFound):
            catalog.product_by_slug("the-bespoke-songbook", market=MARKET)
        with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
            assert catalog.product_by_slug("the-bespoke-songbook", market=MARKET).title == "The Bespoke Songbook"

    def test_every_category_is_reached_from_the_top_and_holds_something(self) -> None:
        reached = 0
        for root in catalog.root_categories():
            genre = catalog.category_by_path(root.path)
            inside = {card.product_id for kind in genre.children for card in listed(kind.id)}
            assert inside == {card.product_id for card in listed(genre.id)}
            assert all(listed(kind.id) for kind in genre.children)
            reached += 1 + len(genre.children)
        assert reached == Category.objects.count() == sum(1 + len(genre.kinds) for genre in GENRES)

    def test_every_collection_shows_something_and_more_of_it(self) -> None:
        shown = catalog.home_collections(market=MARKET, size=12)
        assert [one.slug for one in shown] == ["new", "staff-picks", "under-15", "best-sellers", "on-offer"]
        for one in shown:
            assert one.cards
            assert len(all_of(Criteria(MARKET, facets=one.facets))) >= len(one.cards)

    def test_records_can_be_narrowed_by_what_is_known_of_them(self) -> None:
        codes = {facet.code for facet in catalog.facets_of(Criteria(MARKET))}
        assert {"availability", "offer", "price", "brand", "tag", "collection", "format", "label", "country"} <= codes

    def test_titles_in_any_script_are_found(self) -> None:
        foreign = [record.title for record in RECORDS if not record.title.isascii()]
        assert len(foreign) >= 10
        for title in foreign:
            search = catalog.read_search(title)
            found = catalog.list_page(Criteria(MARKET, search=search), sort=Sort.RELEVANCE, page=1, size=5)
            assert title in {card.title for card in found}

    def test_orders_stand_in_all_their_states_and_money_with_them(self) -> None:
        assert Order.objects.count() == len(ORDERS)
        assert set(Order.objects.values_list("status", flat=True)) == {"confirmed", "shipped", "delivered", "cancelled"}
        assert {"awaited", "received", "cancelled"} <= set(Payment.objects.values_list("status", flat=True))
        assert User.objects.filter(cart__isnull=False).count() == len(CARTS)

    def test_nobody_is_written_to(self) -> None:
        assert not OutboxEvent.objects.filter(relayed_at=None).exists()
        for duty in DUTIES:
            duty.work()
        assert mail.outbox == []

    def test_what_it_tells_opens_the_back_office_and_is_another_word_each_time(self, said: str) -> None:
        email = next(line.split()[-1] for line in said.splitlines() if "staff@" in line)
        password = next(line.split()[-1] for line in said.splitlines() if "password" in line)
        user = User.objects.get(email=email)
        assert user.is_staff
        assert user.check_password(password)
        assert User.objects.count() == len(CUSTOMERS) + 1

    def test_a_shop_that_has_products_is_left_as_it_is(self) -> None:
        before = Product.objects.count(), Movement.objects.count(), User.objects.count()
        assert "nothing was changed" in demo()
        assert before == (Product.objects.count(), Movement.objects.count(), User.objects.count())


@pytest.mark.django_db
def test_every_record_gets_its_cover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = RECORDS[::20]
    for module in ("project.management.commands.demo", "project.demo.shelving"):
        monkeypatch.setattr(f"{module}.RECORDS", few)
    monkeypatch.setattr("project.demo.history.ORDERS", ())
    monkeypatch.setattr("project.demo.history.CARTS", ())
    with override_settings(MEDIA_ROOT=tmp_path):
        demo(images=True)
        images = [card.image for card in listed()]
    assert all(image and image.placeholder and (tmp_path / image.file).exists() for image in images)
    assert len({image.file for image in images if image}) == len(few)


@pytest.mark.django_db
def test_a_run_that_fails_leaves_the_shop_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(password: str) -> None:
        raise RuntimeError("the last step")

    monkeypatch.setattr("project.demo.history.employ_staff", fail)
    with pytest.raises(RuntimeError):
        demo()
    assert catalog.is_empty()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_crowd_is_as_many_as_asked_for_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("project.demo.crowd.ORIGINALS", 8)
    assert "21 products added" in demo(products=21)
    demo(products=3)
    assert Product.objects.count() == len(listed()) == 24
    places, values = ListingCategory.objects.count(), ListingFacet.objects.count()
    before = facets_of(Criteria(MARKET))
    rows = list(Listing.objects.order_by("id").values())
    refresh_listings(product_ids=list(Product.objects.values_list("id", flat=True)))
    assert list(Listing.objects.order_by("id").values()) == rows, "the copies are what the services would have made"
    assert (ListingCategory.objects.count(), ListingFacet.objects.count()) == (places, values)
    assert facets_of(Criteria(MARKET)) == before


@pytest.mark.parametrize(
    ("offered", "orders"), [(("stripe", "manual"), len(ORDERS)), (("stripe",), 0)], ids=["cards too", "cards alone"]
)
def test_a_shop_that_takes_cards_can_have_a_sample_too(
    bank: Bank, settings: Settings, offered: tuple[str, ...], orders: int, db: None
) -> None:
    settings.PAYMENT_PROVIDERS = offered
    assert f"{orders} orders" in demo()
    assert Order.objects.count() == orders
    assert bank.said == [], "its orders were paid by transfer"
