"""`check_listings` finds whatever the tables of lists have that they should not, and `rebuild_listings` mends it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import F

from core.catalog.models import (
    FacetCensus,
    FacetValue,
    Listing,
    ListingCategory,
    ListingFacet,
    ListingTitle,
    Product,
    SearchDocument,
)
from core.catalog.services import add_image, recount_facets, refresh_listings
from core.catalog.types import LONG_AGO
from project.listings import batches
from tests.core.examples import a_picture
from tests.factories import Record, a_category, a_record

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-06-01T12:00:00Z")


@pytest.fixture
def records() -> list[Record]:
    """Three records with all that lists can show of one, the last of them on show until tomorrow only."""
    jazz = a_category("Jazz", parent=a_category("Music"))
    found = [a_record(categories=(jazz,), tags=("live",), stock=at) for at in range(3)]
    for record in found:
        Product.objects.filter(id=record.product_id).update(translations={"de": {"title": f"Platte {record.title}"}})
        add_image(product_id=record.product_id, file=a_picture(), alt="The cover")
    Product.objects.filter(id=found[-1].product_id).update(unpublish_at=NOW + timedelta(days=1))
    refresh_listings(product_ids=[record.product_id for record in found])
    recount_facets(now=NOW)
    return found


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def check(*arguments: str) -> list[str]:
    """The lines it says of divergences; that there are some is its exit code."""
    said, code = StringIO(), 0
    try:
        call_command("check_listings", *arguments, verbosity=0, stdout=said)
    except CommandError as error:
        code = error.returncode
    lines = said.getvalue().splitlines()
    assert code == (1 if lines else 0)
    return lines


def about(line: str) -> list[str]:
    """The table and what tells its row apart."""
    return line.partition(":")[0].split()


def mend(*arguments: str) -> None:
    call_command("rebuild_listings", *arguments, verbosity=0)


def everything() -> list[object]:
    tables = (Listing, ListingCategory, ListingTitle, ListingFacet, FacetValue, FacetCensus, SearchDocument)
    return [list(model._default_manager.order_by("pk").values()) for model in tables]


def update(model: type, **fields: object) -> Callable[[Record], None]:
    """The first of a record's rows says something else."""

    def seed(record: Record) -> None:
        rows = model._default_manager.filter(**_of(model, record)).order_by("pk")  # type: ignore[attr-defined]  # every model has one
        rows.filter(pk=rows.values_list("pk", flat=True).first()).update(**fields)

    return seed


def delete(model: type) -> Callable[[Record], None]:
    def seed(record: Record) -> None:
        model._default_manager.filter(**_of(model, record)).order_by("pk").first().delete()  # type: ignore[attr-defined]  # every model has one

    return seed


def _of(model: type, record: Record) -> dict[str, int]:
    return {"product_id": record.product_id}


def add_place(record: Record) -> None:
    row = ListingCategory.objects.filter(product_id=record.product_id).first()
    assert row
    row.pk, row.category_id = None, a_category("Rock")
    row.save()


def add_title(record: Record) -> None:
    ListingTitle.objects.create(product_id=record.product_id, category_id=0, locale="fr", sort_key="x")


def add_facet(record: Record) -> None:
    value = FacetValue.objects.create(code="tag", value="wrong")
    ListingFacet.objects.create(product_id=record.product_id, value=value)


def add_period(record: Record) -> None:
    row = Listing.objects.filter(product=record.product_id, since=LONG_AGO).get()
    row.pk, row.since = None, NOW + timedelta(hours=1)
    row.save()


def hide(record: Record) -> None:
    Listing.objects.filter(product=record.product_id).update(visible=False)


