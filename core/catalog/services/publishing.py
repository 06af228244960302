"""Putting a product on show by hand, and taking it off."""

from datetime import datetime

from django.db import transaction

from core.catalog.rules import check_window
from core.catalog.services.changing import change_products, priced_among
from core.catalog.types import Done, ProductStatus, ProductUnpriced


@transaction.atomic
def publish_product(*, product_id: int, published_at: datetime, unpublish_at: datetime | None = None) -> None:
    """Show a product from one time on, until another if there is one; lists of what is new have it at the first.

    Raises ProductNotFound, ProductUnpriced, WindowInvalid.
    """
    check_window(published_at=published_at, unpublish_at=unpublish_at)
    if not priced_among(product_ids=[product_id]):
        raise ProductUnpriced
    shown = {"status": ProductStatus.ACTIVE, "published_at": published_at, "unpublish_at": unpublish_at}
    _check(change_products(product_ids=[product_id], change=lambda row: shown))


@transaction.atomic
def archive_product(*, product_id: int) -> None:
    """Take a product off show for good; orders keep what they have of it. Raises ProductNotFound."""
    _check(change_products(product_ids=[product_id], change=lambda row: {"status": ProductStatus.ARCHIVED}))


def _check(done: Done) -> None:
    for refusal in done.refused.values():
        raise refusal
