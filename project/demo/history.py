"""What has happened in the sample shop so far: customers, their orders and carts, somebody behind the counter."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from core.carts.services import add_line
from core.catalog.models import Variant
from core.catalog.types import Market
from core.checkout.selectors import quote_for
from core.checkout.services import place_order, set_address, set_payment
from core.customers.models import User
from core.customers.types import Customer as Principal
from core.orders.services import cancel, deliver, ship
from core.outbox.models import OutboxEvent
from core.payments.selectors import providers
from core.payments.services import record_received
from core.payments.types import Provider
from core.promotions.models import Coupon
from core.promotions.types import CouponKind
from core.shipping.models import ShippingMethod
from core.tax.models import TaxRate
from project.demo.people import CARTS, CUSTOMERS, ORDERS, Line, PlannedOrder, Wish

TAXES = (
    ("DE", "VAT", {"standard": 19_000, "reduced": 7_000}),
    ("AT", "VAT", {"standard": 20_000, "reduced": 10_000}),
    ("FR", "VAT", {"standard": 20_000, "reduced": 5_500}),
)
STAFF = "staff@example.org"
WELCOME, FREE_POST = "WELCOME10", "FREEPOST"


def offer_delivery(currencies: Iterable[str]) -> None:
    fields = {"name": "Standard delivery", "price": 4_90}
    for currency in currencies:
        ShippingMethod.objects.get_or_create(code="standard", currency=currency, defaults=fields)


def write_down_taxes() -> None:
    """Of the shop's own country and some it sends to; the clerk who runs a real shop asks their own authorities."""
    for country, name, rates in TAXES:
        for tax_class, rate in rates.items():
            TaxRate.objects.get_or_create(country=country, tax_class=tax_class, defaults={"name": name, "rate": rate})
    california = {"name": "Sales tax", "rate": 7_250}
    TaxRate.objects.get_or_create(country="US", region="CA", tax_class="standard", defaults=california)


def print_coupons(currency: str) -> None:
    """Two to try: a tenth off for everybody once, and free delivery of a larger order."""
    Coupon.objects.create(code=WELCOME, name="First order", kind=CouponKind.PERCENT, value=10, limit_per_customer=1)
    free = {"kind": CouponKind.FREE_SHIPPING, "currency": currency, "minimum": 50_00, "limit": 100}
    Coupon.objects.create(code=FREE_POST, name="Free delivery from 50", **free)


def welcome_customers(password: str) -> dict[str, Principal]:
    """Accounts with verified addresses, by the key that orders name them by."""
    return {who.key: Principal(_account(who.email, password).pk, who.email) for who in CUSTOMERS}


def employ_staff(password: str) -> None:
    user = _account(STAFF, password)
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])


def place_orders(customers: Mapping[str, Principal], *, currency: str, now: datetime) -> int:
    """Every order on its day, seen as far as it has come. Nobody is written to: it is all long ago.

    All were paid by transfer, so a shop that takes none has only carts to show. Returns how many there are.
    """
    variants = _variants()
    plans = ORDERS if Provider.MANUAL in providers() else ()
    for plan in plans:
        _see_through(plan, customers[plan.customer], variants, currency, now - timedelta(days=plan.days_ago))
    for cart in CARTS:
        _fill(customers[cart.customer], cart.lines, variants, currency, now)
    OutboxEvent.objects.filter(relayed_at=None).update(relayed_at=now, due_at=None)
    return len(plans)


def _account(email: str, password: str) -> User:
    user = User.objects.create_user(email, password)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _variants() -> dict[tuple[str, str], int]:
    rows = Variant.objects.values_list("product__slug", "option_values", "id")
    return {(slug, "".join(values)): pk for slug, values, pk in rows}


def _fill(
    who: Principal, lines: tuple[Line, ...], variants: Mapping[tuple[str, str], int], currency: str, now: datetime
) -> None:
    for line in lines:
        variant_id = variants[line.record, line.format]
        market = Market(currency)
        add_line(principal=who, variant_id=variant_id, quantity=line.quantity, market=market, now=now)


def _see_through(
    plan: PlannedOrder, who: Principal, variants: Mapping[tuple[str, str], int], currency: str, placed: datetime
) -> None:
    address = next(customer.address for customer in CUSTOMERS if customer.key == plan.customer)
    _fill(who, plan.lines, variants, currency, placed)
    set_address(principal=who, email=who.email, address=address)
    set_payment(principal=who, provider=Provider.MANUAL)
    total = quote_for(who, market=Market(currency)).total
    number = place_order(principal=who, expected_total=total, now=placed)
    if plan.state in (Wish.PAID, Wish.SHIPPED, Wish.DELIVERED):
        record_received(reference=number, now=placed + timedelta(hours=20))
    if plan.state in (Wish.SHIPPED, Wish.DELIVERED):
        tracking = f"PF{number}"
        ship(number=number, carrier="Parcel Fox", tracking=tracking, now=placed + timedelta(hours=28))
    if plan.state == Wish.DELIVERED:
        deliver(number=number, now=placed + timedelta(days=3))
    if plan.state == Wish.CANCELLED:
        cancel(number=number, reason="The customer changed their mind.", now=placed + timedelta(hours=5))
