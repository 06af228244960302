"""Writes of products' pictures."""

from django.core.files import File
from django.core.files.images import get_image_dimensions
from django.db import transaction

from core.catalog.models import ProductImage
from core.catalog.services.listings import refresh_listings


@transaction.atomic
def add_image(*, product_id: int, file: File[bytes], alt: str, color: str) -> None:
    """Add an image behind those a product has; `color` (#rrggbb) fills its place until it loads."""
    position = ProductImage.objects.filter(product=product_id).count()
    width, height = get_image_dimensions(file)  # both None for what is no image
    ProductImage.objects.create(
        product_id=product_id, file=file, alt=alt, color=color, position=position, width=width or 0, height=height or 0
    )
    refresh_listings(product_ids=[product_id])
