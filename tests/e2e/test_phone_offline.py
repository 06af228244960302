"""The installed app: it opens without a connection, keeps nothing private, and never mixes two versions of itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Open
from tests.e2e.test_phone import arrive, settle, tab
from tests.e2e.visit import Visit

pytestmark = pytest.mark.e2e

READY = "navigator.serviceWorker.ready.then(({ active }) => active.state)"
# What a browser does by itself when the app is opened; that request a test could not answer, this one it can.
UPDATE = 'navigator.serviceWorker.register("/m/sw.js?again").catch(() => {})'
KEPT = """async () => {
  const names = await caches.keys();
  const caches_ = await Promise.all(names.map((name) => caches.open(name)));
  const requests = await Promise.all(caches_.map((cache) => cache.keys()));
  return [names.length, requests.flat().map(({ url }) => new URL(url).pathname)];
}"""


@pytest.fixture
def installed(visit: Open) -> Visit:
    """Somebody whose browser has kept the app, and who has looked at some screens."""
    shopper = visit("phone-offline", width=360, script=True)
    shopper.go("/m/")
    settle(shopper)
    shopper.page.evaluate(READY)
    expect(shopper.page.locator(".shelf").first).to_be_visible()
    return shopper


@contextmanager
def offline(shopper: Visit) -> Iterator[None]:
    """In here nothing can be reached; that requests fail is what is to be expected."""
    context = shopper.page.context
    context.set_offline(True)
    yield
    context.set_offline(False)
    failures = [fault for fault in shopper.faults if re.match(r"failed: |console error: Failed to load", fault)]
    assert shopper.faults == failures
    shopper.faults.clear()


@contextmanager
def released(page: Page, *, whole: bool = True) -> Iterator[str]:
    """From here on the shop serves another version of the app; its page is still the old one unless it is `whole`."""
    version = page.locator("meta[name=version]").get_attribute("content") or ""
    other = version[::-1]

    def serve(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace(version, other))

    page.context.route("**/m/sw.js?again", serve)
    if whole:
        page.context.route("**/m/", serve)
    yield other
    page.context.unroute_all(behavior="wait")


def test_it_opens_offline_with_what_was_seen_last(installed: Visit) -> None:
    page = installed.page
    page.locator(".card").first.click()
    expect(page).to_have_url(re.compile("#/product/"))
    settle(installed)
    expect(page.get_by_role("button", name="Add to cart")).to_be_visible()
    seen = page.url
    with offline(installed):
        page.goto("/m/")
        expect(page.get_by_text("You are offline: this is as you saw it last.")).to_be_visible()
        expect(page.locator(".shelf").first).to_be_visible()
        installed.faults.clear()
        take(installed, "home")
        page.goto(seen)
        expect(page.get_by_role("button", name="Add to cart")).to_be_visible()
        tab(page, "Cart")
        expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
        take(installed, "cart")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your cart is empty")
    arrive(installed, "back-again")


def test_what_is_private_is_kept_by_nobody(installed: Visit) -> None:
    page = installed.page
    page.locator(".card").first.click()
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_text("Added to your cart")).to_be_visible()
    tab(page, "Cart")
    settle(installed)
    caches, paths = page.evaluate(KEPT)
    assert caches == 1
    assert {"/m/"} == {path for path in paths if not path.startswith("/static/mobile/")}
    stored = page.evaluate("Object.keys(localStorage)")
    assert any("product/" in name for name in stored), "what is the same for all stays"
    assert not any(word in name for name in stored for word in ("home", "cart")), "what was told to one is forgotten"


def test_a_new_version_comes_on_when_it_is_asked_for(installed: Visit) -> None:
    page = installed.page
    meta = page.locator("meta[name=version]")
    with released(page) as version:
        page.evaluate(UPDATE)
        expect(page.get_by_text("There is a new version.")).to_be_visible()
        expect(meta).not_to_have_attribute("content", version)
        assert page.evaluate(KEPT)[0] == 2, "each is whole, side by side"
        with page.expect_navigation():
            page.get_by_role("button", name="Use it").click()
        expect(meta).to_have_attribute("content", version)
        settle(installed)
        assert page.evaluate(KEPT)[0] == 1


def test_half_a_new_version_is_not_taken(installed: Visit) -> None:
    page = installed.page
    with released(page, whole=False) as version:
        page.evaluate(UPDATE)
        page.wait_for_timeout(1500)
        assert page.get_by_text("There is a new version.").count() == 0
        page.reload()
        settle(installed)
        expect(page.locator("meta[name=version]")).not_to_have_attribute("content", version)


def take(shopper: Visit, name: str) -> None:
    """A picture, and what is wrong with it; that requests have failed is said elsewhere."""
    before = list(shopper.faults)
    shopper.faults.clear()
    shopper.look(name)
    shopper.faults[:0] = before
