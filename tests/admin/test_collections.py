"""Collections at the back office: picked in an order, or chosen by a rule; and lists know who is in one."""

from typing import Any

import pytest

from core.catalog.models import Attribute, Collection, CollectionItem, ListingFacet
from core.catalog.selectors import home_collections
from tests.admin.staff import Staff, complaints
from tests.core.examples import MARKET
from tests.factories import a_category, a_record


def picked(*product_ids: int) -> dict[str, Any]:
    """What the form sends of the products, each at its place."""
    fields: dict[str, Any] = {"items-TOTAL_FORMS": len(product_ids)}
    for place, product_id in enumerate(product_ids):
        fields |= {f"items-{place}-product": product_id, f"items-{place}-position": place}
    return fields


def create(staff: Staff, *product_ids: int, **fields: Any) -> Any:
    new = {"name": "Picks", "slug": "picks", "kind": "picked", "on_home": "on", "position": 0, **fields}
    return staff.send("catalog/collection/add/", new | picked(*product_ids))


def shelves() -> dict[str, list[int]]:
    return {one.name: [card.product_id for card in one.cards] for one in home_collections(market=MARKET, size=9)}


def inside() -> set[int]:
    """Which products lists can be narrowed to."""
    of_collections = ListingFacet.objects.filter(value__code="collection", value__value="picks")
    return set(of_collections.values_list("product_id", flat=True))


def test_products_are_picked_in_an_order(staff: Staff) -> None:
    one, two, three = (a_record().product_id for _ in range(3))
    assert create(staff, three, one, two).status_code == 302
    assert shelves() == {"Picks": [three, one, two]}
    assert inside() == {one, two, three}


def test_products_are_taken_out_and_put_elsewhere(staff: Staff) -> None:
    one, two, three = (a_record().product_id for _ in range(3))
    create(staff, one, two, three)
    path = f"catalog/collection/{Collection.objects.get().pk}/change/"
    staff.save(path, {"items-0-DELETE": "on", "items-1-position": 2, "items-2-position": 1})
    assert shelves() == {"Picks": [three, two]}
    assert inside() == {two, three}


def test_a_deleted_collection_is_on_no_page_and_narrows_no_list(staff: Staff) -> None:
    create(staff, a_record().product_id)
    pk = Collection.objects.get().pk
    staff.save(f"catalog/collection/{pk}/delete/", {"post": "yes"})
    assert (shelves(), inside(), CollectionItem.objects.count()) == ({}, set(), 0)


def test_collections_deleted_by_the_lists_action_do_the_same(staff: Staff) -> None:
    create(staff, a_record().product_id)
    chosen = {"_selected_action": [str(Collection.objects.get().pk)], "action": "delete_selected", "post": "yes"}
    staff.send("catalog/collection/", chosen)
    assert (shelves(), inside()) == ({}, set())


def test_a_rule_picks_by_itself(staff: Staff) -> None:
    cheap, _dear = a_record(price=900).product_id, a_record(price=1500).product_id
    assert create(staff, name="Under 15", kind="price_below", price_limit="15.00").status_code == 302
    assert shelves() == {"Under 15": [cheap]}


@pytest.mark.parametrize("limit", ["", "0", "-1", "a lot"])
def test_a_price_to_stay_below_has_to_be_said(staff: Staff, limit: str) -> None:
    assert complaints(create(staff, kind="price_below", price_limit=limit))
    assert not Collection.objects.exists()


def rule() -> dict[str, list[str]]:
    kept: dict[str, list[str]] = Collection.objects.get().facets
    return kept


def test_a_rule_asks_for_what_products_have(staff: Staff) -> None:
    Attribute.objects.create(code="year", name="Year", kind="number", is_facet=True)
    jazz = a_category()
    shown: dict[str, Any] = {"categories": (jazz,), "tags": ("live",), "brand": "Earth, Wind", "price": 900}
    one = a_record(**shown, attributes={"year": 1975}).product_id
    for other in ({"tags": ()}, {"brand": "Nova"}, {"categories": ()}, {"price": 1500}):
        a_record(**shown | other, attributes={"year": 1975})
    asked = {"category": jazz, "asks_tag": "live", "asks_brand": "Earth, Wind", "asks_year": "1970-1980, 1999"}
    assert create(staff, kind="filtered", price_from="9.00", price_limit="15.00", **asked).status_code == 302
    assert shelves() == {"Picks": [one]}
    assert rule() == {"brand": ["Earth, Wind"], "tag": ["live"], "year": ["1970-1980", "1999"]}


def test_what_no_product_has_any_more_stays_asked_for_until_somebody_takes_it_out(staff: Staff) -> None:
    a_record(tags=("live",))
    make = {"name": "Gone", "slug": "gone", "kind": "filtered"}
    pk = Collection.objects.create(facets={"tag": ["live", "gone"], "mood": ["calm"]}, **make).pk
    staff.save(f"catalog/collection/{pk}/change/", {"name": "Renamed"})
    assert rule() == {"tag": ["live", "gone"], "mood": ["calm"]}
    staff.save(f"catalog/collection/{pk}/change/", {"asks_tag": "live"})
    assert rule() == {"tag": ["live"], "mood": ["calm"]}
    staff.save(f"catalog/collection/{pk}/change/", {"kind": "newest"})
    assert rule() == {}


def test_of_many_values_those_asked_for_are_typed(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.catalog.admin.facet_fields.MANY", 1)
    for tag in ("live", "late, late"):
        a_record(tags=(tag,))
    assert "No product has early" in str(complaints(create(staff, kind="filtered", asks_tag="live, early")))
    assert create(staff, kind="filtered", asks_tag='live, "late, late"').status_code == 302
    assert rule() == {"tag": ["live", "late, late"]}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"price_from": "0"},
        {"price_from": "15.00", "price_limit": "9.00"},
        {"asks_tag": "unheard of"},
        {"asks_year": "lately"},
    ],
)
def test_a_rule_has_to_ask_for_something_that_can_be(staff: Staff, asked: dict[str, str]) -> None:
    Attribute.objects.create(code="year", name="Year", kind="number", is_facet=True)
    a_record(tags=("live",))
    assert complaints(create(staff, kind="filtered", **asked))
    assert not Collection.objects.exists()


def test_nothing_is_picked_twice(staff: Staff) -> None:
    one = a_record().product_id
    assert create(staff, one, one).status_code == 200
    assert not CollectionItem.objects.exists()


def test_what_is_on_the_first_page_is_said_in_the_list(staff: Staff) -> None:
    create(staff, a_record().product_id)
    staff.send("catalog/collection/", {"form-0-on_home": ""} | unsaid(staff, "form-0-on_home"))
    assert shelves() == {}


def unsaid(staff: Staff, name: str) -> dict[str, str]:
    """A switch that is off is not sent at all; an empty text is as good."""
    assert staff.fields("catalog/collection/")[name] == "on"
    return {name: "", "_save": "Save"}
