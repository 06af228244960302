"""Reads of the checkout."""

from django.conf import settings
from django.utils import timezone

from core.carts.selectors import cart_of
from core.carts.types import Cart
from core.catalog.types import Market
from core.checkout.models import Checkout
from core.checkout.rules import chosen, missing_steps, taxables, with_coupon
from core.checkout.types import Quote
from core.customers.types import Address, Customer, Principal, ownership
from core.payments.selectors import providers
from core.payments.types import Provider
from core.shared.money import Money
from core.shipping import selectors as shipping
from core.shipping.types import ShippingOption
from core.tax.rules import reckon
from core.tax.selectors import needs_region, rates_for
from core.tax.types import Rate


def quote_for(principal: Principal | None, *, market: Market) -> Quote:
    """What the principal's cart would cost if it were ordered now. At most four statements, five with a coupon.

    One more where the address lacks a region that its taxes depend on: then it has to be given again.
    """
    told = _told(principal)
    cart = cart_of(principal, market=market, email=told.email)
    ways = with_coupon(shipping.options(currency=market.currency), cart.coupon)
    way = chosen(ways, next((option for option in ways if option.code == told.shipping_code), None))
    provider = chosen(providers(), Provider(told.payment_provider) if told.payment_provider in providers() else None)
    pays = provider is not None and (bool(told.payment_method) or not provider.needs_method)
    address = Address(**told.address) if told.address else None
    due = reckon(taxables(cart, way), _rates(address), currency=market.currency)
    return Quote(
        cart=cart,
        email=told.email or (principal.email if isinstance(principal, Customer) else ""),
        address=address,
        shipping_options=ways,
        shipping=way,
        payment_options=providers(),
        payment=provider,
        method=told.payment_method,
        due=due,
        total=_total(cart, way) + due.added,
        missing=tuple(missing_steps(address=_taxable(address), shipping=way, payment=provider if pays else None)),
    )


def _rates(address: Address | None) -> tuple[Rate, ...]:
    country, region = (address.country, address.region) if address else (settings.SHOP_COUNTRY, "")
    return rates_for(country=country, region=region, now=timezone.now())


def _taxable(address: Address | None) -> Address | None:
    """The address, if it says all that taxes depend on: they may do so on more than when it was told."""
    if address and needs_region(country=address.country, region=address.region):
        return None
    return address


def _told(principal: Principal | None) -> Checkout:
    if principal is None:
        return Checkout()
    owner = {f"cart__{column}": value for column, value in ownership(principal).items()}
    return Checkout.objects.filter(**owner).first() or Checkout()


def _total(cart: Cart, way: ShippingOption | None) -> Money:
    return cart.total + way.price if way else cart.total
