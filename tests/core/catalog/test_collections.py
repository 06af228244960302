"""Collections: picked by hand or by a rule, and each leads to the whole of it."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Collection, CollectionItem
from core.catalog.selectors import home_collections, list_page
from core.catalog.services import count_sold, refresh_listings
from core.catalog.types import Criteria
from core.pricing.services import set_price
from tests.core.examples import CURRENCY, MARKET
from tests.factories import Record, a_record
from tests.factories.catalog import EPOCH

pytestmark = pytest.mark.django_db


@pytest.fixture
def records() -> list[Record]:
    """Six, newest last; the first two cost 9.99, the third is on offer, the fourth sells best."""
    made = [a_record(price=999 if at < 2 else 2500, published_at=EPOCH + timedelta(days=at)) for at in range(6)]
    set_price(variant_id=made[2].variant, currency=CURRENCY, amount=2000, compare_at=2500)
    count_sold(quantities={made[3].product_id: 5})
    return made


def make(kind: str, **fields: object) -> Collection:
    return Collection.objects.create(slug=kind, name=kind.title(), kind=kind, **fields)


def pick(collection: Collection, *records: Record) -> None:
    for position, record in enumerate(records):
        CollectionItem.objects.create(collection=collection, product_id=record.product_id, position=position)
    refresh_listings(product_ids=[record.product_id for record in records])


def ids(records: list[Record]) -> list[int]:
    return [record.product_id for record in records]


def test_each_kind_shows_what_it_is_named_for(records: list[Record]) -> None:
    make("newest", position=0)
    make("popular", position=1)
    make("on_offer", position=2)
    make("price_below", position=3, price_limit=1500)
    pick(make("picked", position=4), records[4], records[0], records[2])
    shown = {one.slug: [card.product_id for card in one.cards] for one in home_collections(market=MARKET, size=3)}
    assert list(shown) == ["newest", "popular", "on_offer", "price_below", "picked"]
    assert shown["newest"] == ids([records[5], records[4], records[3]])
    assert shown["popular"][0] == records[3].product_id
    assert shown["on_offer"] == ids([records[2]])
    assert set(shown["price_below"]) == set(ids(records[:2]))
    assert shown["picked"] == ids([records[4], records[0], records[2]])


def test_each_leads_to_a_list_that_holds_all_of_it(records: list[Record]) -> None:
    for kind, fields in {"newest": {}, "on_offer": {}, "price_below": {"price_limit": 1500}}.items():
        make(kind, **fields)
    pick(make("picked"), records[1], records[5])
    for one in home_collections(market=MARKET, size=12):
        listed = list_page(Criteria(MARKET, facets=one.facets), sort=one.sort, page=1, size=50)
        assert {card.product_id for card in one.cards} == {card.product_id for card in listed}, one.slug


def test_what_is_empty_hidden_or_not_for_the_first_page_is_left_out(records: list[Record]) -> None:
    make("picked")
    make("newest", on_home=False)
    assert home_collections(market=MARKET, size=3) == ()


def test_all_of_them_take_two_statements(
    records: list[Record], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for kind in ("newest", "popular", "on_offer"):
        make(kind)
    with django_assert_num_queries(2):
        assert len(home_collections(market=MARKET, size=3)) == 3
