"""The checkout: where the order goes, how it is sent and paid, what it costs, and placing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar
from unicodedata import combining, normalize

from babel import Locale
from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from core.checkout.selectors import quote_for
from core.checkout.types import Quote
from core.customers.selectors import countries
from core.idempotency.types import Result
from core.payments.types import Provider
from core.shared.languages import spoken
from web_api.actions import cart, checkout
from web_api.page import Form, Page, Params
from web_api.parts.address import AddressPart
from web_api.parts.quote import QuotePart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class CountryPart(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class CardScriptPart(serializers.Serializer[Any]):
    publishable_key = serializers.CharField()
    script = serializers.URLField()


class CheckoutSchema(serializers.Serializer[Any]):
    """`attempt` names this one intention to buy; it serves as the Idempotency-Key of `checkout/complete/`.

    `card` is there where cards are taken: the provider's script turns one into a token, of which alone the shop hears.
    """

    shell = ShellPart()
    quote = QuotePart()
    attempt = serializers.UUIDField(source="quote.cart.id", allow_null=True)
    countries = CountryPart(many=True)
    card = CardScriptPart(allow_null=True)


@dataclass(frozen=True, slots=True)
class CheckoutDocument:
    shell: Shell
    quote: Quote
    countries: list[dict[str, str]]
    card: dict[str, str] | None


def compose(visit: Visit, params: Params) -> CheckoutDocument:
    """Four statements, five with a coupon."""
    quote = quote_for(visit.principal, market=visit.market)
    return CheckoutDocument(shell_for(visit, cart_count=quote.cart.count), quote, _countries(spoken()), _card(quote))


@cache
def _countries(locale: Locale) -> list[dict[str, str]]:
    """In the order of their names' letters. Not every language has a name for the smallest."""
    named = ({"code": code, "name": locale.territories.get(code, code)} for code in countries())
    return sorted(named, key=lambda row: _letters(row["name"]))


def _letters(name: str) -> str:
    """ "Österreich" stands with what begins by O."""
    return "".join(letter for letter in normalize("NFKD", name) if not combining(letter))


def _card(quote: Quote) -> dict[str, str] | None:
    if Provider.STRIPE not in quote.payment_options:
        return None
    return {"publishable_key": settings.STRIPE_PUBLISHABLE_KEY, "script": settings.STRIPE_JS_URL}


def _recipient(fields: Mapping[str, str]) -> dict[str, Any]:
    address = {str(name): fields.get(str(name), "") for name in AddressPart().fields}
    return {"email": fields.get("email", ""), "address": address}


def _shipping(fields: Mapping[str, str]) -> dict[str, str]:
    return {"shipping": fields.get("shipping", "")}


def _payment(fields: Mapping[str, str]) -> dict[str, str]:
    return {"payment": fields.get("payment", ""), "method": fields.get("method", "")}


def _agreement(fields: Mapping[str, str]) -> dict[str, str]:
    return {"expected_total": fields.get("expected_total", "")}


def _back_here(result: Result) -> str:
    return reverse("web:checkout")


def _to_the_order(result: Result) -> str:
    return reverse("web:order", args=[result["number"]])


class CheckoutPage(Page):
    private = True
    document = CheckoutSchema
    template = "web/checkout.html"
    compose = staticmethod(compose)
    forms: ClassVar = {
        "address": Form(checkout.SET_ADDRESS, leads_to=_back_here, body=_recipient),
        "shipping": Form(checkout.SET_SHIPPING, leads_to=_back_here, body=_shipping),
        "payment": Form(checkout.SET_PAYMENT, leads_to=_back_here, body=_payment),
        "remove_coupon": Form(cart.REMOVE_COUPON, leads_to=_back_here),
        "complete": Form(checkout.COMPLETE, leads_to=_to_the_order, body=_agreement),
    }
