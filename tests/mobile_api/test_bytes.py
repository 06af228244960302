"""How few bytes a screen is, in the sample shop with a picture on every record.

Compressed by zlib at its best; brotli, which phones ask for, makes about a tenth less of it.
"""

import base64
import zlib
from collections.abc import Callable
from random import Random

import pytest
from django.core.management import call_command

from core.catalog.models import Category, Product, ProductImage
from core.catalog.services import refresh_listings
from tests.personas import PHONE, Phone

pytestmark = pytest.mark.django_db
WIDTHS = [180, 320, 360, 540, 640, 720, 900]


@pytest.fixture
def sample_shop() -> None:
    """Names of pictures and placeholders are as long, and as hard to compress, as real ones."""
    call_command("demo", "--no-images", verbosity=0)
    chance = Random("pictures")
    ids = list(Product.objects.values_list("id", flat=True))
    ProductImage.objects.bulk_create(
        ProductImage(
            product_id=product_id,
            file=f"products/{chance.randbytes(16).hex()}.jpg",
            alt="A cover",
            width=900,
            height=900,
            color="#a0b0c0",
            placeholder=base64.b64encode(chance.randbytes(24)).decode(),
            widths=WIDTHS,
        )
        for product_id in ids
    )
    refresh_listings(product_ids=ids)


def test_screens_are_few_bytes(sample_shop: None, record_property: Callable[[str, object], None]) -> None:
    busiest = Category.objects.order_by("path").first()
    assert busiest
    longest = max(Product.objects.all(), key=lambda product: len(product.description))
    limits = {
        "screens/home": 3072,
        f"screens/browse/{busiest.pk}": 3072,
        "screens/search?q=night": 3072,
        f"screens/product/{longest.pk}": 2048,
        "screens/search/suggestions?q=ni": 1024,
    }
    for path, most in limits.items():
        response = Phone().get(PHONE + path, Accept="application/json, image/avif")
        assert response.status_code == 200, path
        size = len(zlib.compress(response.content, 9))
        record_property(
            "figure", f"{path.partition('?')[0]}: {size:,} bytes compressed, {len(response.content):,} plain"
        )
        assert size <= most, path
