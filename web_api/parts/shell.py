"""What stands around every page: the shop's name, its first categories, who is here, how full the cart is, and
in which language and currency."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from rest_framework import serializers

from core.carts.selectors import count_of
from core.catalog.selectors import root_categories
from core.catalog.types import CategoryRef
from core.customers.types import Customer
from web_api.parts.category import CategoryPart
from web_api.parts.market import MarketOnShow, MarketPart, market_on_show
from web_api.visit import Visit


@dataclass(frozen=True, slots=True)
class Shell:
    shop: str
    categories: tuple[CategoryRef, ...]
    email: str | None
    cart_count: int
    market: MarketOnShow


class ShellPart(serializers.Serializer[Any]):
    """`email` is the signed-in shopper's, null for everybody else."""

    shop = serializers.CharField()
    categories = CategoryPart(many=True)
    email = serializers.CharField(allow_null=True)
    cart_count = serializers.IntegerField()
    market = MarketPart()


def shell_for(visit: Visit, *, cart_count: int | None = None) -> Shell:
    """One statement, and one more for somebody known unless the page has counted the cart already."""
    count = count_of(visit.principal) if cart_count is None else cart_count
    email = visit.principal.email if isinstance(visit.principal, Customer) else None
    return Shell(settings.SHOP_NAME, root_categories(locale=visit.market.locale), email, count, market_on_show(visit))
