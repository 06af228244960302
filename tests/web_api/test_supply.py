"""What the web says of whether and when something can be had, what it cost before, and of waiting for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.catalog.models import Category, Product, ProductImage, Variant
from core.catalog.services import add_image, place_category, refresh_listings, write_bought_together
from core.catalog.services.addresses import move_slug
from core.inventory.models import StockAlert
from core.inventory.services import receive, set_backorder
from core.pricing.services import set_price
from tests.core.catalog.pictures import encoded, photo
from tests.factories import Record, Shop, a_record
from tests.personas import WEB, Browser, make_customer

NEXT_YEAR = datetime(timezone.now().year + 1, 5, 12, tzinfo=UTC)


def page_of(browser: Browser, record: Record) -> Any:
    return browser.page(f"product/{record.slug}/")


def html_of(browser: Browser, record: Record) -> str:
    return str(browser.get(f"/p/{record.slug}/").content.decode())


def on_backorder(*, expected_at: datetime | None = NEXT_YEAR) -> Record:
    record = a_record(stock=0)
    set_backorder(variant_id=record.variant, limit=5, expected_at=expected_at, now=timezone.now())
    return record


def test_a_backorder_can_be_bought_and_says_when_it_is_sent(shop: Shop, browser: Browser) -> None:
    record = on_backorder()
    page = page_of(browser, record)
    [variant] = page["variants"]
    assert (page["state"], page["buyable"], variant["state"], variant["available"]) == (
        "backorder",
        True,
        "backorder",
        5,
    )
    assert datetime.fromisoformat(variant["ships_at"]) == NEXT_YEAR
    assert f"Ships by May 12, {NEXT_YEAR.year}" in html_of(browser, record)
    assert page["json_ld"]["@graph"][0]["offers"][0]["availability"] == "https://schema.org/BackOrder"


def test_a_backorder_nobody_knows_the_day_of_is_sent_when_it_comes(shop: Shop, browser: Browser) -> None:
    record = on_backorder(expected_at=None)
    assert "Ships when more has come in" in html_of(browser, record)
    browser.add(record.variant)
    assert "Sent when more has come in" in browser.get("/cart/").content.decode()


def test_what_is_ahead_can_be_ordered_where_the_shop_says_so(shop: Shop, browser: Browser) -> None:
    ahead = a_record(release_at=NEXT_YEAR, preorder=True)
    page = page_of(browser, ahead)
    assert (page["state"], page["variants"][0]["available"] > 0) == ("preorder", True)
    assert "Order ahead" in html_of(browser, ahead)
    browser.add(ahead.variant)
    [line] = browser.page("cart/")["cart"]["lines"]
    assert (line["state"], datetime.fromisoformat(line["ships_at"])) == ("ready", NEXT_YEAR)


def test_what_is_ahead_and_cannot_be_ordered_waits_for_its_day(shop: Shop, browser: Browser) -> None:
    ahead = a_record(release_at=NEXT_YEAR)
    page = page_of(browser, ahead)
    assert (page["state"], page["buyable"], page["variants"][0]["available"]) == ("coming_soon", False, 0)
    assert "Add to cart" not in html_of(browser, ahead)


def test_an_order_says_of_each_line_when_it_is_sent(shop: Shop, browser: Browser) -> None:
    number = browser.buy(on_backorder().variant, 2)
    [line] = browser.page(f"order/{number}/")["order"]["lines"]
    assert (line["supply"], datetime.fromisoformat(line["expected_at"])) == ("backorder", NEXT_YEAR)
    assert f"Sent by May 12, {NEXT_YEAR.year}" in browser.get(f"/orders/{number}/").content.decode()


def test_an_offer_says_the_lowest_price_of_the_thirty_days_before(shop: Shop, browser: Browser) -> None:
    record, now = a_record(price=1999), timezone.now()
    set_price(variant_id=record.variant, currency="EUR", amount=1799, starts_at=now - timedelta(days=20))
    set_price(variant_id=record.variant, currency="EUR", amount=1499, compare_at=1999, starts_at=now)
    [variant] = page_of(browser, record)["variants"]
    assert (variant["price"]["amount"], variant["saving"]["amount"], variant["lowest_30"]["amount"]) == (
        1499,
        500,
        1799,
    )
    html = html_of(browser, record)
    assert "Lowest price of the last 30 days: €17.99" in html
    assert "Save €5.00" in html


def test_a_price_that_was_not_reduced_says_nothing_of_before(shop: Shop, browser: Browser) -> None:
    assert page_of(browser, shop.record)["variants"][0]["lowest_30"] is None
    assert "Lowest price" not in html_of(browser, shop.record)


def test_a_version_has_a_picture_of_its_own_among_the_products(shop: Shop, browser: Browser) -> None:
    both = a_record(formats=("LP", "CD"))
    for at in range(2):
        add_image(product_id=both.product_id, file=encoded(photo(72 + at, 48), "JPEG"), alt=f"Picture {at}")
    Variant.objects.filter(id=both.variants[1]).update(image=ProductImage.objects.get(alt="Picture 1"))
    page = page_of(browser, both)
    assert [variant["picture"] for variant in page["variants"]] == [None, 1]
    assert page["product"]["images"][1]["alt"] == "Picture 1"


# --- Being told when it is back -------------------------------------------------------------------


def test_a_guest_asks_by_the_form_of_what_is_sold_out(shop: Shop, browser: Browser) -> None:
    gone = a_record(stock=0)
    assert "Tell me when it is back" in html_of(browser, gone)
    asked = browser.submit(f"/p/{gone.slug}/", do="alert", variant=gone.variant, email="ada@example.org")
    assert (asked.status_code, asked["Location"]) == (303, "./?done=alert_asked")
    assert "We write to you" in browser.get(f"/p/{gone.slug}/?done=alert_asked").content.decode()
    alert = StockAlert.objects.get()
    assert (alert.variant_id, alert.email, alert.customer_id, alert.currency) == (
        gone.variant,
        "ada@example.org",
        None,
        "EUR",
    )


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c"])
def test_an_address_nobody_can_be_written_to_is_said_at_its_field(email: str, shop: Shop, browser: Browser) -> None:
    gone = a_record(stock=0)
    again = browser.submit(f"/p/{gone.slug}/", do="alert", variant=gone.variant, email=email)
    html = again.content.decode()
    assert again.status_code == 422
    assert 'id="alert-email-fault"' in html
    assert not StockAlert.objects.exists()


def test_a_customer_asks_with_one_click_and_takes_it_back(shop: Shop, browser: Browser) -> None:
    gone = a_record(stock=0, title="Gone for now")
    make_customer()
    browser.sign_in()
    assert 'name="email"' not in html_of(browser, gone)
    browser.submit(f"/p/{gone.slug}/", do="alert", variant=gone.variant)
    [alert] = browser.get(f"{WEB}alerts/").json()["alerts"]
    assert (alert["title"], alert["email"], alert["url"]) == ("Gone for now", "ada@example.org", f"/p/{gone.slug}/")
    assert "Gone for now" in browser.get("/account/alerts/").content.decode()
    gone_too = browser.submit("/account/alerts/", do="cancel", alert=alert["id"])
    assert gone_too["Location"] == "./?done=alert_cancelled"
    assert browser.get(f"{WEB}alerts/").json() == {"alerts": []}


def test_what_can_be_had_is_not_waited_for(shop: Shop, browser: Browser) -> None:
    body = {"variant": shop.record.variant, "email": "ada@example.org"}
    refused = browser.send("POST", f"{WEB}alerts/", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "alert_not_needed")


def test_only_the_versions_that_are_gone_are_offered_to_wait_for(shop: Shop, browser: Browser) -> None:
    both = a_record(formats=("LP", "CD"), stock=0)
    receive(variant_id=both.variants[0], quantity=2, now=timezone.now())
    html = html_of(browser, both)
    assert f'<option value="{both.variants[1]}"' in html
    assert f'<option value="{both.variants[0]}"' not in html


# --- Old addresses --------------------------------------------------------------------------------


def test_an_old_address_of_a_product_leads_to_its_new_one(shop: Shop, browser: Browser) -> None:
    record = a_record()
    rename(record, "renamed")
    moved = browser.get(f"/p/{record.slug}/?utm_source=x&variant=1")
    assert (moved.status_code, moved["Location"]) == (301, "/p/renamed/?utm_source=x&variant=1")
    assert moved["Cache-Control"] == "no-cache", "the address may be another's one day"
    by_program = browser.get(f"{WEB}pages/product/{record.slug}/")
    assert (by_program.status_code, by_program["Location"]) == (301, f"{WEB}pages/product/renamed/")
    assert browser.get("/p/renamed/").status_code == 200
    assert 'rel="canonical" href="http://testserver/p/renamed/"' in browser.get("/p/renamed/").content.decode()


def test_an_old_address_of_a_category_leads_to_its_new_one(shop: Shop, browser: Browser) -> None:
    Category.objects.filter(id=shop.jazz).update(slug="swing")
    place_category(category_id=shop.jazz)
    moved = browser.get("/c/jazz/bebop/?sort=price&f.brand=Blue+Note")
    assert (moved.status_code, moved["Location"]) == (301, "/c/swing/bebop/?sort=price&f.brand=Blue+Note")
    assert browser.get(f"{WEB}pages/category/jazz/")["Location"] == f"{WEB}pages/category/swing/"


def rename(record: Record, slug: str) -> None:
    Product.objects.filter(id=record.product_id).update(slug=slug)
    move_slug(product_id=record.product_id, before=record.slug, now=slug)
    refresh_listings(product_ids=[record.product_id])


def test_what_others_bought_with_it_stands_below(shop: Shop, browser: Browser) -> None:
    other = a_record(title="Its companion")
    scores = {(shop.record.product_id, other.product_id): 3}
    write_bought_together(product_ids=[shop.record.product_id], scores=scores)
    assert [card["title"] for card in page_of(browser, shop.record)["together"]] == ["Its companion"]
    assert "Bought together with it" in html_of(browser, shop.record)
    assert "Bought together" not in html_of(browser, other)
