"""Collections: picked by hand or by a rule, and each leads to the whole of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Attribute, Collection, CollectionItem, Product
from core.catalog.selectors import collection_head, count_listed, facets_of, home_collections, list_page
from core.catalog.services import count_sold, delete_categories, recount_facets, refresh_listings
from core.catalog.types import AttributeKind, Criteria, Market, Sort
from core.pricing.services import set_price
from tests.core.examples import CURRENCY, MARKET
from tests.factories import Record, a_category, a_record
from tests.factories.catalog import EPOCH
from tests.factories.shop import NOW

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
    below = {"price_limit": 1500}
    for kind, fields in {"newest": {}, "on_offer": {}, "price_below": below, "filtered": below}.items():
        make(kind, **fields)
    pick(make("picked"), records[1], records[5])
    shown = home_collections(market=MARKET, size=12)
    assert len(shown) == 5
    for one in shown:
        listed = list_page(Criteria(MARKET, facets=one.facets), sort=one.sort, page=1, size=50)
        assert {card.product_id for card in one.cards} == {card.product_id for card in listed}, one.slug
        assert count_listed(Criteria(MARKET, facets=one.facets)).count == len(listed)


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


# --- Collections by a rule -------------------------------------------------------------------------


@pytest.fixture
def shelf() -> int:
    """A to D, in Jazz, below it, or elsewhere; returns the category."""
    Attribute.objects.create(code="year", name="Year", kind=AttributeKind.NUMBER, is_facet=True)
    jazz = a_category("Jazz")
    bebop = a_category("Bebop", parent=jazz)
    a_record(title="A", brand="Nova", tags=("live",), categories=(jazz,), attributes={"year": 1959})
    a_record(title="B", brand="Nova", tags=("reissue",), categories=(bebop,), formats=("LP", "CD"), price=900)
    a_record(title="C", brand="Umbra", tags=("live", "reissue"), categories=(bebop,), attributes={"year": 1974})
    a_record(title="D", brand="Earth, Wind", tags=("live",), price=900)
    return jazz


def inside(*slugs: str, category: int | None = None, market: Market = MARKET, **facets: tuple[str, ...]) -> set[str]:
    criteria = Criteria(market, category, {"collection": slugs, **facets})
    cards = list_page(criteria, sort=Sort.NEWEST, page=1, size=50)
    assert count_listed(criteria).count == len(cards)
    return {card.title for card in cards}


@pytest.mark.parametrize(
    ("facets", "more", "found"),
    [
        ({"tag": ["live"]}, {}, {"A", "C", "D"}),
        ({"tag": ["live", "reissue"]}, {}, {"A", "B", "C", "D"}),
        ({"tag": ["live"], "brand": ["Nova", "Umbra"]}, {}, {"A", "C"}),
        ({"format": ["CD"]}, {}, {"B"}),
        ({"year": ["1970-1980"]}, {}, {"C"}),
        ({"offer": ["yes"]}, {}, set()),
        ({"tag": ["live"]}, {"price_limit": 1000}, {"D"}),
        ({"tag": ["live"]}, {"price_from": 900}, {"A", "C", "D"}),
        ({}, {"price_from": 901, "price_limit": 2000}, {"A", "C"}),
        ({"tag": ["unheard of"]}, {}, set()),
        ({"mood": ["calm"]}, {}, set()),
        ({"offer": ["maybe"]}, {}, set()),
        ({"tag": []}, {}, set()),
    ],
)
def test_what_is_filtered_has_all_that_the_rule_asks_for(
    facets: dict[str, list[str]], more: dict[str, int], found: set[str], shelf: int
) -> None:
    make("filtered", facets=facets, **more)
    shown = {card.title for one in home_collections(market=MARKET, size=9) for card in one.cards}
    assert inside("filtered") == shown == found


def test_what_is_filtered_by_a_category_stands_in_it_or_below_it(shelf: int) -> None:
    make("filtered", category_id=shelf, facets={"tag": ["live"]})
    assert inside("filtered") == {"A", "C"} == {card.title for card in home_collections(market=MARKET, size=9)[0].cards}
    bebop = Product.objects.get(title="B").categories.get().pk
    assert inside("filtered", category=bebop) == {"C"}


def test_products_enter_and_leave_by_themselves(shelf: int) -> None:
    make("filtered", facets={"tag": ["live"]})
    Product.objects.filter(title="A").update(tags=[])
    a_record(title="E", tags=("live",))
    refresh_listings(product_ids=Product.objects.values_list("id", flat=True))
    assert inside("filtered") == {"C", "D", "E"}


def test_collections_widen_each_other_and_are_narrowed_by_all_else(shelf: int) -> None:
    make("price_below", price_limit=1000)
    make("filtered", facets={"year": ["1959"]})
    make("newest")
    assert inside("price_below", "filtered") == {"A", "B", "D"}
    assert inside("price_below", "filtered", brand=("Nova",)) == {"A", "B"}
    assert inside("price_below", "gone") == {"B", "D"}
    assert inside("newest", "price_below") == {"A", "B", "C", "D"}
    assert inside("gone") == set()


def test_a_price_says_nothing_to_who_pays_in_another_currency(shelf: int) -> None:
    make("price_below", price_limit=1000, currency="CHF")
    make("filtered", price_from=1, currency="CHF")
    set_price(variant_id=Product.objects.get(title="D").variants.get().pk, currency="CHF", amount=900)
    assert inside("price_below") == inside("filtered") == set()
    assert home_collections(market=MARKET, size=9) == ()
    assert inside("price_below", market=Market("CHF")) == inside("filtered", market=Market("CHF")) == {"D"}


def counted(*slugs: str) -> dict[str, int]:
    found = facets_of(Criteria(MARKET, facets={"collection": slugs, "tag": ("live",)}))
    return {value.value: value.count for facet in found if facet.code == "collection" for value in facet.values}


def test_a_collection_chosen_says_how_many_it_would_leave(shelf: int) -> None:
    pick(make("picked"), a_record(tags=("live",)), a_record())
    make("price_below", price_limit=1000)
    make("newest")
    assert counted("picked") == {"picked": 1}
    assert counted("price_below") == {"picked": 1, "price_below": 1}
    assert counted("newest", "gone") == {"picked": 1, "newest": 4, "gone": 0}


def test_what_holds_the_whole_shop_is_counted_ahead_as_the_shop_is(
    shelf: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make("newest")
    recount_facets(now=NOW)
    whole = facets_of(Criteria(MARKET))
    with django_assert_num_queries(3):
        found = facets_of(Criteria(MARKET, facets={"collection": ("newest",)}))
    assert [facet for facet in found if facet.code != "collection"] == list(whole)


def test_statements_do_not_grow_with_the_rules(shelf: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for tag in ("live", "reissue"):
        Collection.objects.create(slug=tag, name=tag, kind="filtered", category_id=shelf, facets={"tag": [tag]})
    with django_assert_num_queries(3):
        assert len(home_collections(market=MARKET, size=3)) == 2
    with django_assert_num_queries(3):
        list_page(Criteria(MARKET, facets={"collection": ("live", "reissue")}), sort=Sort.NEWEST, page=1, size=9)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "price_below"},
        {"kind": "filtered"},
        {"kind": "filtered", "price_from": 0},
        {"kind": "filtered", "price_from": 900, "price_limit": 900},
        {"kind": "picked", "facets": {"tag": ["live"]}},
        {"kind": "newest", "price_from": 5},
    ],
)
def test_a_rule_that_asks_for_nothing_or_of_another_kind_cannot_be_kept(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Collection.objects.create(slug="x", name="X", **fields)


def test_a_category_that_a_rule_asks_for_is_not_deleted_which_would_widen_it(shelf: int) -> None:
    make("filtered", category_id=shelf)
    with pytest.raises(ProtectedError):
        delete_categories(category_ids=[shelf])
    assert inside("filtered") == {"A", "B", "C"}


# --- What stands above the list --------------------------------------------------------------------


def test_a_list_of_one_collection_has_its_texts_in_the_markets_language() -> None:
    said = {"name": "Neu", "seo_title": "Neue Platten"}
    make("newest", description="Fresh.", seo_description="All that is new.", translations={"de": said})
    own = collection_head({"collection": ("newest",), "tag": ("live",)})
    german = collection_head({"collection": ("newest",)}, locale="de")
    assert own
    assert (own.name, own.description, own.seo_title, own.seo_description) == (
        *("Newest", "Fresh.", "Newest", "All that is new."),
    )
    assert german
    assert (german.name, german.description, german.seo_title) == ("Neu", "Fresh.", "Neue Platten")


def test_of_none_or_several_there_is_no_such_text() -> None:
    make("newest")
    make("popular")
    for slugs in ((), ("gone",), ("newest", "popular")):
        assert collection_head({"collection": slugs}) is None
