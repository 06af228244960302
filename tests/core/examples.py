"""What tests of several domains are told in."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image as Picture

from core.catalog import selectors
from core.catalog.models import Listing
from core.catalog.types import Card, Criteria, Market, Sort

CURRENCY = settings.SHOP_CURRENCIES[0]
MARKET = Market(CURRENCY)


@contextmanager
def undone() -> Iterator[None]:
    """One example of a property: whatever it wrote is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def listing_of(product_id: int) -> Listing:
    return Listing.objects.get(product=product_id, currency=CURRENCY)


def listed(category_id: int | None = None, *, sort: Sort = Sort.NEWEST) -> tuple[Card, ...]:
    """The first hundred cards of a list."""
    return selectors.list_page(Criteria(MARKET, category_id), sort=sort, page=1, size=100)


def listed_ids(category_id: int | None = None) -> set[int]:
    return {card.product_id for card in listed(category_id)}


def a_picture() -> ContentFile[bytes]:
    file = BytesIO()
    Picture.new("RGB", (40, 30)).save(file, "PNG")
    return ContentFile(file.getvalue(), "cover.png")
