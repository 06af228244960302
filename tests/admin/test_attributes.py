"""What is known of products: asked for by kind, and never what does not fit."""

from typing import Any

import pytest

from core.catalog.models import Attribute, ListingFacet, Product
from tests.admin.staff import Staff, complaints
from tests.factories import Record, a_record


@pytest.fixture
def record(staff: Staff) -> Record:
    """There is an attribute of each kind."""
    kinds: dict[str, dict[str, Any]] = {
        "label": {"kind": "text"},
        "year": {"kind": "number"},
        "live": {"kind": "boolean"},
        "genre": {"kind": "choice", "choices": ["Jazz", "Rock"], "is_facet": True},
        "moods": {"kind": "choices", "choices": ["Calm", "Dark", "Off, and on"]},
    }
    Attribute.objects.bulk_create(Attribute(code=code, name=code.title(), **kind) for code, kind in kinds.items())
    return a_record()


def page_of(record: Record) -> str:
    return f"catalog/product/{record.product_id}/change/"


def known(record: Record) -> dict[str, Any]:
    values: dict[str, Any] = Product.objects.values_list("attributes", flat=True).get(pk=record.product_id)
    return values


ALL = {"label": "Blue Note", "year": 1974, "live": True, "genre": "Jazz", "moods": ["Calm", "Off, and on"]}


def fields(values: dict[str, Any]) -> dict[str, Any]:
    return {f"attribute_{code}": value for code, value in values.items()}


def test_each_is_asked_for_by_its_kind_and_kept_as_it_is(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), fields(ALL))
    assert known(record) == ALL
    staff.save(page_of(record))
    assert known(record) == ALL, "saved as it is, it stays as it is"


def test_what_is_not_said_is_not_kept(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), fields({"year": 33.5, "live": False}))
    assert known(record) == {"year": 33.5, "live": False}
    staff.save(page_of(record), fields({"year": "", "live": "unknown"}))
    assert known(record) == {}


@pytest.mark.parametrize("wrong", [{"year": "long ago"}, {"genre": "Polka"}, {"moods": ["Calm", "Loud"]}])
def test_what_does_not_fit_is_refused(staff: Staff, record: Record, wrong: dict[str, Any]) -> None:
    assert complaints(staff.send(page_of(record), fields(wrong)))
    assert known(record) == {}


def test_lists_can_be_narrowed_by_a_facets_values(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), fields({"genre": "Jazz", "year": 1974}))
    assert facets() == {("brand", "The Testers"), ("format", "LP"), ("genre", "Jazz")}


def facets() -> set[tuple[str, str]]:
    return set(ListingFacet.objects.values_list("value__code", "value__value"))


# --- The attributes themselves --------------------------------------------------------------------


def attribute(code: str) -> str:
    return f"catalog/attribute/{Attribute.objects.get(code=code).pk}/change/"


def test_an_attribute_is_added(staff: Staff) -> None:
    new = {"name": "Genre", "code": "genre", "kind": "choice", "choices": 'Jazz, "Rock, and roll"', "position": 0}
    staff.save("catalog/attribute/add/", new)
    assert Attribute.objects.get().choices == ["Jazz", "Rock, and roll"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "choice", "choices": ""},
        {"kind": "text", "choices": "Jazz"},
        {"kind": "text", "unit": "g"},
        {"kind": "poem"},
        {"code": "not a code"},
    ],
)
def test_what_is_no_attribute_is_refused(staff: Staff, wrong: dict[str, str]) -> None:
    sound = {"name": "Weight", "code": "weight", "kind": "number", "unit": "g", "position": 0}
    assert complaints(staff.send("catalog/attribute/add/", sound | {"unit": ""} | wrong))
    staff.save("catalog/attribute/add/", sound)


def test_a_change_that_does_not_fit_what_is_known_is_refused(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), fields(ALL))
    for code, change in {
        "genre": {"choices": "Rock, Polka"},
        "label": {"kind": "number"},
        "moods": {"kind": "choice"},
    }.items():
        refused = complaints(staff.send(attribute(code), change))
        assert "does not fit what is known of 1 products already" in str(refused), code
    staff.save(attribute("genre"), {"choices": "Jazz, Polka"})
    assert Attribute.objects.get(code="genre").choices == ["Jazz", "Polka"]


def test_lists_follow_when_something_becomes_a_facet_or_goes(staff: Staff, record: Record) -> None:
    staff.save(page_of(record), fields(ALL))
    staff.save(attribute("year"), {"is_facet": "on"})
    assert ("year", "1974") in facets()
    pk = Attribute.objects.get(code="year").pk
    staff.save(f"catalog/attribute/{pk}/delete/", {"post": "yes"})
    assert ("year", "1974") not in facets()
    assert "attribute_year" not in staff.get(page_of(record)).content.decode()


def test_the_code_stays_for_products_know_it_by_that(staff: Staff, record: Record) -> None:
    staff.save(attribute("year"), {"code": "jahr", "name": "Jahr"})
    assert Attribute.objects.get(name="Jahr").code == "year"
