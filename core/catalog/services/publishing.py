"""Putting a product on show by hand, and taking it off."""

from datetime import datetime

from django.db import transaction

from core.catalog.models import Listing, Product
from core.catalog.services.listings import refresh_listings
from core.catalog.types import ProductNotFound, ProductStatus, ProductUnpriced


@transaction.atomic
def publish_product(*, product_id: int, published_at: datetime) -> None:
    """Show a product; lists of what is new have it at this date. Raises ProductNotFound, ProductUnpriced."""
    if not Listing.objects.filter(product=product_id, price__isnull=False).exists():
        raise ProductUnpriced
    _write(product_id, status=ProductStatus.ACTIVE, published_at=published_at)


@transaction.atomic
def archive_product(*, product_id: int) -> None:
    """Take a product off show for good; orders keep what they have of it. Raises ProductNotFound."""
    _write(product_id, status=ProductStatus.ARCHIVED)


def _write(product_id: int, **fields: object) -> None:
    if not Product.objects.filter(id=product_id).update(**fields):
        raise ProductNotFound
    refresh_listings(product_ids=[product_id])
