"""What lists can be narrowed by: counts that are true before one chooses, and lists that keep what they promised."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Attribute, FacetCensus, FacetRecount, Product
from core.catalog.selectors import count_listed, facet_names, facets_of, list_page
from core.catalog.services import recount_facets, refresh_listings
from core.catalog.types import Criteria, FacetInvalid, Sort
from core.inventory.services import receive
from core.pricing.services import set_price
from tests.core.examples import CURRENCY, MARKET
from tests.factories import Record, a_category, a_record
from tests.factories.shop import NOW

pytestmark = pytest.mark.django_db

type Counts = dict[str, int]


def counts(code: str, category: int | None = None, **chosen: tuple[str, ...]) -> Counts:
    found = facets_of(Criteria(MARKET, category, chosen))
    return {value.value: value.count for facet in found if facet.code == code for value in facet.values}


def titles(category: int | None = None, **chosen: tuple[str, ...]) -> set[str]:
    return narrowed(Criteria(MARKET, category, chosen))


def narrowed(criteria: Criteria) -> set[str]:
    cards = list_page(criteria, sort=Sort.NEWEST, page=1, size=50)
    assert count_listed(criteria).count == len(cards)
    return {card.title for card in cards}


@pytest.fixture
def shelf() -> dict[str, Record]:
    """Three records in Jazz: two brands, formats LP and CD, years; one of them sold out, one on offer."""
    jazz = a_category("Jazz")
    Attribute.objects.create(code="year", name="Year", kind="number", is_facet=True)
    Attribute.objects.create(code="note", name="Note", kind="text")
    made = {
        "a": a_record(title="A", brand="Nova", formats=("LP", "CD"), price=900, categories=(jazz,), tags=("live",)),
        "b": a_record(title="B", brand="Nova", formats=("LP",), price=1500, stock=0, categories=(jazz,)),
        "c": a_record(
            title="C", brand="Umbra", price=2500, categories=(jazz,), attributes={"year": 1974, "note": "not a facet"}
        ),
    }
    set_price(variant_id=made["c"].variant, currency=CURRENCY, amount=2500, compare_at=3000)
    return made


def test_every_facet_says_how_many_it_would_leave(shelf: dict[str, Record]) -> None:
    assert counts("brand") == {"Nova": 2, "Umbra": 1}
    assert counts("format") == {"LP": 3, "CD": 1}
    assert counts("year") == {"1974": 1}
    assert counts("tag") == {"live": 1}
    assert counts("availability") == {"in_stock": 2, "sold_out": 1}
    assert counts("offer") == {"yes": 1}
    assert counts("price") == {"500-1000": 1, "1500-2000": 1, "2000-3000": 1}
    assert counts("note") == {}


def test_values_of_one_facet_widen_each_other_and_facets_narrow(shelf: dict[str, Record]) -> None:
    assert titles(brand=("Nova",)) == {"A", "B"}
    assert titles(brand=("Nova", "Umbra")) == {"A", "B", "C"}
    assert titles(brand=("Nova",), format=("CD",)) == {"A"}
    assert titles(price=("-1000", "2000-")) == {"A", "C"}
    assert titles(availability=("sold_out",)) == {"B"}
    assert titles(offer=("yes",), brand=("Umbra",)) == {"C"}
    assert titles(year=("1974",)) == {"C"}


def test_a_facets_counts_leave_its_own_choice_aside(shelf: dict[str, Record]) -> None:
    assert counts("brand", brand=("Nova",)) == {"Nova": 2, "Umbra": 1}
    assert counts("format", brand=("Nova",)) == {"LP": 2, "CD": 1}
    assert counts("price", price=("500-1000",), brand=("Nova",)) == {"500-1000": 1, "1500-2000": 1}


def test_what_is_counted_is_what_choosing_it_lists(shelf: dict[str, Record]) -> None:
    bases: list[dict[str, tuple[str, ...]]] = [{}, {"brand": ("Nova",)}, {"availability": ("in_stock",)}]
    for base in bases:
        for facet in facets_of(Criteria(MARKET, facets=base)):
            for value in facet.values:
                chosen = {**base, facet.code: (value.value,)}
                assert len(narrowed(Criteria(MARKET, facets=chosen))) == value.count, (base, facet.code, value)


def test_a_chosen_value_that_nothing_has_any_more_is_still_there_to_be_let_go(shelf: dict[str, Record]) -> None:
    assert counts("brand", brand=("Gone",)) == {"Gone": 0, "Nova": 2, "Umbra": 1}
    assert titles(brand=("Gone",)) == set()


def test_a_category_has_its_own_counts(shelf: dict[str, Record]) -> None:
    folk = a_category("Folk")
    a_record(title="D", brand="Nova", categories=(folk,))
    assert counts("brand", folk) == {"Nova": 1}
    assert titles(folk, brand=("Nova",)) == {"D"}


def test_stock_and_prices_move_at_once(shelf: dict[str, Record]) -> None:
    receive(variant_id=shelf["b"].variant, quantity=1, now=NOW)
    set_price(variant_id=shelf["b"].variant, currency=CURRENCY, amount=700)
    assert counts("availability") == {"in_stock": 3}
    assert titles(price=("500-1000",)) == {"A", "B"}


def test_what_is_coming_is_neither_in_stock_nor_sold_out(shelf: dict[str, Record]) -> None:
    Product.objects.filter(id=shelf["b"].product_id).update(release_at=timezone.now() + timedelta(days=9))
    refresh_listings(product_ids=[shelf["b"].product_id])
    assert counts("availability") == {"in_stock": 2, "coming_soon": 1}
    assert titles(availability=("coming_soon",)) == {"B"}


@pytest.mark.parametrize(
    ("code", "value", "fault"),
    [
        ("colour", "red", "unknown"),
        ("price", "cheap", "invalid"),
        ("price", "-", "invalid"),
        ("price", "1-2-3", "invalid"),
        ("availability", "maybe", "invalid"),
        ("offer", "no", "invalid"),
    ],
)
def test_what_no_list_can_be_narrowed_by_is_refused_by_name(
    shelf: dict[str, Record], code: str, value: str, fault: str
) -> None:
    with pytest.raises(FacetInvalid) as refused:
        narrowed(Criteria(MARKET, facets={code: (value,)}))
    assert refused.value.details == {"fields": {code: fault}}


def test_the_census_answers_for_whole_lists_until_the_next_count(shelf: dict[str, Record]) -> None:
    assert recount_facets(now=NOW) == 2, "the shop and Jazz"
    assert FacetRecount.objects.count() == 0
    assert counts("format") == {"LP": 3, "CD": 1}
    a_record(brand="Nova")
    assert counts("brand") == {"Nova": 2, "Umbra": 1}, "counted ahead"
    assert recount_facets(now=NOW + timedelta(seconds=1)) == 0, "not again so soon"
    assert recount_facets(now=NOW + timedelta(minutes=1)) == 1
    assert counts("brand") == {"Nova": 3, "Umbra": 1}


def test_the_census_says_what_counting_says(shelf: dict[str, Record]) -> None:
    before = facets_of(Criteria(MARKET))
    recount_facets(now=NOW)
    assert FacetCensus.objects.count() == 2
    assert facets_of(Criteria(MARKET)) == before


def test_statements_grow_with_the_facets_chosen_not_with_the_list(
    shelf: dict[str, Record], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        facets_of(Criteria(MARKET))
    with django_assert_max_num_queries(6):
        facets_of(Criteria(MARKET, facets={"brand": ("Nova",)}))
    recount_facets(now=NOW)
    with django_assert_max_num_queries(1):
        facets_of(Criteria(MARKET))


def test_a_range_that_is_none_of_the_steps_is_counted_where_it_is_chosen(shelf: dict[str, Record]) -> None:
    assert counts("price", price=("800-1600",)) == {"800-1600": 2, "500-1000": 1, "1500-2000": 1, "2000-3000": 1}


def test_the_names_of_attributes_are_those_of_facets(
    shelf: dict[str, Record], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert facet_names().facets == {"year": "Year"}


def test_a_text_too_long_to_choose_is_no_facet_and_in_nobodys_way(shelf: dict[str, Record]) -> None:
    a_record(title="D", tags=("x" * 251, "short"))
    assert counts("tag") == {"live": 1, "short": 1}


def test_a_category_deleted_while_it_was_changed_stops_no_count(shelf: dict[str, Record]) -> None:
    FacetRecount.objects.create(category_id=999_999, currency=CURRENCY)
    assert recount_facets(now=NOW) == 3
    assert not FacetRecount.objects.exists()
    assert FacetCensus.objects.count() == 2
