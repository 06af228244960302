"""What the cart would cost if it were ordered now, and what is still missing."""

from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from ninja import Schema

from core.checkout.types import Quote, Step
from core.customers.selectors import countries
from core.payments.types import Provider
from core.shipping.types import ShippingOption
from mobile_api.parts.address import AddressPart
from mobile_api.parts.cart import CartPart, cart_part
from mobile_api.parts.image import Frame
from mobile_api.parts.money import price
from mobile_api.parts.tax import TaxPart, tax_part

PROVIDER_NAMES = {Provider.MANUAL: "Transfer or on delivery", Provider.STRIPE: "Card"}


class DeliveryOptionPart(Schema):
    """One way to send; `price` is its own."""

    code: str
    name: str
    price: str


class PaymentOptionPart(Schema):
    """One way to pay; `needs_method`: choosing it takes a token of a card, say, from the provider's own software."""

    code: str
    name: str
    needs_method: bool


class CardEntryPart(Schema):
    """What the provider's own software needs to turn a card into a token; `script` is for browsers."""

    publishable_key: str
    script: str


class QuotePart(Schema):
    """`attempt` names this one intention to buy: the Idempotency-Key of completing it.

    `total` is with all `taxes`; `amount`, the same in minor units, is what `actions/checkout/complete` expects. An
    address is in one of the `countries`, ISO 3166-1 alpha-2. `card` is there where cards are taken.
    """

    attempt: UUID | None
    cart: CartPart
    email: str
    address: AddressPart | None = None
    shipping_options: list[DeliveryOptionPart]
    shipping: str | None = None
    payment_options: list[PaymentOptionPart]
    payment: str | None = None
    card: CardEntryPart | None = None
    taxes: list[TaxPart]
    total: str
    amount: int
    missing: list[Step]
    countries: list[str]


def quote_part(quote: Quote, frame: Frame) -> QuotePart:
    return QuotePart(
        attempt=quote.cart.id,
        cart=cart_part(quote.cart, frame),
        email=quote.email,
        address=AddressPart(**asdict(quote.address)) if quote.address else None,
        shipping_options=[_way(option) for option in quote.shipping_options],
        shipping=quote.shipping.code if quote.shipping else None,
        payment_options=[_payment(option) for option in quote.payment_options],
        payment=quote.payment,
        card=_card(quote),
        taxes=[tax_part(tax) for tax in quote.taxes],
        total=price(quote.total),
        amount=quote.total.amount,
        missing=list(quote.missing),
        countries=sorted(countries()),
    )


def _payment(option: Provider) -> PaymentOptionPart:
    return PaymentOptionPart(code=option, name=PROVIDER_NAMES[option], needs_method=option.needs_method)


def _card(quote: Quote) -> CardEntryPart | None:
    if Provider.STRIPE not in quote.payment_options:
        return None
    return CardEntryPart(publishable_key=settings.STRIPE_PUBLISHABLE_KEY, script=settings.STRIPE_JS_URL)


def _way(option: ShippingOption) -> DeliveryOptionPart:
    return DeliveryOptionPart(code=option.code, name=option.name, price=price(option.price))