SEEDS: dict[str, Callable[[Record], None]] = {
    "Listing: slug": update(Listing, slug="wrong"),
    "Listing: title": update(Listing, title="Wrong"),
    "Listing: brand": update(Listing, brand="Wrong"),
    "Listing: translations": update(Listing, translations={}),
    "Listing: image": update(Listing, image=None),
    "Listing: published_at": update(Listing, published_at=NOW - timedelta(days=99)),
    "Listing: price": update(Listing, price=1),
    "Listing: price_varies": update(Listing, price_varies=True),
    "Listing: compare_at": update(Listing, compare_at=9999),
    "Listing: supply": update(Listing, supply="backorder"),
    "Listing: release_at": update(Listing, release_at=NOW),
    "Listing: preorder": update(Listing, preorder=True),
    "Listing: popularity": update(Listing, popularity=99),
    "Listing: until": update(Listing, until=NOW + timedelta(hours=3)),
    "Listing: visible": hide,
    "Listing: should not be there": add_period,
    "Listing: is missing": delete(Listing),
    "ListingCategory: currency": update(ListingCategory, currency="SEK"),
    "ListingCategory: group": update(ListingCategory, group=9),
    "ListingCategory: since": update(ListingCategory, since=NOW - timedelta(days=1)),
    "ListingCategory: until": update(ListingCategory, until=NOW + timedelta(hours=3)),
    "ListingCategory: published_at": update(ListingCategory, published_at=NOW - timedelta(days=99)),
    "ListingCategory: price": update(ListingCategory, price=1),
    "ListingCategory: popularity": update(ListingCategory, popularity=99),
    "ListingCategory: is missing": delete(ListingCategory),
    "ListingCategory: should not be there": add_place,
    "ListingTitle: sort_key": update(ListingTitle, sort_key="wrong"),
    "ListingTitle: is missing": delete(ListingTitle),
    "ListingTitle: should not be there": add_title,
    "ListingFacet: is missing": delete(ListingFacet),
    "ListingFacet: should not be there": add_facet,
    "SearchDocument: title": update(SearchDocument, title=" wrong "),
    "SearchDocument: brand": update(SearchDocument, brand=" wrong "),
    "SearchDocument: keywords": update(SearchDocument, keywords=" wrong "),
    "SearchDocument: text": update(SearchDocument, text=" wrong "),
    "SearchDocument: is missing": delete(SearchDocument),
}


def test_a_shop_whose_tables_are_right_has_no_divergence(records: list[Record]) -> None:
    assert check() == []


@pytest.mark.parametrize("kind", SEEDS)
def test_each_divergence_is_found_and_said_and_mended(records: list[Record], kind: str) -> None:
    table, what = kind.split(": ")
    sound = everything()
    SEEDS[kind](records[1])
    seeded = everything()
    assert seeded != sound
    lines = [line for line in check() if not line.startswith("FacetCensus")]  # where that is wrong by now too
    assert [line for line in lines if about(line)[:2] == [table, str(records[1].product_id)] and what in line], lines
    assert {about(line)[1] for line in lines} == {str(records[1].product_id)}
    assert everything() == seeded, "checking changes nothing"
    mend()
    assert check() == []


def test_every_column_of_the_tables_is_compared() -> None:
    """A column that is added must be seeded here."""
    kept = {"id", "product", "listing", "category", "value", "product_id", "locale", "category_id", "since"}
    for model in (Listing, ListingCategory, ListingTitle, ListingFacet, SearchDocument):
        columns = {field.name for field in model._meta.concrete_fields} - kept
        columns -= {"currency", "group"} if model is Listing else set()  # they tell its rows apart
        seeded = {kind.split(": ")[1] for kind in SEEDS if kind.startswith(f"{model.__name__}: ")}
        assert columns <= seeded, model


def test_what_hangs_on_nothing_is_found_and_swept(records: list[Record]) -> None:
    ListingTitle.objects.create(product_id=999_999, category_id=0, locale="en", sort_key="x")
    ListingFacet.objects.create(product_id=999_999, value=FacetValue.objects.earliest("id"))
    ListingCategory.objects.filter(product_id=records[0].product_id).update(listing=999_999)
    found = [line for line in check() if "hangs on nothing" in line]
    assert {line.split()[0] for line in found} == {"ListingTitle", "ListingFacet", "ListingCategory"}
    mend()
    assert check() == []


def test_a_census_that_is_wrong_is_found_and_counted_again(records: list[Record]) -> None:
    FacetCensus.objects.filter(category=None).update(counts=[["brand", "Nobody", 5]])
    assert check() == ["FacetCensus of all in EUR is not what is counted."]
    mend()
    recount_facets(now=NOW + timedelta(minutes=1))
    assert check() == []


def test_periods_that_are_over_but_not_forgotten_yet_are_no_divergence(records: list[Record]) -> None:
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert Listing.objects.filter(product=records[2].product_id).count() == 2
        assert check() == []


def test_only_the_products_named_are_looked_at_and_mended(records: list[Record]) -> None:
    Listing.objects.update(popularity=F("popularity") + 1)
    first, second, _ = records
    assert {about(line)[1] for line in check("--product", first.slug)} == {str(first.product_id)}
    mend("--product", first.slug)
    assert check("--product", first.slug) == []
    assert check("--product", second.slug)


def test_products_come_in_batches(records: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("project.listings.BATCH", 2)
    assert [len(ids) for ids in batches()] == [2, 1]
    assert check() == []
