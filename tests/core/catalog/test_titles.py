"""Lists by title are in the order of the shopper's language, and in its words."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import ListingTitle, Product
from core.catalog.selectors import cards_of, list_after, list_page, read_search, suggestions
from core.catalog.services import add_image, refresh_listings
from core.catalog.types import Criteria, Market, Position, PositionInvalid, Sort
from tests.core.examples import CURRENCY, a_picture
from tests.factories import Record, a_category, a_record

pytestmark = pytest.mark.django_db

ENGLISH, GERMAN, SWEDISH = (Market(CURRENCY, locale) for locale in ("", "de", "sv"))


@pytest.fixture(autouse=True)
def _languages() -> Iterator[None]:
    with override_settings(SHOP_LOCALES=("en", "de", "sv")):
        yield


def named(title: str, **others: str) -> Record:
    """A record by its title, and what other languages call it."""
    record = a_record(title=title, categories=(a_category(f"Category {Product.objects.count()}"),))
    translate(record, **others)
    return record


def translate(record: Record, **titles: str) -> None:
    texts = {locale: {"title": title} for locale, title in titles.items()}
    Product.objects.filter(id=record.product_id).update(translations=texts)
    refresh_listings(product_ids=[record.product_id])


def titles(market: Market, category: int | None = None) -> list[str]:
    criteria = Criteria(market, category)
    return [card.title for card in list_page(criteria, sort=Sort.TITLE, page=1, size=50)]


def test_each_language_has_its_words_and_its_order() -> None:
    named("Ice", de="Eis", sv="Öken")
    named("Ocean", de="Öl", sv="Zon")
    named("Apple 10", de="Zug")
    named("Apple 9")
    assert titles(ENGLISH) == titles(Market(CURRENCY, "en")) == ["Apple 9", "Apple 10", "Ice", "Ocean"]
    assert titles(GERMAN) == ["Apple 9", "Eis", "Öl", "Zug"]
    assert titles(SWEDISH) == ["Apple 9", "Apple 10", "Zon", "Öken"]


def test_a_language_the_shop_does_not_have_is_sorted_as_the_catalogue_is() -> None:
    named("B", sv="A"), named("C")
    assert titles(Market(CURRENCY, "fr")) == ["B", "C"]


def test_a_category_is_sorted_so_too_with_what_stands_below_it() -> None:
    above = a_category("All")
    below = a_category("Below", parent=above)
    for title, swedish in (("A", "Ö"), ("B", "Z")):
        translate(a_record(title=title, categories=(below,)), sv=swedish)
    assert (titles(ENGLISH, above), titles(SWEDISH, above)) == (["A", "B"], ["Z", "Ö"])


@pytest.mark.parametrize("market", [ENGLISH, GERMAN, SWEDISH], ids=lambda market: market.locale)
def test_a_list_goes_on_after_any_position_in_any_language(market: Market) -> None:
    for at, title in enumerate(["Öl", "Zon", "Olle 2", "Olle 10", "olle 2", "Åre", "Äta"]):
        named(title, de=f"{title} {at % 3}", sv=title[::-1])
    whole, found, after = titles(market), list[str](), None
    while True:
        part = list_after(Criteria(market), sort=Sort.TITLE, after=after, size=2)
        found += [card.title for card in part.cards]
        after = part.next
        if after is None:
            break
    assert found == whole
    assert len(found) == 7


def test_a_position_that_is_no_text_is_refused() -> None:
    with pytest.raises(PositionInvalid):
        list_after(Criteria(ENGLISH), sort=Sort.TITLE, after=Position("\x00", 1), size=2)


def test_a_list_by_title_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    record = named("Ice", de="Eis")
    category = Product.objects.values_list("categories", flat=True).get(id=record.product_id)
    for market in (ENGLISH, GERMAN):
        for criteria in (Criteria(market), Criteria(market, category), Criteria(market, search=read_search("eis"))):
            with django_assert_num_queries(1):
                assert len(list_page(criteria, sort=Sort.TITLE, page=1, size=9)) == 1


def test_hidden_products_have_no_place_among_the_titles() -> None:
    record = named("Ice")
    assert ListingTitle.objects.count() == 6
    Product.objects.filter(id=record.product_id).update(status="draft")
    refresh_listings(product_ids=[record.product_id])
    assert not ListingTitle.objects.exists()
    assert titles(ENGLISH) == []


def test_a_picture_is_described_in_the_language_too() -> None:
    record = named("Ice", de="Eis")
    add_image(product_id=record.product_id, file=a_picture(), alt="")
    refresh_listings(product_ids=[record.product_id])
    alts = [cards_of(product_ids=[record.product_id], market=market)[0].image for market in (ENGLISH, GERMAN, SWEDISH)]
    assert [image and image.alt for image in alts] == ["Ice", "Eis", "Ice"]


def test_search_finds_the_words_of_every_language_in_every_language() -> None:
    named("Ice cream", de="Speiseeis"), named("Ocean", de="Ozean")
    for market in (ENGLISH, GERMAN):
        for words in ("speiseeis", "ice cream"):
            found = list_page(Criteria(market, search=read_search(words)), sort=Sort.RELEVANCE, page=1, size=9)
            assert len(found) == 1
    assert [card.title for card in suggestions("ozea", market=GERMAN, size=3).products] == ["Ozean"]


def test_a_title_that_is_the_whole_query_stays_first_when_it_is_translated() -> None:
    named("Blue Train"), named("Blue", de="Blau"), named("Blue Note")
    found = list_page(Criteria(ENGLISH, search=read_search("blue")), sort=Sort.RELEVANCE, page=1, size=9)
    assert found[0].title == "Blue"
