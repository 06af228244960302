"""What makes a product visible, and how its variants are called."""

from collections.abc import Sequence
from datetime import datetime

from core.catalog.types import ProductStatus


def is_visible(*, status: str, published_at: datetime | None, price: int | None) -> bool:
    """Shoppers see what is active, dated and priced."""
    return status == ProductStatus.ACTIVE and published_at is not None and price is not None


def category_path(above: str, slug: str) -> str:
    """A category's slugs from the root, joined by slashes; `above` is its parent's, empty at the root."""
    return f"{above}/{slug}" if above else slug


def variant_title(option_values: Sequence[str]) -> str:
    """Such as "LP / Red"; empty where a product has no options."""
    return " / ".join(option_values)
