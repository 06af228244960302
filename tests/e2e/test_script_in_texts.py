"""Promise 27 in a browser: script in the shop's texts runs on no page of the desktop, the app or the back office.

Nothing of it even reaches the content security policy, which would stop it. Beside it stands the twin: unescaped, the
same text runs where there is no policy, and is stopped by the shop's own.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route, expect

from tests.processes.server import Shop, open_shop, share_static_files
from tests.processes.shoppers import PASSWORD

pytestmark = pytest.mark.e2e

SCRIPT = """'"><img src=x onerror=alert(1)><svg onload=alert(1)></svg><script>alert(1)</script>"""
REFLECTED = quote(SCRIPT)
PRODUCT = {
    **dict.fromkeys(("Title", "Description", "Vendor", "Type", "SEO title", "SEO description"), SCRIPT),
    **dict.fromkeys(("Option1 name", "Option1 value", "Tags"), SCRIPT),
    "URL handle": "lamp",
    "SKU": SCRIPT[:60],
    "Price": "19.99",
}
# Somebody with an order and a cart, to be met in a browser by the session that is said, and staff; a receiver's answer.
PEOPLE = f"""
from datetime import UTC, datetime
from uuid import uuid4
from core.carts.services import add_line
from core.catalog.models import Variant
from core.catalog.types import Market
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address
from core.customers.models import User
from core.customers.types import Address, Guest
from core.orders.services import ship
from core.outbox.services import relay
from core.shipping.models import ShippingMethod
from core.webhooks.models import Subscription, WebhookDelivery

now, guest, text = datetime.now(UTC), Guest(uuid4()), {SCRIPT!r}
ShippingMethod.objects.get_or_create(code="standard", currency="EUR", defaults={{"name": text[:100], "price": 490}})
Subscription.objects.create(url="https://merchant.example/" + text)
add_line(principal=guest, variant_id=Variant.objects.get().pk, quantity=1, market=Market("EUR"), now=now)
address = Address(text, text, text, "10115", text, "", "DE", "")
set_address(principal=guest, email="ada@example.org", address=address)
number = place_order(principal=guest, expected_total=quote_for(guest, market=Market("EUR")).total, now=now)
ship(number=number, carrier=text[:60], tracking=text[:80], now=now)
relay(now=now)
WebhookDelivery.objects.update(answer=text, last_error=text)
User.objects.create_superuser("keeper@example.org", "{PASSWORD}", name=text)
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop in which everything is called like script."""
    with open_shop(tmp_path_factory.mktemp("hostile")) as shop:
        share_static_files(shop, tmp_path_factory.getbasetemp())
        file = shop.folder / "products.csv"
        with file.open("w", newline="") as opened:
            writer = csv.DictWriter(opened, list(PRODUCT))
            writer.writeheader()
            writer.writerow(PRODUCT)
        shop.manage("import_products", str(file), "--report", str(shop.folder / "report.csv"), "--verbosity", "0")
        shop.run(PEOPLE)
        yield shop


@dataclass
class Watch:
    """A page, and what ran on it that should not, or would have but for the policy."""

    page: Page
    ran: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._console)

    def _dialog(self, dialog: Dialog) -> None:
        self.ran.append(f"{self.page.url}: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.stopped.append(f"{self.page.url}: {message.text}")

    def see(self, path: str) -> str:
        """All of a page, once it has come to rest; its text."""
        self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        return self.page.inner_text("body")


@pytest.fixture(scope="module")
def open_at(hostile: Shop) -> Iterator[str]:
    with hostile.serve("") as [server]:
        yield server.url


@pytest.fixture
def watch(browser: Browser, open_at: str) -> Iterator[Watch]:
    context = browser.new_context(base_url=open_at, locale="en-GB")
    context.set_default_timeout(15_000)
    yield Watch(context.new_page())
    context.close()


def test_script_in_texts_runs_nowhere_and_needs_no_policy_to_stop_it(watch: Watch) -> None:
    visit_the_desktop(watch)
    visit_the_app(watch)
    visit_the_back_office(watch)
    assert (watch.ran, watch.stopped) == ([], [])


def visit_the_desktop(watch: Watch) -> None:
    for path in ("/", "/c/img-src-x-onerror-alert1svg-onload-alert1svgscriptalert1script/", f"/search/?q={REFLECTED}"):
        watch.see(path)
    assert "<svg onload=alert(1)>" in watch.see("/p/lamp/")
    watch.page.get_by_role("button", name="Add to cart").first.click()
    watch.page.wait_for_load_state("networkidle")
    assert "<svg onload=alert(1)>" in watch.see("/cart/")
    watch.see("/checkout/")
    watch.see(f"/p/{REFLECTED}/")


def visit_the_app(watch: Watch) -> None:
    for path in ("/m/#/", f"/m/#/search?q={REFLECTED}", f"/m/#/{REFLECTED}", "/m/#/browse/1", "/m/#/cart"):
        watch.see("about:blank")
        watch.see(path)
    watch.see("about:blank")
    assert "<svg onload=alert(1)>" in watch.see("/m/#/product/1")


def visit_the_back_office(watch: Watch) -> None:
    page = watch.page
    watch.see("/admin/login/")
    page.get_by_label("Email").fill("keeper@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_title(re.compile("Dashboard"))
    for path in ("", "catalog/product/", "catalog/product/1/change/", "orders/order/", "orders/order/1/change/"):
        watch.see(f"/admin/{path}")
    for path in ("webhooks/webhookdelivery/", "webhooks/subscription/1/change/", f"catalog/product/?q={REFLECTED}"):
        watch.see(f"/admin/{path}")
    assert "<svg onload=alert(1)>" in watch.see("/admin/webhooks/webhookdelivery/1/change/")


@pytest.mark.parametrize("where", ["/", "/m/"])
def test_unescaped_it_would_run_and_the_policy_alone_stops_it(watch: Watch, where: str) -> None:
    page = watch.page
    policy = page.request.get(where).headers["content-security-policy"]
    assert "unsafe" not in policy
    headers: dict[str, str] = {}

    def unescaped(route: Route) -> None:
        route.fulfill(body=f"<!doctype html><p>{SCRIPT}", content_type="text/html", headers=headers)

    page.route("**/unescaped/", unescaped)
    watch.see("/unescaped/")
    assert len(watch.ran) == 3
    headers["Content-Security-Policy"] = policy
    watch.see("/unescaped/")
    assert len(watch.ran) == 3
    assert len(watch.stopped) >= 3
