"""Writes of prices; catalog's listing is told in the same transaction."""

from django.db import transaction
from django.db.models import Max, Min

from core.catalog.models import Variant
from core.catalog.services import reflect_prices
from core.catalog.types import ListedPrice
from core.pricing.models import Price
from core.pricing.types import PriceInvalid


@transaction.atomic
def set_price(*, variant_id: int, currency: str, amount: int, compare_at: int | None = None) -> None:
    """Set what a variant costs, in minor units, tax included. Raises PriceInvalid."""
    if amount < 0 or (compare_at is not None and compare_at <= amount):
        raise PriceInvalid(amount=amount, compare_at=compare_at)
    Price.objects.update_or_create(
        variant_id=variant_id, currency=currency, defaults={"amount": amount, "compare_at": compare_at}
    )
    _tell_catalog(variant_id, currency)


@transaction.atomic
def remove_price(*, variant_id: int, currency: str) -> None:
    """Stop selling a variant in a currency."""
    Price.objects.filter(variant=variant_id, currency=currency).delete()
    _tell_catalog(variant_id, currency)


def _tell_catalog(variant_id: int, currency: str) -> None:
    product_id = Variant.objects.values_list("product_id", flat=True).get(id=variant_id)
    reflect_prices(product_id=product_id, currency=currency, prices=lambda: _listed_price(product_id, currency))


def _listed_price(product_id: int, currency: str) -> ListedPrice:
    prices = Price.objects.filter(variant__product=product_id, currency=currency)
    span = prices.aggregate(low=Min("amount"), high=Max("amount"))
    compare_at = prices.filter(amount=span["low"]).aggregate(highest=Max("compare_at"))["highest"]
    return ListedPrice(span["low"], span["low"] != span["high"], compare_at)
