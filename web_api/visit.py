"""Who is on the page, for which market they read it, and where the shop is for them."""

from dataclasses import dataclass

from django.conf import settings
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from core.catalog.types import Market
from core.customers.types import Customer, Principal, group_of
from web_api.authentication import principal_of


@dataclass(frozen=True, slots=True)
class Visit:
    """`principal` is None for somebody who has left no trace yet; `origin` (RFC 6454) makes the shop's URLs whole."""

    principal: Principal | None
    market: Market
    origin: str

    @property
    def customer(self) -> Customer:
        """Whoever is signed in, where a page is for nobody else. Raises NotAuthenticated."""
        if not isinstance(self.principal, Customer):
            raise NotAuthenticated
        return self.principal


def visit_of(request: Request) -> Visit:
    """The cookie `currency` counts where the shop sells in it, else the shop's first currency."""
    wanted = request.COOKIES.get("currency")
    currency = wanted if wanted in settings.SHOP_CURRENCIES else settings.SHOP_CURRENCIES[0]
    principal = principal_of(request)
    market = Market(currency, group=group_of(principal, currency))
    return Visit(principal, market, f"{request.scheme}://{request.get_host()}")
