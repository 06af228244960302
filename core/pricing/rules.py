"""What lists show of several prices."""

from collections.abc import Collection

from core.catalog.types import ListedPrice
from core.pricing.types import PriceDraft


def listed_price(prices: Collection[PriceDraft]) -> ListedPrice:
    """The lowest of a product's prices, whether they differ, and the highest that the lowest is compared with."""
    lowest = min(price.amount for price in prices)
    compared = [price.compare_at for price in prices if price.amount == lowest and price.compare_at is not None]
    return ListedPrice(lowest, any(price.amount != lowest for price in prices), max(compared, default=None))
