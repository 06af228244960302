"""Lists on the phone: narrowed by facets, walked by cursors, found by a search."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import OperationalError

from core.catalog.models import Attribute, Collection, CollectionItem
from core.catalog.services import refresh_listings
from core.pricing.services import set_price
from mobile_api.parts import listing
from mobile_api.parts.facets import MOST_FACETS, MOST_VALUES, OFFERED
from tests.core.examples import CURRENCY
from tests.factories import Record, a_category, a_record
from tests.mobile_api.test_bad_input import refused
from tests.personas import PHONE, Phone


@pytest.fixture
def jazz(db: None) -> int:
    """Three records: two brands, two formats, a year; one sold out, one on offer."""
    jazz = a_category("Jazz")
    Attribute.objects.create(code="pressed-in", name="Year of pressing", kind="number", is_facet=True)
    a_record(title="Anemone", brand="Nova", formats=("LP", "CD"), price=950, categories=(jazz,))
    a_record(title="Blue Anvil", brand="Nova", price=1500, stock=0, categories=(jazz,))
    third = a_record(title="Cobalt", brand="Umbra", price=2500, categories=(jazz,), attributes={"pressed-in": 1974})
    set_price(variant_id=third.variant, currency=CURRENCY, amount=2500, compare_at=3000)
    return jazz


def titles(screen: Any) -> set[str]:
    return {card["title"] for card in screen["cards"]}


def facet(screen: Any, code: str) -> Any:
    [found] = [one for one in screen["facets"] if one["code"] == code]
    return found


def test_facets_come_in_words_with_how_many_each_would_leave(jazz: int, guest: Phone) -> None:
    screen = guest.screen(f"browse/{jazz}")
    assert screen["total"] == 3
    assert facet(screen, "availability") == {
        "code": "availability",
        "name": "Availability",
        "values": [
            {"value": "in_stock", "label": "In stock", "count": 2},
            {"value": "sold_out", "label": "Sold out", "count": 1},
        ],
    }
    assert facet(screen, "format")["name"] == "Format"
    assert facet(screen, "format")["values"] == [{"value": "CD", "count": 1}, {"value": "LP", "count": 3}][::-1]
    assert facet(screen, "pressed-in")["name"] == "Year of pressing"
    assert [(value["value"], value["label"]) for value in facet(screen, "price")["values"]] == [
        ("5-10", "€5 – €10"),
        ("15-20", "€15 – €20"),
        ("20-30", "€20 – €30"),
    ]


def test_what_would_leave_the_list_as_it_is_is_not_offered(jazz: int, guest: Phone) -> None:
    codes = {one["code"] for one in guest.screen(f"browse/{jazz}?f.brand=Umbra")["facets"]}
    assert "brand" in codes, "it is what made the list so"
    assert "format" not in codes, "all that is left is an LP"


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("f.brand=Nova", {"Anemone", "Blue Anvil"}),
        ("f.brand=Nova&f.brand=Umbra", {"Anemone", "Blue Anvil", "Cobalt"}),
        ("f.brand=Nova&f.format=CD", {"Anemone"}),
        ("f.price=9.50-15", {"Anemone"}),
        ("f.price=-15", {"Anemone"}),
        ("f.price=15-", {"Blue Anvil", "Cobalt"}),
        ("f.price=15-9", set()),
        ("f.offer=yes", {"Cobalt"}),
        ("f.availability=sold_out", {"Blue Anvil"}),
        ("f.pressed-in=1974", {"Cobalt"}),
        ("f.brand=Nobody", set()),
    ],
)
def test_a_list_is_narrowed(query: str, left: set[str], jazz: int, guest: Phone) -> None:
    for path in (f"browse/{jazz}?{query}", f"search?{query}"):
        screen = guest.screen(path)
        assert (titles(screen), screen["total"]) == (left, len(left)), path


def test_what_is_chosen_says_so_and_keeps_its_name(jazz: int, guest: Phone) -> None:
    screen = guest.screen(f"browse/{jazz}?f.brand=Nova&f.price=9.50-15")
    assert [(v["value"], v.get("chosen")) for v in facet(screen, "brand")["values"]] == [("Nova", True)]
    [chosen] = [value for value in facet(screen, "price")["values"] if value.get("chosen")]
    assert chosen == {"value": "9.50-15", "label": "€9.50 – €15", "count": 1, "chosen": True}


def test_every_value_offered_can_be_chosen_and_leaves_what_it_says(jazz: int, guest: Phone) -> None:
    for one in guest.screen(f"browse/{jazz}")["facets"]:
        for value in one["values"]:
            query = urlencode({f"f.{one['code']}": value["value"]})
            assert guest.screen(f"browse/{jazz}?{query}")["total"] == value["count"], query


def test_a_collection_is_called_by_its_slug_in_words(guest: Phone) -> None:
    picked = a_record()
    a_record()
    collection = Collection.objects.create(slug="staff-picks", name="Staff picks", kind="picked")
    CollectionItem.objects.create(collection=collection, product_id=picked.product_id)
    refresh_listings(product_ids=[picked.product_id])
    assert facet(guest.screen("search"), "collection")["values"][0]["label"] == "Staff picks"


def test_the_list_of_a_collection_says_which_it_is(guest: Phone) -> None:
    a_record()
    Collection.objects.create(slug="new", name="Just in", description="Still warm.", kind="newest")
    [shelf] = guest.screen("home")["shelves"]
    assert shelf["more"] == "sort=newest&f.collection=new"
    screen = guest.screen(f"search?{shelf['more']}")
    assert (screen["name"], screen["about"], screen["total"]) == ("Just in", "Still warm.", 1)
    assert "name" not in guest.screen("search")


def test_the_cards_that_follow_come_alone(jazz: int, guest: Phone) -> None:
    for _ in range(25):
        a_record(categories=(jazz,), brand="Nova")
    path = f"browse/{jazz}?sort=title&f.brand=Nova"
    first = guest.screen(path)
    second = guest.screen(f"{path}&cursor={first['next']}")
    assert (len(first["cards"]), len(second["cards"]), first["total"]) == (20, 7, 27)
    assert titles(first).isdisjoint(titles(second))
    assert not {"facets", "total", "next"} & set(second)


def test_facets_that_cannot_be_read_are_left_out_and_named(
    jazz: int, guest: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(criteria: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(listing, "facets_of", away)
    screen = guest.screen(f"browse/{jazz}")
    assert (screen["facets"], screen["degraded"], screen["total"]) == ([], ["facets"], 3)
    assert len(screen["cards"]) == 3


def test_long_facets_are_cut_and_say_so(db: None, guest: Phone) -> None:
    for number in range(OFFERED + 5):
        a_record(brand=f"Brand {number:02}")
    brand = facet(guest.screen("search"), "brand")
    assert (len(brand["values"]), brand["more"]) == (OFFERED, True)


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("f.colour=red", {"colour": ["Unknown."]}),
        ("f.brand=", {"brand": ["Not valid."]}),
        ("f.=x", {"": ["Not valid."]}),
        ("f.*=x", {"*": ["Unknown."]}),
        ("f.brand=%00", {"brand": ["Not valid."]}),
        ("f.brand=" + "x" * 251, {"brand": ["Not valid."]}),
        ("&".join(f"f.brand={n}" for n in range(MOST_VALUES + 1)), {"brand": ["Not valid."]}),
        ("f.availability=maybe", {"availability": ["Not valid."]}),
        ("f.offer=no", {"offer": ["Not valid."]}),
        *((f"f.price={bad}", {"price": ["Not valid."]}) for bad in ("-", "x", "10", "1e3-", "9.999-", "-5-", "٣-٩")),
        ("f.price=" + "9" * 40 + "-", {"price": ["Not valid."]}),
    ],
)
def test_a_facet_that_is_none_is_refused(query: str, faults: dict[str, list[str]], jazz: int, guest: Phone) -> None:
    for path in (f"browse/{jazz}", "search"):
        assert refused(guest.get(f"{PHONE}screens/{path}?{query}"), 400, "facet_invalid")["errors"] == faults


def test_as_many_values_as_may_be_are_taken(jazz: int, guest: Phone) -> None:
    query = "&".join(f"f.brand={n}" for n in ["Nova", *range(MOST_VALUES - 1)])
    assert titles(guest.screen(f"search?{query}")) == {"Anemone", "Blue Anvil"}


def test_too_many_facets_are_refused(jazz: int, guest: Phone) -> None:
    query = "&".join(f"f.code{n}=x" for n in range(MOST_FACETS + 1))
    problem = refused(guest.get(f"{PHONE}screens/search?{query}"), 400, "facet_invalid")
    assert problem["errors"] == {f"code{MOST_FACETS}": ["Too many."]}


@pytest.mark.parametrize("name", ["f.brand%00", "f.%ED%A0%80", "f." + "x" * 5000])
def test_a_facet_by_an_impossible_name_is_refused(name: str, jazz: int, guest: Phone) -> None:
    refused(guest.get(f"{PHONE}screens/search?{name}=x"), 400, "facet_invalid")


@pytest.mark.parametrize("path", ["home", "product/1", "search/suggestions?q=a", "cart"])
def test_only_lists_take_facets(path: str, guest: Phone) -> None:
    mark = "&" if "?" in path else "?"
    problem = refused(guest.get(f"{PHONE}screens/{path}{mark}f.brand=Nova"), 400, "invalid_request")
    assert problem["errors"] == {"f.brand": ["Unknown."]}


@pytest.mark.parametrize("query", ["sort=price&sort=title", "cursor=a&cursor=b", "w=90&w=90", "q=a&q=b"])
def test_what_can_be_said_once_is_refused_when_said_twice(query: str, guest: Phone) -> None:
    name = query.partition("=")[0]
    problem = refused(guest.get(f"{PHONE}screens/search?{query}"), 400, "invalid_request")
    assert problem["errors"] == {name: ["More than once."]}


@pytest.mark.parametrize("cursor", ["x", "%00", "e30", "WyJuZXdlc3QiLCJ4IiwxXQ", "a" * 2000])
@pytest.mark.parametrize("path", ["browse/{jazz}?f.brand=Nova", "search?q=anemone", "search?q=anemone&f.brand=Nova"])
def test_a_cursor_that_is_none_is_refused_of_narrowed_lists_too(
    path: str, cursor: str, jazz: int, guest: Phone
) -> None:
    response = guest.get(f"{PHONE}screens/{path.format(jazz=jazz)}&cursor={cursor}")
    assert (response.status_code, response.json()["code"] in {"cursor_invalid", "invalid_request"}) == (400, True)


class TestSearch:
    @pytest.fixture
    def records(self, db: None) -> list[Record]:
        return [a_record(title=title, brand="Odile") for title in ("Night Ferry", "Night Bus", "Day Train")]

    def test_it_finds_by_beginnings_and_sorts_by_how_well_it_fits(self, records: list[Record], guest: Phone) -> None:
        screen = guest.screen("search?q=night fer")
        assert (titles(screen), screen["total"], "corrected" in screen) == ({"Night Ferry"}, 1, False)

    def test_a_slip_is_corrected_and_said(self, records: list[Record], guest: Phone) -> None:
        screen = guest.screen("search?q=nihgt")
        assert (titles(screen), screen["corrected"]) == ({"Night Ferry", "Night Bus"}, "night")

    def test_without_a_query_it_lists_the_shop(self, records: list[Record], guest: Phone) -> None:
        for path in ("search", "search?q=", "search?q=%20%20&sort=newest"):
            assert guest.screen(path)["total"] == 3, path

    @pytest.mark.parametrize("q", ["!!!", "trombone", "%00", "%ED%A0%80", "%F0%9F%8E%B7", "'; --", "%25", "x" * 200])
    def test_what_is_not_there_is_an_empty_list(self, q: str, records: list[Record], guest: Phone) -> None:
        screen = guest.screen(f"search?q={q}")
        assert (screen["cards"], screen["total"], screen["facets"]) == ([], 0, [])
        guest.screen(f"search/suggestions?q={q}")

    def test_a_query_beyond_measure_is_refused(self, guest: Phone) -> None:
        for path in ("search", "search/suggestions"):
            problem = refused(guest.get(f"{PHONE}screens/{path}?q={'x' * 201}"), 400, "invalid_request")
            assert list(problem["errors"]) == ["q"]

    def test_it_goes_on_from_a_cursor(self, guest: Phone) -> None:
        made = {a_record(title=f"Night {n}").product_id for n in range(25)}
        first = guest.screen("search?q=night")
        second = guest.screen(f"search?q=night&cursor={first['next']}")
        shown = [card["id"] for card in first["cards"] + second["cards"]]
        assert (set(shown), len(shown), "next" in second) == (made, 25, False)

    def test_whoever_types_is_told_what_there_is(self, records: list[Record], guest: Phone) -> None:
        jazz = a_category("Nightlife")
        suggested = guest.screen("search/suggestions?q=nig")
        assert suggested["queries"] == ["night"]
        assert suggested["categories"] == [{"id": jazz, "name": "Nightlife"}]
        assert {card["title"] for card in suggested["products"]} == {"Night Ferry", "Night Bus"}

    def test_of_nothing_nothing_is_suggested(self, records: list[Record], guest: Phone) -> None:
        assert guest.screen("search/suggestions?q=") == {"queries": [], "categories": [], "products": []}
        assert list(refused(guest.get(PHONE + "screens/search/suggestions"), 400, "invalid_request")["errors"]) == ["q"]
