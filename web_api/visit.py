"""Who is on the page, for which market they read it, and where the shop is for them."""

from dataclasses import dataclass

from django.conf import settings
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from core.catalog.types import Market
from core.customers.types import Customer, Principal
from web_api.authentication import principal_of
from web_api.market import market_of


@dataclass(frozen=True, slots=True)
class Visit:
    """`principal` is None for somebody who has left no trace yet; `origin` (RFC 6454) makes the shop's URLs whole."""

    principal: Principal | None
    market: Market
    origin: str

    @property
    def locale(self) -> str:
        """The language they read, which of the catalogue's own `market` does not say."""
        return self.market.locale or settings.SHOP_LOCALES[0]

    @property
    def customer(self) -> Customer:
        """Whoever is signed in, where a page is for nobody else. Raises NotAuthenticated."""
        if not isinstance(self.principal, Customer):
            raise NotAuthenticated
        return self.principal


def visit_of(request: Request) -> Visit:
    principal = principal_of(request)
    return Visit(principal, market_of(request, principal), f"{request.scheme}://{request.get_host()}")
