"""Lists found by a search: in step with the shop, narrowed by facets, in pages and walked alike."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from core.catalog.models import Product
from core.catalog.selectors import count_listed, facets_of, list_after, list_page, read_search, suggestions
from core.catalog.services import archive_product, count_sold, refresh_listings
from core.catalog.types import Card, Criteria, Market, Position, PositionInvalid, Sort
from core.pricing.services import remove_price, set_price
from tests.core.examples import CURRENCY, MARKET, undone
from tests.factories import a_category, a_record
from tests.factories.catalog import EPOCH

pytestmark = pytest.mark.django_db


def found(text: str, *, sort: Sort = Sort.RELEVANCE, **facets: tuple[str, ...]) -> list[str]:
    criteria = Criteria(MARKET, facets=facets, search=read_search(text))
    cards = list_page(criteria, sort=sort, page=1, size=50)
    assert count_listed(criteria).count == len(cards)
    return [card.title for card in cards]


def walked(text: str, size: int) -> list[Card]:
    criteria, cards, after = Criteria(MARKET, search=read_search(text)), list[Card](), None
    while True:
        step = list_after(criteria, sort=Sort.RELEVANCE, after=after, size=size)
        cards += step.cards
        if step.next is None:
            return cards
        after = step.next


def test_a_product_is_found_by_whatever_it_is_called() -> None:
    blues = a_category("Blues")
    a_record(
        title="Night Ferry", brand="Odile", tags=("rainy day",), categories=(blues,), description="<p>Harmonium.</p>"
    )
    for text in ("night", "ferry odile", "rainy", "blues", "harmonium", "nihgt", "LP ferry", "sku"):
        assert found(text) == ["Night Ferry"], text
    assert found("trombone") == found("") == []


def test_it_is_found_by_what_it_is_called_now_and_only_while_it_is_on_show() -> None:
    record = a_record(title="Night Ferry")
    Product.objects.filter(id=record.product_id).update(title="Day Train")
    refresh_listings(product_ids=[record.product_id])
    assert (found("ferry"), found("train")) == ([], ["Day Train"])
    remove_price(variant_id=record.variant, currency=CURRENCY)
    assert found("train") == []
    assert read_search("trian").corrected is None, "hidden products lend no words"


def test_among_equals_what_sells_comes_first_and_other_orders_hold() -> None:
    slow, fast = a_record(title="Blue One", price=100), a_record(title="Blue Two", price=200)
    count_sold(quantities={slow.product_id: 3})
    assert found("blue") == ["Blue One", "Blue Two"]
    count_sold(quantities={fast.product_id: 9})
    assert found("blue") == ["Blue Two", "Blue One"]
    assert found("blue", sort=Sort.PRICE_UP) == ["Blue One", "Blue Two"]


def test_facets_narrow_a_search_and_count_within_it() -> None:
    a_record(title="Blue One", brand="Nova")
    a_record(title="Blue Two", brand="Umbra")
    a_record(title="Red", brand="Nova")
    assert found("blue", brand=("Nova",)) == ["Blue One"]
    counted = facets_of(Criteria(MARKET, search=read_search("blue")))
    brands = {value.value: value.count for facet in counted if facet.code == "brand" for value in facet.values}
    assert brands == {"Nova": 1, "Umbra": 1}


@given(st.lists(st.sampled_from(["Blue", "Blue Moon", "Moon Blue", "Red"]), max_size=8), st.integers(1, 4))
@hypothesis_settings(max_examples=15, deadline=None)
def test_walking_a_search_shows_what_its_pages_show(titles: list[str], size: int) -> None:
    with undone():
        for title in titles:
            a_record(title=title)
        assert [card.title for card in walked("blue", size)] == found("blue")
        assert len({card.product_id for card in walked("blue", size)}) == len(found("blue"))


@pytest.mark.parametrize("value", ["-1", "x", "10000", "1" * 40, "\x00"])
def test_a_position_no_search_gave_is_refused(value: str) -> None:
    a_record(title="Blue")
    criteria = Criteria(MARKET, search=read_search("blue"))
    with pytest.raises(PositionInvalid):
        list_after(criteria, sort=Sort.RELEVANCE, after=Position(value, 1), size=3)


def test_suggestions_are_products_categories_and_words() -> None:
    a_category("Blues")
    a_record(title="Blue Moon")
    a_record(title="Bluebird")
    given_ = suggestions("blue", market=MARKET, size=5)
    assert {card.title for card in given_.products} == {"Blue Moon", "Bluebird"}
    assert [category.name for category in given_.categories] == ["Blues"]
    assert set(given_.queries) == {"blue", "bluebird"}
    for text in ("\x00 '\"*", "\ud800", ""):
        assert suggestions(text, market=MARKET, size=5).products == ()


def test_no_suggestion_tells_of_what_lists_do_not_show_yet_any_more_or_here(settings: Settings) -> None:
    settings.SHOP_CURRENCIES = (CURRENCY, "CHF")
    abroad = a_record(title="Secretion")
    set_price(variant_id=abroad.variant, currency="CHF", amount=2500)
    remove_price(variant_id=abroad.variant, currency=CURRENCY)
    a_record(title="Secretary", tags=("secular",), published_at=timezone.now() + timedelta(days=1))
    a_record(title="Secrets", unpublish_at=EPOCH + timedelta(days=1))
    archive_product(product_id=a_record(title="Secrecy").product_id)
    for text in ("sec", "test sec", "testers sec"):
        assert suggestions(text, market=MARKET, size=5).queries == (), text
    assert suggestions("sec", market=Market("CHF"), size=5).queries == ("secretion",)
    a_record(title="Second Secret")
    assert suggestions("sec", market=MARKET, size=5).queries == ("second", "secret")
    assert suggestions("testers sec", market=MARKET, size=5).queries == ("testers second", "testers secret")


def test_a_search_takes_few_statements(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    a_record(title="Blue Moon")
    with django_assert_max_num_queries(2):
        search = read_search("bleu mon")
    with django_assert_max_num_queries(4):
        list_page(Criteria(MARKET, search=search), sort=Sort.RELEVANCE, page=1, size=24)
        facets_of(Criteria(MARKET, search=search))
    with django_assert_max_num_queries(5):
        suggestions("blu", market=MARKET, size=5)
