"""Who is on the phone, on what sort of device, and for which market they read it."""

from dataclasses import dataclass

from django.conf import settings

from core.catalog.types import Market
from core.customers.types import Principal, group_of
from core.shared.composition import Sections
from core.shared.errors import DomainError
from mobile_api.auth import PhoneRequest
from mobile_api.language import locale_of
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

    @property
    def locale(self) -> str:
        """The language they read, which of the catalogue's own `market` does not say."""
        return self.market.locale or settings.SHOP_LOCALES[0]

    def sections(self) -> Sections:
        return Sections(budget=BUDGET)


def visit_of(request: PhoneRequest) -> Visit:
    """The header `X-Currency` counts, else the shop's first currency. Raises CurrencyUnknown."""
    currency = request.headers.get("X-Currency", settings.SHOP_CURRENCIES[0])
    if currency not in settings.SHOP_CURRENCIES:
        raise CurrencyUnknown(currencies=list(settings.SHOP_CURRENCIES))
    principal, locale = request.auth.principal, locale_of(request)
    market = Market(currency, "" if locale == settings.SHOP_LOCALES[0] else locale, group_of(principal, currency))
    return Visit(principal, market, Device.of(request))
