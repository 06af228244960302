"""Promise 27: script in any text that a shopper or a file can set is text wherever it is shown.

The server's side: every text column of the shop is filled with markup, and no page, mail or form holds that markup as
markup. tests/e2e/test_script_in_texts.py looks at the same in a browser. Beside each check stands its twin, the same
with the defence taken away.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.template import base

from core.audit.models import Record
from core.audit.types import Event
from core.carts.services import add_line
from core.catalog.models import Attribute, Category, Collection, FacetValue, Listing, Product, ProductImage, Variant
from core.catalog.services.products import rows as saving
from core.checkout.services import set_address
from core.imports.services.runs import begin_run
from core.orders.models import Order, OrderLine
from core.orders.services import ship
from core.orders.types import OrderStatus
from core.payments.models import Dispute, Payment
from core.webhooks.models import Subscription
from tests.admin.staff import Staff
from tests.core.examples import CURRENCY, MARKET
from tests.core.imports.merchant import Merchant, lamp
from tests.factories import (
    Shop,
    a_coupon,
    a_price_list,
    a_shop,
    a_tax_rate,
    an_address,
    an_order,
    someone,
    the_post_goes,
)
from tests.factories.shop import NOW
from tests.personas import Browser, Phone
from web_api.templatetags import storefront

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
MARKUP = """'" onhack=1 ><hack>"""  # leaves an attribute in either quotes, and any element
SHORT = "'\"><hack>"
OURS = {"customers", "mobile_api", *(app.label for app in apps.get_app_configs() if app.name.startswith("core."))}

# Text columns that nobody can put markup into, and what sees to that. Whoever adds one fills it here, or says why not.
CLOSED = {
    "as short as a barcode, by the database's own constraint": {"catalog.Variant.gtin"},
    "HTML by nature, sanitised where it is written: see below": {"catalog.Product.description"},
    "slugs and codes, by their validators and the imports' own rule": {
        *("catalog.Product.slug", "catalog.Category.slug", "catalog.Category.url_path", "catalog.Collection.slug"),
        *("catalog.Attribute.code", "catalog.FacetValue.code", "catalog.Listing.slug", "orders.OrderLine.slug"),
        *("tax.TaxRate.country", "tax.TaxRate.region", "tax.TaxRate.tax_class"),
        *("inventory.Warehouse.code", "inventory.Warehouse.country"),
        *("shipping.ShippingMethod.code", "checkout.Checkout.shipping_code", "customers.CustomerGroup.code"),
        *("catalog.OldSlug.slug", "catalog.OldPath.path"),
    },
    "the shop's own hashes, numbers, secrets and pictures' places": {
        *("customers.User.password", "mobile_api.Installation.token_hash", "mobile_api.RefreshFamily.refresh_hash"),
        *("mobile_api.RefreshFamily.session_key", "idempotency.IdempotencyRecord.request_hash"),
        *("orders.Order.number", "payments.Payment.reference", "payments.Refund.key", "webhooks.Subscription.secret"),
        *("promotions.Redemption.reference", "catalog.ProductImage.color", "catalog.ProductImage.placeholder"),
        *("imports.ImportRun.digest", "catalog.Category.path", "lockout.Attempts.account", "lockout.Attempts.place"),
        *("inventory.Reservation.reference",),
    },
    "words of the shop's own code": {
        *("outbox.OutboxEvent.topic", "outbox.Delivery.consumer", "notifications.Mail.kind"),
        *("payments.ProviderEvent.provider", "checkout.Checkout.payment_provider"),
        *("webhooks.WebhookDelivery.topic", "webhooks.WebhookDelivery.body", "orders.OrderEvent.status"),
        *("idempotency.IdempotencyRecord.principal", "idempotency.IdempotencyRecord.client"),
        *("idempotency.IdempotencyRecord.operation", "inventory.StockAlert.locale"),
    },
    "made by the shop's own templates, which a test below renders": {"notifications.Mail.html"},
    "shown to nobody: what lists are found and sorted by": {
        *("catalog.ListingCategory.title", "catalog.SearchSlip.letters", "catalog.SearchSlip.word"),
        *("catalog.SearchDocument.title", "catalog.SearchDocument.brand", "catalog.SearchDocument.keywords"),
        *("catalog.SearchDocument.text",),
    },
}


