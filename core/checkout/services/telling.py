"""What the shopper tells on the way to an order."""

from dataclasses import asdict

from django.db import transaction

from core.carts.models import Cart
from core.carts.types import CartEmpty
from core.checkout.models import Checkout
from core.customers.rules import check_recipient
from core.customers.types import Address, AddressInvalid, Principal, ownership
from core.payments.selectors import providers
from core.payments.types import PaymentUnknown, Provider
from core.shipping import selectors as shipping
from core.shipping.types import ShippingUnknown
from core.tax.selectors import needs_region


@transaction.atomic
def set_address(*, principal: Principal, email: str, address: Address) -> None:
    """Say where the order goes, and who is told of it. Raises AddressInvalid, CartEmpty.

    A region is asked for where taxes depend on it.
    """
    check_recipient(email=email, address=address)
    if needs_region(country=address.country, region=address.region):
        raise AddressInvalid(fields={"region": "unknown" if address.region.strip() else "required"})
    _tell(principal, {"email": email, "address": asdict(address)})


@transaction.atomic
def set_shipping(*, principal: Principal, code: str, currency: str) -> None:
    """Choose how the order is sent. Raises ShippingUnknown, CartEmpty."""
    if code not in {option.code for option in shipping.options(currency=currency)}:
        raise ShippingUnknown(shipping=code)
    _tell(principal, {"shipping_code": code})


@transaction.atomic
def set_payment(*, principal: Principal, provider: str, method: str = "") -> None:
    """Choose how the order is paid, with the provider's token of the means of payment where it needs one.

    Raises PaymentUnknown, CartEmpty.
    """
    if provider not in providers() or bool(method) != Provider(provider).needs_method:
        raise PaymentUnknown(payment=provider)
    _tell(principal, {"payment_provider": provider, "payment_method": method})


def _tell(principal: Principal, told: dict[str, object]) -> None:
    cart = Cart.objects.filter(**ownership(principal)).first()
    if cart is None:
        raise CartEmpty
    Checkout.objects.update_or_create(cart=cart, defaults=told)
