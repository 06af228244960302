"""Scheduled prices and publish windows take effect at the very second, everywhere at once, and nothing has to run."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from core.carts.selectors import cart_of
from core.carts.services import add_line
from core.catalog.models import Collection, Listing, ListingCategory, Product
from core.catalog.selectors import (
    cards_of,
    count_listed,
    facets_of,
    home_collections,
    list_after,
    list_page,
    product_by_id,
    product_by_slug,
    read_search,
    suggestions,
)
from core.catalog.services import close_listings, fold_listings, recount_facets, reflect_prices, refresh_listings
from core.catalog.types import (
    FOREVER,
    LONG_AGO,
    Choices,
    Criteria,
    ListedPrice,
    Market,
    PriceStep,
    ProductNotFound,
    Sort,
)
from core.inventory.types import VariantUnavailable
from tests.core.examples import CURRENCY, MARKET
from tests.factories import Record, a_category, a_record, someone

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-06-01T12:00:00Z")
SOON = NOW + timedelta(hours=1)
LATER = NOW + timedelta(hours=2)
A_SECOND = timedelta(seconds=1)
TRADE = Market(CURRENCY, group=7)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def jazz() -> int:
    return a_category()


@pytest.fixture
def record(jazz: int) -> Record:
    return a_record(title="Kind of Blue", price=2000, categories=(jazz,), published_at=NOW - timedelta(days=9))


def price(record: Record, *steps: tuple[datetime, int | None, int | None], group: int = 0) -> None:
    """Pricing tells of a timeline: of each step the moment, the price, and what it is compared with."""
    told = {
        (record.product_id, CURRENCY, at): tuple(
            PriceStep(since, ListedPrice(amount, False, compare_at)) for since, amount, compare_at in steps
        )
        for at in {0, group}
    }
    reflect_prices(product_ids=[record.product_id], prices=lambda ids: told)


def change(record: Record, **fields: object) -> None:
    Product.objects.filter(id=record.product_id).update(**fields)
    refresh_listings(product_ids=[record.product_id])


def seen(record: Record, market: Market = MARKET) -> set[int]:
    """The prices every way to a product shows it at; an empty set where it is nowhere."""
    category = Product.objects.values_list("categories", flat=True).get(id=record.product_id)
    search = read_search("kind of blue")
    found = [cards_of(product_ids=[record.product_id], market=market)]
    for criteria in (Criteria(market), Criteria(market, category), Criteria(market, search=search)):
        for sort in Sort:
            found += [list_page(criteria, sort=sort, page=1, size=9)]
            found += [list_after(criteria, sort=sort, after=None, size=9).cards]
            assert count_listed(criteria).count == len(found[-1])
    found += [suggestions("kind", market=market, size=9).products]
    assert len({len(cards) for cards in found}) == 1, "it is in all of them, or in none"
    try:
        product_by_slug(record.slug, market=market), product_by_id(record.product_id, market=market)
    except ProductNotFound:
        assert not any(found)
    else:
        assert all(found)
    return {card.price.amount for cards in found for card in cards}


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def test_a_scheduled_price_shows_from_its_second_on_and_not_before(record: Record) -> None:
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000), (LATER, 2100, None))
    shown = []
    for moment in (NOW, SOON - A_SECOND, SOON, LATER - A_SECOND, LATER, LATER + timedelta(days=400)):
        with at(moment):
            shown.append(seen(record))
    assert shown == [{2000}, {2000}, {1500}, {1500}, {2100}, {2100}]


def test_lists_are_sorted_and_narrowed_by_the_price_of_the_moment(record: Record, jazz: int) -> None:
    other = a_record(price=1800, categories=(jazz,))
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000))
    orders, offers, dear = [], [], []
    for moment in (SOON - A_SECOND, SOON):
        with at(moment):
            for category in (None, jazz):
                cards = list_page(Criteria(MARKET, category), sort=Sort.PRICE_UP, page=1, size=9)
                orders.append([card.product_id for card in cards])
                offers.append(count_listed(Criteria(MARKET, category, {"offer": ("yes",)})).count)
                dear.append(count_listed(Criteria(MARKET, category, {"price": ("1900-",)})).count)
    before, after = [other.product_id, record.product_id], [record.product_id, other.product_id]
    assert orders == [before, before, after, after]
    assert (offers, dear) == ([0, 0, 1, 1], [1, 1, 0, 0])


def test_a_product_is_on_show_within_its_window_alone(record: Record) -> None:
    change(record, published_at=SOON, unpublish_at=LATER)
    shown = []
    for moment in (NOW, SOON - A_SECOND, SOON, LATER - A_SECOND, LATER):
        with at(moment):
            shown.append(seen(record))
    assert shown == [set(), set(), {2000}, {2000}, set()]


def test_a_window_that_is_changed_keeps_the_prices_that_are_to_come(record: Record) -> None:
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000))
    change(record, status="draft")
    assert seen(record) == set()
    change(record, status="active", unpublish_at=LATER)
    shown = []
    for moment in (NOW, SOON, LATER):
        with at(moment):
            shown.append(seen(record))
    assert shown == [{2000}, {1500}, set()]


def test_a_price_that_is_called_off_never_shows(record: Record) -> None:
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000))
    price(record, (LONG_AGO, 2000, None))
    with at(SOON):
        assert seen(record) == {2000}
    assert (Listing.objects.count(), ListingCategory.objects.count()) == (1, 1)


def test_a_product_that_is_priced_from_a_moment_on_is_hidden_until_then(record: Record) -> None:
    price(record, (SOON, 1500, None))
    assert seen(record) == set()
    with at(SOON):
        assert seen(record) == {1500}


def test_a_cart_takes_what_is_on_show_at_the_moment(record: Record) -> None:
    change(record, published_at=SOON, unpublish_at=LATER)
    shopper, fates = someone(), []
    for moment in (SOON - A_SECOND, SOON, LATER):
        with at(moment):
            try:
                add_line(principal=shopper, variant_id=record.variant, quantity=1, market=MARKET, now=moment)
            except VariantUnavailable as refusal:
                fates.append(refusal.code)
            else:
                fates.append("added")
    assert fates == ["variant_unavailable", "added", "variant_unavailable"]
    states = []
    for moment in (LATER - A_SECOND, LATER):
        with at(moment):
            states += [line.state for line in cart_of(shopper, market=MARKET).lines]
    assert states == ["ready", "withdrawn"]


def test_what_is_over_is_forgotten_and_nobody_sees_a_change(record: Record) -> None:
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000), (LATER, 2100, None))
    base = Listing.objects.get(since=LONG_AGO).pk
    assert fold_listings(now=NOW) == 0
    with at(SOON):
        assert fold_listings(now=SOON) == 1
        assert seen(record) == {1500}
    assert set(Listing.objects.values_list("since", "until")) == {(LONG_AGO, LATER), (LATER, FOREVER)}
    with at(LATER):
        assert fold_listings(now=LATER) == 1
        assert fold_listings(now=LATER) == 0
        assert seen(record) == {2100}
    assert Listing.objects.get().pk == base, "the one that tellers hold always stays"
    assert ListingCategory.objects.count() == 1


def test_a_group_sees_its_own_prices_and_nobody_else_does(record: Record) -> None:
    price(record, (LONG_AGO, 2000, None), group=0)
    assert seen(record, TRADE) == set()
    told = {
        (record.product_id, CURRENCY, 0): (PriceStep(LONG_AGO, ListedPrice(2000, False, None)),),
        (record.product_id, CURRENCY, TRADE.group): (
            PriceStep(LONG_AGO, ListedPrice(1200, False, None)),
            PriceStep(SOON, ListedPrice(1100, False, None)),
        ),
    }
    reflect_prices(product_ids=[record.product_id], prices=lambda ids: told)
    assert (seen(record), seen(record, TRADE)) == ({2000}, {1200})
    with at(SOON):
        assert (seen(record), seen(record, TRADE)) == ({2000}, {1100})
    assert close_listings(currency=CURRENCY, group=TRADE.group) == 1
    assert close_listings(currency=CURRENCY, group=TRADE.group) == 0
    assert (seen(record), seen(record, TRADE)) == ({2000}, set())


def test_nobody_can_close_everyones_listings(record: Record) -> None:
    assert close_listings(currency=CURRENCY, group=0) == 0
    assert seen(record) == {2000}


def counts(code: str, category: int | None = None) -> dict[str, int]:
    return {
        value.value: value.count
        for facet in facets_of(Criteria(MARKET, category))
        for value in facet.values
        if facet.code == code
    }


def test_facets_counted_ahead_count_again_by_themselves_once_something_switches(record: Record, jazz: int) -> None:
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000))
    change(record, release_at=LATER)
    recount_facets(now=NOW)
    said = []
    for moment in (NOW, SOON - A_SECOND, SOON, LATER):
        with at(moment):
            said.append((counts("price", jazz), counts("offer"), counts("availability", jazz)))
    before: tuple[dict[str, int], ...] = ({"2000-3000": 1}, {}, {"coming_soon": 1})
    assert said == [
        before,
        before,
        ({"1500-2000": 1}, {"yes": 1}, {"coming_soon": 1}),
        ({"1500-2000": 1}, {"yes": 1}, {"in_stock": 1}),
    ]


def test_the_worker_counts_once_more_what_has_switched(
    record: Record, jazz: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000))
    assert recount_facets(now=NOW) == 2
    with at(SOON):
        assert recount_facets(now=SOON) == 2
        with django_assert_num_queries(1):
            assert counts("offer", jazz) == {"yes": 1}
        assert recount_facets(now=SOON) == 0


def test_a_home_page_shows_what_is_on_offer_at_the_moment(record: Record) -> None:
    Collection.objects.create(slug="offers", name="Offers", kind="on_offer")
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000), (LATER, 2000, None))
    shelves = []
    for moment in (NOW, SOON, LATER):
        with at(moment):
            shelves.append([len(one.cards) for one in home_collections(market=MARKET, size=4)])
    assert shelves == [[], [1], []]


def test_lists_take_no_statement_more_for_it(
    record: Record, jazz: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    price(record, (LONG_AGO, 2000, None), (SOON, 1500, 2000))
    narrowed: Choices = {"availability": ("in_stock",)}
    for sort in Sort:
        for criteria in (Criteria(MARKET), Criteria(MARKET, jazz), Criteria(MARKET, jazz, narrowed)):
            with django_assert_num_queries(1):
                list_page(criteria, sort=sort, page=1, size=9)
