"""Who is on the phone, on what sort of device, and for which market they read it."""

from dataclasses import dataclass

from django.conf import settings

from core.catalog.types import Market
from core.customers.types import Principal, group_of
from core.shared.composition import Sections
from core.shared.errors import DomainError
from mobile_api.auth import PhoneRequest
from mobile_api.parts.image import Device

BUDGET = 1.0  # seconds a screen may take before it leaves optional sections out


class CurrencyUnknown(DomainError):
    """The shop does not sell in the currency asked for."""

    code = "currency_unknown"


@dataclass(frozen=True, slots=True)
class Visit:
    """`principal` is None where no token was sent."""

    principal: Principal | None
    market: Market
    device: Device

    def sections(self) -> Sections:
        return Sections(budget=BUDGET)


def visit_of(request: PhoneRequest) -> Visit:
    """The header `X-Currency` counts, else the shop's first currency. Raises CurrencyUnknown."""
    currency = request.headers.get("X-Currency", settings.SHOP_CURRENCIES[0])
    if currency not in settings.SHOP_CURRENCIES:
        raise CurrencyUnknown(currencies=list(settings.SHOP_CURRENCIES))
    principal = request.auth.principal
    return Visit(principal, Market(currency, group=group_of(principal, currency)), Device.of(request))
