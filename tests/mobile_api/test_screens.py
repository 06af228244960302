"""What the phone's screens say."""

from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from core.catalog.models import Attribute, Collection, CollectionItem
from core.catalog.selectors import variants_of
from core.catalog.services import create_product, refresh_listings
from core.catalog.types import ProductDraft, VariantDraft
from core.pricing.services import set_price
from mobile_api.screens import home, product
from tests.factories import Shop, a_record
from tests.factories.catalog import EPOCH
from tests.personas import PHONE, Phone


def test_home_shows_what_is_new_and_where_to_look(shop: Shop, guest: Phone) -> None:
    screen = guest.screen("home")
    [shelf] = screen["shelves"]
    assert (shelf["title"], shelf["more"]) == ("Just in", "sort=newest")
    assert shelf["cards"][0] == {
        "id": shop.record.product_id,
        "title": shop.record.title,
        "brand": "The Testers",
        "price": "€19.99",
    }
    assert screen["categories"] == [{"id": shop.jazz, "name": "Jazz"}]
    assert (screen["cart_count"], screen["degraded"]) == (0, [])


def test_an_optional_section_that_fails_is_left_out_and_named(
    shop: Shop, guest: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**_: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(home, "root_categories", away)
    screen = guest.screen("home")
    assert (screen["categories"], screen["degraded"]) == ([], ["categories"])
    assert screen["shelves"]


def test_home_has_a_shelf_for_each_collection_that_leads_to_all_of_it(shop: Shop, guest: Phone) -> None:
    Collection.objects.create(
        slug="bargains", name="Bargains", description="Little.", kind="price_below", price_limit=1550
    )
    Collection.objects.create(slug="offers", name="Offers", kind="on_offer")
    picked = Collection.objects.create(slug="staff-picks", name="Staff picks", kind="picked", position=1)
    cheap = [a_record(price=990) for _ in range(home.SIZE + 2)]
    for record in cheap[:2]:
        CollectionItem.objects.create(collection=picked, product_id=record.product_id)
    refresh_listings(product_ids=[record.product_id for record in cheap[:2]])
    shelves = guest.screen("home")["shelves"]
    assert [(s["title"], s.get("about"), len(s["cards"]), s["more"]) for s in shelves] == [
        ("Bargains", "Little.", home.SIZE, "sort=popular&f.collection=bargains"),
        ("Staff picks", None, 2, "sort=popular&f.collection=staff-picks"),
    ]
    for shelf, total in zip(shelves, (home.SIZE + 2, 2), strict=True):
        assert guest.screen(f"search?{shelf['more']}")["total"] == total


def test_home_without_its_shelves_still_shows_the_rest(
    shop: Shop, guest: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**_: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(home, "home_collections", away)
    screen = guest.screen("home")
    assert (screen["shelves"], screen["degraded"]) == ([], ["shelves"])
    assert screen["categories"]


def test_an_empty_shop_has_no_shelves(guest: Phone) -> None:
    assert guest.screen("home") == {"shelves": [], "categories": [], "cart_count": 0, "degraded": []}


def test_a_category_is_one_endless_list(shop: Shop, guest: Phone) -> None:
    for _ in range(40):
        a_record(categories=(shop.bebop,))
    path, seen = f"browse/{shop.jazz}?sort=price", []
    while path:
        screen = guest.screen(path)
        seen += [card["id"] for card in screen["cards"]]
        path = f"browse/{shop.jazz}?sort=price&cursor={screen['next']}" if "next" in screen else ""
    assert len(seen) == len(set(seen)) == 44


def test_a_product_says_how_many_are_left_only_where_few_are(shop: Shop, guest: Phone) -> None:
    scarce = a_record(formats=("LP",), stock=3)
    assert guest.screen(f"product/{scarce.product_id}")["variants"][0]["left"] == 3
    variants = guest.screen(f"product/{shop.record.product_id}")["variants"]
    assert [(variant["values"], "left" in variant) for variant in variants] == [(["LP"], False), (["CD"], False)]


def test_a_product_says_all_there_is_to_choose_and_to_know(shop: Shop, guest: Phone) -> None:
    Attribute.objects.create(code="weight", name="Weight", kind="number", unit="g")
    Attribute.objects.create(code="genre", name="Genres", kind="choices", choices=["Jazz", "Dub"], position=1)
    attributes = {"weight": 180, "genre": ["Jazz", "Dub"]}
    text = "<p>Two <b>sides</b>.</p><p>In a sleeve &amp; a box.</p>"
    record = a_record(formats=("LP", "CD"), description=text, attributes=attributes, categories=(shop.bebop,))
    set_price(variant_id=record.variants[1], currency="EUR", amount=1500, compare_at=2000)
    screen = guest.screen(f"product/{record.product_id}")
    assert screen["paragraphs"] == ["Two sides.", "In a sleeve & a box."]
    assert screen["options"] == [{"name": "Format", "values": ["LP", "CD"]}]
    assert [(v["price"], v.get("was")) for v in screen["variants"]] == [("€19.99", None), ("€15.00", "€20.00")]
    assert screen["facts"] == [{"name": "Weight", "value": "180 g"}, {"name": "Genres", "value": "Jazz, Dub"}]
    assert screen["category"] == {"id": shop.bebop, "name": "Bebop"}
    assert len(screen["related"]) == 4
    assert record.product_id not in {card["id"] for card in screen["related"]}
    assert "release_at" not in screen


def test_a_combination_that_is_not_made_is_no_variant(guest: Phone) -> None:
    variants = tuple(VariantDraft(f"SKU-{a}-{b}", (a, b)) for a, b in [("S", "Red"), ("M", "Red"), ("M", "Blue")])
    draft = ProductDraft("shirt", "Shirt", variants, option_names=("Size", "Colour"))
    product_id = create_product(draft=draft, now=EPOCH)
    for variant in variants_of(product_id):
        set_price(variant_id=variant.id, currency="EUR", amount=1500)
    screen = guest.screen(f"product/{product_id}")
    assert screen["options"] == [
        {"name": "Size", "values": ["S", "M"]},
        {"name": "Colour", "values": ["Red", "Blue"]},
    ]
    assert [variant["values"] for variant in screen["variants"]] == [["S", "Red"], ["M", "Red"], ["M", "Blue"]]


def test_what_is_still_to_come_says_when_everywhere(shop: Shop, guest: Phone) -> None:
    day = (timezone.now() + timedelta(days=9)).replace(microsecond=0)
    coming = a_record(categories=(shop.jazz,), release_at=day)
    screen = guest.screen(f"product/{coming.product_id}")
    [card] = [card for card in guest.screen(f"browse/{shop.jazz}")["cards"] if card["id"] == coming.product_id]
    assert screen["release_at"] == card["release_at"] == day.isoformat()
    with time_machine.travel(day + timedelta(hours=1)):
        assert "release_at" not in guest.screen(f"product/{coming.product_id}")


def test_a_product_without_what_stands_beside_it_is_shown(
    shop: Shop, guest: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(product, "company_of", away)
    screen = guest.screen(f"product/{shop.record.product_id}")
    assert (screen["related"], screen["degraded"], len(screen["variants"])) == ([], ["company"], 2)


def test_a_guest_buys(shop: Shop, guest: Phone) -> None:
    number = guest.buy(shop.record.variant, 2)
    order = guest.screen(f"order/{number}")
    assert (order["subtotal"], order["shipping"], order["total"]) == ("€39.98", "€4.90", "€44.88")
    assert order["payment_status"] == "awaited"
    assert [summary["number"] for summary in guest.screen("orders")["orders"]] == [number]
    empty = {"lines": [], "count": 0, "subtotal": "€0.00", "total": "€0.00"}
    empty |= {"price_tax": "included", "ready": False, "max_quantity": 99}
    assert guest.screen("cart") == empty


def test_orders_go_on_from_a_cursor(shop: Shop, guest: Phone) -> None:
    plenty = a_record(stock=50)
    numbers = [guest.buy(plenty.variant) for _ in range(22)]
    first = guest.screen("orders")
    second = guest.screen(f"orders?cursor={first['next']}")
    assert [order["number"] for order in first["orders"] + second["orders"]] == numbers[::-1]
    assert "next" not in second


def test_what_the_phone_has_already_is_not_sent_again(shop: Shop, guest: Phone) -> None:
    path = f"{PHONE}screens/product/{shop.record.product_id}"
    first = guest.get(path)
    again = guest.get(path, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    set_price(variant_id=shop.record.variant, currency="EUR", amount=1)
    changed = guest.get(path, **{"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_what_is_private_is_never_stored_by_others(shop: Shop, guest: Phone) -> None:
    private = guest.get(PHONE + "screens/cart")
    public = guest.get(PHONE + "screens/home", bearer="")
    assert private["Cache-Control"] == "private, no-store"
    assert public["Cache-Control"] == "no-cache"
    assert all("Authorization" in response["Vary"] for response in (private, public))


def test_screens_for_everybody_need_no_token(shop: Shop) -> None:
    stranger = Phone()
    for path in ("home", f"browse/{shop.jazz}", f"product/{shop.record.product_id}", "search?q=record"):
        assert stranger.get(PHONE + "screens/" + path).status_code == 200


def test_the_contract_and_its_page_need_nobody_else(guest: Phone) -> None:
    assert guest.get("/api/mobile/openapi.json").json()["info"]["title"] == "Bespoke for the phone"
    page = guest.get("/api/mobile/docs").content.decode()
    assert "swagger" in page
    assert "https://" not in page


def test_the_app_is_served_without_a_cookie(guest: Phone) -> None:
    response = guest.get("/m/")
    assert response.status_code == 200
    assert not response.cookies