def text_columns() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every column that can hold any text whatever."""
    closed = {name for names in CLOSED.values() for name in names}
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model._meta.app_label in OURS else ():
            text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.FileField)
            if text and not (field.choices or field.primary_key or field.name == "currency" or str(field) in closed):
                yield model, field


def fill(model: type[models.Model], field: models.Field[Any, Any]) -> None:
    """Each row gets markup of its own, for it may have to be unique."""
    longest = field.max_length or 1000
    markup = MARKUP if longest > len(MARKUP) + 6 else SHORT
    for pk in model._default_manager.order_by("pk").values_list("pk", flat=True):
        text = f"{str(pk)[-6:]}{markup}" if longest > len(markup) + 6 else markup
        written = text.upper() if field.name in {"code", "coupon"} else text  # as coupons are
        model._default_manager.filter(pk=pk).update(**{field.name: written[:longest]})


def write_down() -> None:
    """The audit log takes no change, so there is one record more."""
    texts = {field.name: MARKUP for model, field in text_columns() if model is Record}
    Record.objects.create(happened_at=NOW, event=Event.CHANGED, details={"what": MARKUP}, **texts)


def fill_documents() -> None:
    """Texts inside of JSON columns."""
    said = {"option_names": [MARKUP], "option_values": {MARKUP: MARKUP}, "choices": {MARKUP: MARKUP}}
    names = ("title", "name", "alt", "unit", "yes", "no", "seo_title", "seo_description")
    for model in (Attribute, Category, Collection, Product, ProductImage, Listing):
        model._default_manager.update(translations={"de": dict.fromkeys(names, MARKUP) | said})
    FacetValue.objects.update(translations={"de": {"facet": MARKUP, "value": MARKUP}})
    Collection.objects.update(facets={"tag": [MARKUP]})
    Product.objects.update(option_names=[MARKUP], tags=[MARKUP])
    for variant in Variant.objects.all():
        Variant.objects.filter(pk=variant.pk).update(option_values=[f"{MARKUP}{variant.pk}"])
    texts = dict.fromkeys(("name", "line1", "line2", "postcode", "city", "region", "phone"), MARKUP)
    taxes = [{"name": MARKUP, "rate": 1, "base": 1, "tax": 1, "included": included} for included in (True, False)]
    Order.objects.update(address=texts | {"country": "DE"}, taxes=taxes)
    image = {"file": "products/1.jpg", "alt": MARKUP, "width": 1, "height": 1, "color": "#ffffff", "widths": []}
    Listing.objects.update(image=image)
    OrderLine.objects.update(image=image)
    Category.objects.exclude(trail=[]).update(
        trail=[[1, MARKUP, "jazz"]], trail_translations={"1": {"de": {"name": MARKUP}}}
    )


def markup_everywhere() -> None:
    """Orders are on their way, for only those have a carrier."""
    Order.objects.update(status=OrderStatus.SHIPPED, hold_until=None)
    for model, field in text_columns():
        if model is not Record:
            fill(model, field)
    fill_documents()
    write_down()


@pytest.fixture
def shop(merchant: Merchant) -> Shop:
    """Something of everything there can be."""
    shop = a_shop()
    merchant.brings(lamp(image_src="https://cdn.example/1.jpg"))
    Subscription.objects.create(url="https://merchant.example/")
    a_coupon()
    a_tax_rate()
    a_price_list()
    Collection.objects.create(slug="late", name="Late", kind="filtered", facets={"tag": ["late"]})
    begin_run(file_name="x.csv", digest="0" * 64, currency=CURRENCY, now=NOW)
    Phone().sign_up("phone@example.org")
    an_order(someone(), shop.record.variant)
    Dispute.objects.create(payment=Payment.objects.latest("id"), status="open", amount=1, opened_at=NOW, answer_by=NOW)
    the_post_goes()
    guest = someone()
    add_line(principal=guest, variant_id=shop.record.variant, quantity=1, market=MARKET, now=NOW)
    set_address(principal=guest, email="ada@example.org", address=an_address())
    return shop


@pytest.fixture
def merchant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Merchant:
    monkeypatch.chdir(tmp_path)
    return Merchant(tmp_path)


class Page(HTMLParser):
    """What a browser would make of a page that should not be there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.blocks: list[str] = []
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.blocks.append("")
        self._in_script = tag == "script"
        self.found += [tag] if tag == "hack" else []
        for name, value in attrs:
            runs = (value or "").strip().lower().startswith("javascript:")
            self.found += [f"{tag} {name}"] if name == "onhack" or runs or name == "srcdoc" else []

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.blocks[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


def injected(pages: dict[str, str]) -> dict[str, list[str]]:
    """What was found where; nothing, if all is well."""
    found = {name: Page(text).found for name, text in pages.items()}
    return {name: what for name, what in found.items() if what}


def mentions(pages: dict[str, str]) -> set[str]:
    """The pages that show any of it: one that shows none proves nothing."""
    return {name for name, text in pages.items() if "hack" in text.lower()}


REFLECTED = quote(MARKUP)


@pytest.fixture
def desktop(shop: Shop) -> Callable[[], dict[str, str]]:
    """The storefront's pages, for somebody with a cart and an order, where everything is called like markup."""

    def fetch() -> dict[str, str]:
        browser = Browser()
        number = browser.buy(shop.record.variant)
        browser.add(shop.record.variant)
        markup_everywhere()
        paths = (
            *("/", "/c/jazz/", "/c/jazz/bebop/", f"/p/{shop.record.slug}/", "/cart/", "/checkout/", "/orders/"),
            *(f"/orders/{number}/", "/account/", f"/search/?q={REFLECTED}", f"/search/?q=x&f.brand={REFLECTED}"),
            *(f"/p/{REFLECTED}/", f"/c/{REFLECTED}/", f"/orders/{REFLECTED}/"),
        )
        return {path: browser.get(path).content.decode() for path in paths}

    return fetch


@pytest.fixture
def office(shop: Shop) -> Callable[[int], dict[str, str]]:
    """Every list of the back office (or one in `step`) and a form of each; and what it says to a search for markup."""

    def fetch(step: int) -> dict[str, str]:
        staff = Staff()
        markup_everywhere()
        paths = ["", "catalog/product/?q=" + REFLECTED]
        for model in list(admin.site._registry)[::step]:
            where = f"{model._meta.app_label}/{model._meta.model_name}/"
            rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
            paths += [where, *(f"{where}{pk}/change/" for pk in rows[:1])]
        return {path: staff.get(path).content.decode() for path in paths}

    return fetch


def unescaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates show what they are given as it is."""
    monkeypatch.setattr(base, "conditional_escape", str)


def test_no_page_of_the_desktop_holds_it_as_markup(desktop: Callable[[], dict[str, str]]) -> None:
    shown = desktop()
    assert injected(shown) == {}
    assert len(mentions(shown)) >= 9


def test_without_escaping_those_pages_do(
    desktop: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    unescaped(monkeypatch)
    assert len(injected(desktop())) >= 9


def test_no_page_of_the_back_office_holds_it_as_markup(office: Callable[[int], dict[str, str]]) -> None:
    shown = office(1)
    assert injected(shown) == {}
    assert len(mentions(shown)) >= 30


def test_without_escaping_the_back_office_does(
    office: Callable[[int], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    unescaped(monkeypatch)
    assert len(injected(office(4))) >= 5


# --- What is not escaped by templates -------------------------------------------------------------

HOSTILE = (
    "<p onhack=1 onclick='hack()'>Two sides<hack>of</hack><script>hack()</script><img src=x onerror=hack()>"
    "<a href='javascript:hack()'>music</a><svg><script>hack()</script></svg><iframe srcdoc='<script>hack()</script>'>"
    "</iframe><style>@import '//hack'</style><math><mtext></form><form><mglyph><style></math><img src onerror=hack()>"
)


def described(merchant: Merchant) -> dict[str, str]:
    merchant.brings(lamp() | {"Body (HTML)": HOSTILE})
    return {"/p/lamp/": Browser().get("/p/lamp/").content.decode()}


def test_a_description_keeps_its_words_and_nothing_that_runs(merchant: Merchant) -> None:
    shown = described(merchant)
    assert injected(shown) == {}
    assert "Two sides" in shown["/p/lamp/"]
    assert not re.search(r"onerror|onclick|srcdoc|@import|javascript:|hack", shown["/p/lamp/"])


def test_without_the_sanitiser_it_runs(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "safe_html", str)
    (found,) = injected(described(merchant)).values()
    assert {"hack", "p onhack", "a href", "iframe srcdoc"} <= set(found)


ENDS_A_BLOCK = "</script><hack>"


def told_to_machines(shop: Shop) -> Page:
    Product.objects.update(title=ENDS_A_BLOCK, brand=ENDS_A_BLOCK)
    return Page(Browser().get(f"/p/{shop.record.slug}/").content.decode())


def test_what_machines_are_told_is_one_block_that_nothing_in_it_ends(shop: Shop) -> None:
    page = told_to_machines(shop)
    (block,) = (block for block in page.blocks if "schema.org" in block)
    assert page.found == []
    assert orjson.loads(block)["@graph"][0]["name"] == ENDS_A_BLOCK


def test_as_plain_json_it_would_be_ended(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storefront, "_HARMLESS", {})
    assert "hack" in told_to_machines(shop).found


# --- Mails ----------------------------------------------------------------------------------------


def mails(shop: Shop) -> dict[str, str]:
    """Every mail an order gives rise to, of an order in which everything is called like markup."""
    Product.objects.update(title=MARKUP)
    number = an_order(someone(), shop.record.variant)
    texts = dict.fromkeys(("name", "line1", "line2", "city", "region"), MARKUP)
    address = asdict(an_address()) | texts
    Order.objects.filter(number=number).update(address=address, shipping_name=MARKUP)
    ship(number=number, carrier=MARKUP, tracking=MARKUP, now=NOW)
    mail.outbox.clear()
    the_post_goes()
    told = [one for one in mail.outbox if isinstance(one, EmailMultiAlternatives)]
    return {f"{one.subject} {at}": str(one.alternatives[0][0]) for at, one in enumerate(told)}


def test_no_mail_holds_it_as_markup_or_as_a_header(shop: Shop) -> None:
    sent = mails(shop)
    assert injected(sent) == {}
    assert len(mentions(sent)) >= 2
    assert not [one for one in mail.outbox if "\n" in one.subject]


def test_without_escaping_mails_do(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    unescaped(monkeypatch)
    assert len(injected(mails(shop))) >= 2


# --- The phone app, and answers to programs -------------------------------------------------------

MAKES_MARKUP = re.compile(
    r"(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function"
)


@pytest.mark.parametrize("client", ["web_api", "mobile_api"])
def test_no_script_of_the_shops_own_makes_markup_of_text(client: str) -> None:
    """The app builds elements and sets their text: tests/e2e sees that nothing runs in it."""
    scripts = sorted((ROOT / client / "client/static").rglob("*.js"))
    assert scripts
    assert [str(script) for script in scripts if MAKES_MARKUP.search(script.read_text())] == []


def test_programs_are_answered_in_json_that_no_browser_takes_for_a_page(shop: Shop) -> None:
    browser, phone = Browser(), Phone()
    phone.register()
    answers = [
        browser.get(f"/api/web/v1/pages/search/?q={REFLECTED}"),
        browser.get(f"/api/web/v1/pages/product/{REFLECTED}/"),
        browser.get(f"/api/web/v1/pages/home/?{REFLECTED}=1"),
        phone.get(f"/api/mobile/v1/screens/search?q={REFLECTED}"),
        phone.get(f"/api/mobile/v1/lookup/barcode/{REFLECTED}"),
    ]
    for answer in answers:
        assert re.match(r"application/(problem\+)?json", answer["Content-Type"])
        assert answer["X-Content-Type-Options"] == "nosniff"
