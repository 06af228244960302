"""Lists: numbered pages and walked ones show the same products in the same order, whatever they are sorted by."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from core.catalog.selectors import cards_of, count_listed, list_after, list_page
from core.catalog.services import count_sold
from core.catalog.types import Card, Criteria, PageOutOfRange, Position, PositionInvalid, Sort, Total
from tests.core.examples import MARKET, listed, undone
from tests.factories import a_category, a_record
from tests.factories.catalog import EPOCH

pytestmark = pytest.mark.django_db


def paged(category: int | None, sort: Sort, size: int) -> list[Card]:
    pages = range(1, 30)
    numbered = (list_page(Criteria(MARKET, category), sort=sort, page=page, size=size) for page in pages)
    return [card for cards in numbered for card in cards]


def walked(category: int | None, sort: Sort, size: int) -> list[Card]:
    found, after = list[Card](), None
    while True:
        step = list_after(Criteria(MARKET, category), sort=sort, after=after, size=size)
        assert len(step.cards) <= size
        found += step.cards
        if step.next is None:
            return found
        assert len(step.cards) == size, "only the last step is short"
        after = step.next


# Few different values, so that many are equal and the product's id has to decide.
records = st.lists(
    st.tuples(st.sampled_from(["A", "B", "a", "Ä", "it's"]), st.integers(0, 2), st.integers(0, 2)),
    min_size=1,
    max_size=9,
)


@given(records, st.sampled_from(Sort), st.integers(1, 4), st.booleans())
@settings(max_examples=25, deadline=None)
def test_walking_a_list_shows_what_its_pages_show(
    shelf: list[tuple[str, int, int]], sort: Sort, size: int, in_category: bool
) -> None:
    with undone():
        jazz = a_category()
        for title, price, age in shelf:
            published = EPOCH - timedelta(days=age)
            a_record(title=title, price=price, stock=0, categories=(jazz,), published_at=published)
        category = jazz if in_category else None
        cards = walked(category, sort, size)
        assert cards == paged(category, sort, size)
        assert len({card.product_id for card in cards}) == len(shelf)


def test_each_sort_puts_first_what_it_is_named_for() -> None:
    old = a_record(title="B", price=100, published_at=EPOCH)
    new = a_record(title="C", price=300, published_at=EPOCH + timedelta(days=1))
    mid = a_record(title="A", price=200, published_at=EPOCH + timedelta(hours=1))
    count_sold(quantities={mid.product_id: 2, new.product_id: 1})
    order = {sort: [card.product_id for card in listed(sort=sort)] for sort in Sort}
    assert order == {
        Sort.NEWEST: [new.product_id, mid.product_id, old.product_id],
        Sort.POPULAR: [mid.product_id, new.product_id, old.product_id],
        Sort.RELEVANCE: [mid.product_id, new.product_id, old.product_id],
        Sort.PRICE_UP: [old.product_id, mid.product_id, new.product_id],
        Sort.PRICE_DOWN: [new.product_id, mid.product_id, old.product_id],
        Sort.TITLE: [mid.product_id, old.product_id, new.product_id],
    }


def test_an_empty_list_has_nothing_and_no_next() -> None:
    assert walked(None, Sort.NEWEST, 5) == paged(None, Sort.NEWEST, 5) == []
    assert count_listed(Criteria(MARKET)) == Total(0, False)


def test_totals_are_exact_up_to_the_limit_and_say_so_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    jazz = a_category()
    monkeypatch.setattr("core.catalog.selectors.lists.COUNT_LIMIT", 2)
    totals = []
    for _ in range(4):
        totals.append(count_listed(Criteria(MARKET)))
        assert totals[-1] == count_listed(Criteria(MARKET, jazz))
        a_record(categories=(jazz,))
    assert totals == [Total(0, False), Total(1, False), Total(2, False), Total(2, True)]


@pytest.mark.parametrize("page", [0, -1, 10_001, 2**70])
def test_there_are_no_pages_before_the_first_nor_past_the_limit(page: int) -> None:
    with pytest.raises(PageOutOfRange):
        list_page(Criteria(MARKET), sort=Sort.NEWEST, page=page, size=1)


def test_walking_goes_on_past_the_limit_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.catalog.selectors.lists.COUNT_LIMIT", 2)
    for _ in range(4):
        a_record()
    assert len(walked(None, Sort.NEWEST, 1)) == 4


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        (Sort.NEWEST, "2026-01-01T00:00:00"),  # naive
        (Sort.NEWEST, "2026-01-01"),
        (Sort.NEWEST, "0001-01-01T00:00:00+14:00"),  # before there were years
        (Sort.NEWEST, "9999-12-31T23:59:59-14:00"),
        (Sort.NEWEST, "1999"),
        (Sort.NEWEST, ""),
        (Sort.PRICE_UP, "cheap"),
        (Sort.PRICE_UP, "1.5"),
        (Sort.PRICE_UP, "-1"),
        (Sort.PRICE_DOWN, str(2**63)),
        (Sort.PRICE_DOWN, "9" * 5000),
        (Sort.TITLE, "nul\x00"),
        (Sort.TITLE, "half a pair \ud800"),
    ],
)
def test_a_position_of_another_sort_or_of_nobodys_making_is_refused(sort: Sort, value: str) -> None:
    jazz = a_category()
    for category in (None, jazz):
        with pytest.raises(PositionInvalid):
            list_after(Criteria(MARKET, category), sort=sort, after=Position(value, 1), size=5)


@pytest.mark.parametrize("product_id", [2**63, -(2**63) - 1, 2**200])
def test_a_position_whose_product_no_database_can_hold_is_refused(product_id: int) -> None:
    a_record()
    with pytest.raises(PositionInvalid):
        list_after(Criteria(MARKET), sort=Sort.PRICE_UP, after=Position("1", product_id), size=5)


@given(st.text(max_size=30), st.integers(), st.sampled_from(Sort))
@settings(max_examples=60, deadline=None)
def test_no_position_breaks_a_list(value: str, product_id: int, sort: Sort) -> None:
    with undone(), suppress(PositionInvalid):
        list_after(Criteria(MARKET), sort=sort, after=Position(value, product_id), size=1)


@pytest.mark.parametrize("in_category", [True, False])
def test_every_read_of_a_list_is_one_statement(
    in_category: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    jazz = a_category()
    shown = [a_record(categories=(jazz,)).product_id for _ in range(3)]
    category = jazz if in_category else None
    with django_assert_num_queries(1):
        page = list_page(Criteria(MARKET, category), sort=Sort.TITLE, page=1, size=2)
    with django_assert_num_queries(1):
        step = list_after(Criteria(MARKET, category), sort=Sort.TITLE, after=None, size=2)
    with django_assert_num_queries(1):
        list_after(Criteria(MARKET, category), sort=Sort.TITLE, after=step.next, size=2)
    with django_assert_num_queries(1):
        count_listed(Criteria(MARKET, category))
    with django_assert_num_queries(1):
        cards_of(product_ids=shown, market=MARKET)
    assert page == step.cards
