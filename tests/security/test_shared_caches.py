"""With a cache in front that all share, nobody is ever shown what is another's, nor what another made of a page."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from core.catalog.models import ProductImage
from core.catalog.services import add_image, refresh_listings
from tests.core.catalog.pictures import encoded, photo
from tests.factories import Shop, a_shop
from tests.personas import PASSWORD, PHONE, PHONE_AUTH, WEB, WEB_AUTH, Browser, Phone, make_customer
from tests.security.shared_cache import Alteration, Person, SharedCache, directives
from tests.security.surface import paths_of

pytestmark = pytest.mark.django_db
ADA, BOB = "ada-the-first@example.org", "bob@example.org"
STREET = "1 Engine Street"
ORDER = re.compile(r"\b[A-Z0-9]{4,}(?:-[A-Z0-9]{3,})+\b")


@pytest.fixture
def shop() -> Shop:
    """One of its records has a picture, which phones are given in the rendition that fits."""
    shop = a_shop()
    add_image(product_id=shop.record.product_id, file=encoded(photo(72, 48), "JPEG"), alt="Two musicians")
    ProductImage.objects.update(widths=[180, 320, 360, 540, 640, 720, 960])
    refresh_listings(product_ids=[shop.record.product_id])
    return shop


def on_the_web(shop: Shop, email: str) -> tuple[Person, str]:
    """Somebody signed in at a browser, with an order, whose number it is, and something in the cart."""
    make_customer(email)
    browser = Browser()
    browser.sign_in(email)
    number = browser.buy(shop.record.variant)
    browser.add(shop.record.variant)
    return Person(browser.client, {}), number


def on_the_phone(shop: Shop, email: str) -> tuple[Person, str]:
    make_customer(email)
    phone = Phone()
    phone.sign_in(email)
    number = phone.buy(shop.record.variant)
    phone.add(shop.record.variant)
    return Person(phone.client, {"Authorization": f"Bearer {phone.access}"}), number


def a_stranger() -> Person:
    return Person(Client(), {})


def web_paths(number: str, shop: Shop) -> list[str]:
    """Every URL of the web, its own orders, and the same made to look like something that caches like."""
    orders = [f"/orders/{number}/", f"{WEB}pages/order/{number}/", f"/p/{shop.record.slug}/"]
    private = ["/orders/", "/account/", "/cart/", "/checkout/", f"/orders/{number}/", WEB_AUTH + "auth/session"]
    disguised = [path + tail for path in private for tail in ("x.css", ";x.js", "%2Fx.png", "?x.css", "x.ico/")]
    return [*paths_of("web"), *orders, *disguised, "/orders/x.css", "/account.css"]


def phone_paths(number: str, shop: Shop) -> list[str]:
    screens = [f"{PHONE}screens/order/{number}", f"{PHONE}screens/product/{shop.record.product_id}"]
    disguised = [f"{PHONE}screens/cart{tail}" for tail in ("/x.css", ";x.js", "?x.css")]
    return [*paths_of("mobile"), *screens, *disguised]


def seen_by_others(cache: SharedCache, owner: Person, paths: list[str], secrets: set[str]) -> list[str]:
    """Where a stranger is shown what is the owner's, who has looked at everything before."""
    for path in paths:
        cache.get(owner, path)
    stranger = a_stranger()
    shown = {path: cache.get(stranger, path) for path in paths}
    return [path for path, response in shown.items() if any(secret in body_of(response) for secret in secrets)]


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace")) + str(response.headers) + str(response.cookies)


def test_nobody_sees_a_customers_pages(shop: Shop) -> None:
    ada, number = on_the_web(shop, ADA)
    assert seen_by_others(SharedCache(), ada, web_paths(number, shop), {ADA, STREET, number_in(number)}) == []


def test_nobody_sees_a_customers_screens(shop: Shop) -> None:
    ada, number = on_the_phone(shop, ADA)
    assert seen_by_others(SharedCache(), ada, phone_paths(number, shop), {ADA, STREET}) == []


def number_in(number: str) -> str:
    """As it stands on a page about it; in its URL the stranger has it already."""
    return f">{number}<"


def test_two_customers_see_their_own(shop: Shop) -> None:
    ada, _ = on_the_web(shop, ADA)
    bob, _ = on_the_web(shop, BOB)
    cache = SharedCache()
    for path in ("/account/", WEB + "pages/home/", WEB_AUTH + "auth/session"):
        assert ADA in body_of(cache.get(ada, path))
        assert ADA not in (shown := body_of(cache.get(bob, path)))
        assert BOB in shown


def as_if_public(response: Any) -> None:
    """Taken away: what answers say of who may keep them."""
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers.pop("Vary", None)


