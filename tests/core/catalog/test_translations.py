"""The catalogue in other languages: what is translated is read so, everything else in the catalogue's own."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.carts.selectors import cart_of
from core.carts.services import add_line
from core.catalog.models import Attribute, Category, Collection, Product, ProductImage
from core.catalog.rules import PRODUCT_TEXTS, clean_translations, names_in, translated, words_in
from core.catalog.selectors import (
    category_by_path,
    facet_names,
    facets_of,
    home_collections,
    product_by_slug,
    root_categories,
    suggestions,
    variants_of,
)
from core.catalog.services import add_image, create_product, place_category, refresh_listings
from core.catalog.types import AttributeKind, CollectionKind, Criteria, Market, TranslationInvalid
from core.pricing.selectors import priced_variants
from tests.core.examples import CURRENCY, a_picture
from tests.factories import Record, a_category, a_record, someone
from tests.factories.catalog import ProductDraftFactory
from tests.factories.shop import NOW

GERMAN, OWN = Market(CURRENCY, "de"), Market(CURRENCY)
TEXTS: dict[str, Any] = {
    "title": "Eine Art Blau",
    "description": "<p>Zwei Seiten Musik.</p>",
    "option_names": ["Tonträger"],
    "option_values": {"LP": "Langspielplatte"},
    "seo_description": "Kurz gesagt.",
}


def clean(translations: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return clean_translations(translations, fields=PRODUCT_TEXTS, locales=("de", "pt"))


# --- The rules ------------------------------------------------------------------------------------


def test_a_region_falls_back_to_its_language_and_then_to_the_catalogues_own() -> None:
    known = {"pt": {"title": "Azul"}, "pt-BR": {"title": "Azulão"}, "de": {"title": ""}}
    found = [translated(known, locale, "title", "Blue") for locale in ("pt-BR", "pt-PT", "pt", "de", "fr", "")]
    assert found == ["Azulão", "Azul", "Azul", "Blue", "Blue", "Blue"]


@given(values=st.lists(st.text(max_size=5)), glossary=st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_words_keep_their_number_and_places(values: list[str], glossary: dict[str, str]) -> None:
    said = words_in({"de": {"words": glossary}}, "de", "words", values)
    assert [
        one if value not in glossary else (glossary[value] or value) for value, one in zip(values, said, strict=True)
    ] == list(said)
    assert words_in({}, "de", "words", values) == tuple(values)


def test_names_of_other_options_than_there_are_now_are_not_read() -> None:
    known = {"de": {"option_names": ["Farbe", ""]}}
    assert names_in(known, "de", "option_names", ["Colour", "Size"]) == ("Farbe", "Size")
    assert names_in(known, "de", "option_names", ["Colour"]) == ("Colour",)


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda some: st.lists(some) | st.dictionaries(st.text(), some))
)
def test_whatever_is_sent_is_cleaned_or_refused_and_cleaned_again_it_is_the_same(sent: Any) -> None:
    for field in PRODUCT_TEXTS:
        kept: dict[str, Any] = {}
        with suppress(TranslationInvalid):
            kept = clean({"de": {field: sent}})
        assert clean(kept) == kept


def test_markup_is_sanitised_and_what_is_empty_is_not_kept() -> None:
    sent = {"de": {"description": "<p onclick=alert(1)>Ja</p><script>x</script>", "title": "  "}, "pt": {"title": ""}}
    assert clean(sent) == {"de": {"description": "<p>Ja</p>"}}


def test_every_fault_is_named() -> None:
    with pytest.raises(TranslationInvalid) as refused:
        clean({"fr": {"title": "Bleu"}, "de": {"title": "x" * 251, "sku": "Y", "option_names": "LP"}, "pt": "x"})
    assert refused.value.details["fields"] == ["de.option_names", "de.sku", "de.title", "fr", "pt"]


# --- What is read ---------------------------------------------------------------------------------


@pytest.fixture
def record(db: None) -> Record:
    return a_record(title="Kind of Blue", formats=("LP", "CD"), translations={"de": TEXTS})


def test_a_product_is_read_in_the_markets_language(record: Record) -> None:
    german, own = (product_by_slug(record.slug, market=market) for market in (GERMAN, OWN))
    assert (german.title, german.option_names, german.text) == ("Eine Art Blau", ("Tonträger",), "Zwei Seiten Musik.")
    assert (german.seo_title, german.seo_description) == ("Eine Art Blau", "Kurz gesagt.")
    assert (own.title, own.option_names, own.seo_title) == ("Kind of Blue", ("Format",), "Kind of Blue")


def test_variants_are_called_by_their_translated_options(record: Record) -> None:
    assert [one.title for one in variants_of(record.product_id, locale="de")] == ["Langspielplatte", "CD"]
    assert [one.title for one in variants_of(record.product_id)] == ["LP", "CD"]
    priced = priced_variants(product_id=record.product_id, market=GERMAN)
    assert [one.variant.option_values for one in priced] == [("Langspielplatte",), ("CD",)]


def test_a_cart_is_read_in_the_shoppers_language(record: Record) -> None:
    guest = someone()
    add_line(principal=guest, variant_id=record.variant, quantity=1, market=OWN, now=NOW)
    (german,), (own,) = (cart_of(guest, market=market).lines for market in (GERMAN, OWN))
    assert (german.title, german.variant_title) == ("Eine Art Blau", "Langspielplatte")
    assert (own.title, own.variant_title) == ("Kind of Blue", "LP")


def test_a_language_costs_no_statement_more(record: Record, django_assert_num_queries: Callable[[int], Any]) -> None:
    for market in (OWN, GERMAN):
        with django_assert_num_queries(2):
            product_by_slug(record.slug, market=market)
        with django_assert_num_queries(1):
            priced_variants(product_id=record.product_id, market=market)
        with django_assert_num_queries(1):
            root_categories(locale=market.locale)


@pytest.mark.django_db
def test_a_draft_whose_texts_do_not_fit_is_refused_whole() -> None:
    with pytest.raises(TranslationInvalid):
        create_product(draft=ProductDraftFactory(translations={"xx": {"title": "?"}}), now=NOW)
    assert not Product.objects.exists()


def translate_category(name: str, german: str, **texts: str) -> None:
    row = Category.objects.get(name=name)
    row.translations = {"de": {"name": german, **texts}}
    row.save()
    place_category(category_id=row.pk)


@pytest.mark.django_db
def test_categories_and_what_leads_to_them_are_read_in_a_language() -> None:
    music = a_category("Music")
    bebop = a_category("Bebop", parent=a_category("Jazz", parent=music))
    record = a_record(categories=(bebop,))
    translate_category("Music", "Musik", seo_title="Musik kaufen")
    assert [root.name for root in root_categories(locale="de")] == ["Musik"]
    found = category_by_path("music/jazz/bebop", locale="de")
    assert [step.name for step in found.ancestors] == ["Musik", "Jazz"]
    assert category_by_path("music", locale="de").seo_title == "Musik kaufen"
    crumbs = product_by_slug(record.slug, market=GERMAN).breadcrumbs
    assert [step.name for step in crumbs] == ["Musik", "Jazz", "Bebop"]
    assert [step.name for step in product_by_slug(record.slug, market=OWN).breadcrumbs] == ["Music", "Jazz", "Bebop"]


@pytest.mark.django_db
def test_categories_are_suggested_by_what_they_are_called_in_the_shoppers_language() -> None:
    a_category("Music")
    translate_category("Music", "Tonkunst")
    assert [one.name for one in suggestions("tonk", market=GERMAN, size=3).categories] == ["Tonkunst"]
    assert suggestions("tonk", market=OWN, size=3).categories == ()


@pytest.mark.django_db
def test_collections_are_read_in_a_language() -> None:
    a_record()
    row = {"name": "New", "translations": {"de": {"name": "Neu", "description": "Frisch."}}}
    Collection.objects.create(slug="new", kind=CollectionKind.NEWEST, **row)
    (german,), (own,) = (home_collections(market=market, size=3) for market in (GERMAN, OWN))
    assert (german.name, german.description) == ("Neu", "Frisch.")
    assert (own.name, own.description) == ("New", "")


@pytest.fixture
def attributes(db: None) -> None:
    texts: dict[str, dict[str, Any]] = {
        "weight": {"kind": "number", "unit": "oz", "translations": {"de": {"name": "Gewicht", "unit": "Unzen"}}},
        "live": {"kind": "boolean", "translations": {"de": {"yes": "Ja"}}},
        "moods": {
            "kind": "choices",
            "choices": ["Calm", "Dark"],
            "translations": {"de": {"choices": {"Calm": "Ruhig"}}},
        },
    }
    Attribute.objects.bulk_create(
        Attribute(code=code, name=code.title(), is_facet=True, **row) for code, row in texts.items()
    )


def test_attributes_are_said_with_unit_and_words_of_a_language(attributes: None) -> None:
    record = a_record(attributes={"weight": 2.5, "live": True, "moods": ["Calm", "Dark"]})
    said = {one.code: one for one in product_by_slug(record.slug, market=GERMAN).attributes}
    assert (said["weight"].name, said["weight"].unit, said["weight"].values) == ("Gewicht", "Unzen", ("2.5",))
    assert said["live"].values == ("Ja",)
    assert said["moods"].values == ("Ruhig", "Dark")
    assert said["moods"].kind == AttributeKind.CHOICES


def test_facets_are_named_in_a_language_while_their_values_stay_the_same(
    attributes: None, django_assert_num_queries: Callable[[int], Any]
) -> None:
    Collection.objects.create(slug="new", name="New", kind="newest", translations={"de": {"name": "Neu"}})
    with django_assert_num_queries(1):
        names = facet_names(locale="de")
    assert dict(names.facets) == {"weight": "Gewicht", "live": "Live", "moods": "Moods"}
    assert dict(names.units) == {"weight": "Unzen"}
    assert dict(names.collections) == {"new": "Neu"}
    assert [names.value("moods", value) for value in ("Calm", "Dark")] == ["Ruhig", "Dark"]
    assert [names.value("live", value) for value in ("yes", "no")] == ["Ja", "no"]
    assert dict(facet_names().units) == {"weight": "oz"}


def test_options_are_facets_called_what_a_product_said_last_in_a_language(
    attributes: None, record: Record, django_assert_num_queries: Callable[[int], Any]
) -> None:
    a_record(formats=("CD",), attributes={"live": True})
    found = facets_of(Criteria(GERMAN))
    with django_assert_num_queries(1):
        names = facet_names(locale="de", of=found)
    assert dict(names.facets) == {"format": "Tonträger", "weight": "Gewicht", "live": "Live", "moods": "Moods"}
    assert [names.value("format", value) for value in ("LP", "CD")] == ["Langspielplatte", "CD"]
    assert names.value("live", "yes") == "Ja"
    assert names == facet_names(locale="de-AT", of=found)
    assert "format" not in facet_names(of=found).facets
    renamed = {"de": {"option_values": {"LP": "Schallplatte"}}}
    Product.objects.filter(id=record.product_id).update(translations=renamed)
    refresh_listings(product_ids=[record.product_id])
    names = facet_names(locale="de", of=found)
    assert (names.facets["format"], names.value("format", "LP")) == ("Tonträger", "Schallplatte")


def test_pictures_are_described_in_a_language(record: Record) -> None:
    add_image(product_id=record.product_id, file=a_picture(), alt="A sleeve")
    ProductImage.objects.update(translations={"de": {"alt": "Eine Hülle"}})
    assert [product_by_slug(record.slug, market=market).images[0].alt for market in (GERMAN, OWN)] == [
        "Eine Hülle",
        "A sleeve",
    ]