def test_strangers_would_see_pages_if_answers_did_not_say_whose_they_are(shop: Shop) -> None:
    ada, number = on_the_web(shop, ADA)
    seen = seen_by_others(SharedCache(as_if_public), ada, web_paths(number, shop), {ADA, STREET})
    assert {"/account/", WEB + "pages/home/", WEB_AUTH + "auth/session"} <= set(seen)


def test_strangers_would_see_screens_if_answers_did_not_say_whose_they_are(shop: Shop) -> None:
    ada, number = on_the_phone(shop, ADA)
    seen = seen_by_others(SharedCache(as_if_public), ada, phone_paths(number, shop), {ADA, STREET})
    assert {PHONE + "screens/home", PHONE_AUTH + "auth/session"} <= set(seen)


# --- Every answer says who may keep it -------------------------------------------------------------


def test_every_answer_says_who_may_keep_it_whatever_it_is(shop: Shop) -> None:
    ada, number = on_the_web(shop, ADA)
    phone, _ = on_the_phone(shop, BOB)
    silent = [
        (path, response.status_code)
        for person, paths in ((ada, web_paths(number, shop)), (phone, phone_paths(number, shop)))
        for path in paths
        for response in (person.client.get(path, headers=person.headers), a_stranger().client.get(path))
        if not directives(response) & {"no-store", "no-cache", "immutable"}
    ]
    assert silent == []


def test_some_would_not_without_the_rule_for_all(shop: Shop, settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "response_headers" not in name]
    silent = [path for path in web_paths("x", shop) if not directives(a_stranger().client.get(path)) - {""}]
    assert "/account.css" in silent or "/orders/x.css" in silent


def test_what_sets_a_cookie_is_kept_by_nobody() -> None:
    make_customer()
    browser = Browser()
    signed_in = browser.sign_in()
    assert signed_in.cookies
    assert {"private", "no-store"} <= directives(signed_in)
    client = Client()
    staff = client.post("/admin/auth/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert "no-store" in directives(staff)


# --- What a cache does not look at changes nothing ------------------------------------------------

UNKEYED = {
    "X-Currency": "XXX",
    "X-App-Version": "ios 0.0.1",
    "Accept-Language": "de",
    "Accept": "image/avif,application/json",
    "Save-Data": "on",
    "DPR": "3",
    "Sec-CH-DPR": "3",
    "Width": "4000",
    "Sec-CH-Width": "4000",
    "Cookie": "currency=XXX; locale=de",
    "User-Agent": "<script>",
    "Origin": "https://evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-HTTP-Method-Override": "DELETE",
    "X-Original-URL": "/admin/",
    "Range": "bytes=0-1",
    "Content-Type": "text/xml",
    "X-Request-ID": "chosen-by-somebody",
}


def pages(shop: Shop) -> list[str]:
    return ["/", "/search/", f"/p/{shop.record.slug}/", WEB + "pages/home/", WEB + "pages/search/", "/m/", "/m/sw.js"]


def screens(shop: Shop) -> list[str]:
    return [PHONE + "screens/home", f"{PHONE}screens/product/{shop.record.product_id}"]


def as_it_is(response: Any) -> None:
    """Nothing taken away."""


def poisoned(paths: list[str], altered: Alteration, names: Iterable[str] = tuple(UNKEYED)) -> set[tuple[str, str]]:
    """Where, and by which header, somebody's odd request changes what the next one is shown."""
    spoilt = set()
    for path in paths:
        honest = body_without_id(a_stranger().client.get(path))
        for name in names:
            cache = SharedCache(altered)
            cache.get(a_stranger(), path, **{name: UNKEYED[name]})
            if body_without_id(cache.get(a_stranger(), path)) != honest:
                spoilt.add((path, name))
    return spoilt


def body_without_id(response: Any) -> str:
    content: bytes = response.content
    return re.sub(r'"request_id":"[^"]*"', "", content.decode())


def test_what_a_cache_asks_about_again_is_not_poisoned(shop: Shop) -> None:
    """A 304 renews the very answer it is about."""
    assert poisoned(screens(shop), as_it_is) == set()


def kept_for_a_minute(response: Any) -> None:
    """As if public answers might be used without asking: Vary alone then has to tell them apart."""
    if directives(response) == {"no-cache"}:
        response.headers["Cache-Control"] = "public, max-age=60"


def test_public_answers_vary_by_all_that_changes_them(shop: Shop) -> None:
    assert poisoned([*pages(shop), *screens(shop)], kept_for_a_minute) == set()


def test_without_vary_they_would_be_poisoned(shop: Shop) -> None:
    home, names = PHONE + "screens/home", ("X-Currency", "Accept-Language", "Save-Data", "Accept", "DPR")
    assert poisoned([home], as_if_public, names) == {(home, name) for name in names}
    assert poisoned(["/"], as_if_public, ("Accept-Language", "Cookie")) == {("/", "Accept-Language"), ("/", "Cookie")}
