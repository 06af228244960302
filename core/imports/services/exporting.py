"""The shop's products as a Shopify product CSV, which an import reads back the same."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from core.catalog.models import Product, ProductImage, Variant
from core.catalog.types import Market, ProductStatus
from core.pricing.rows import cost_at
from core.pricing.selectors import Cost, cost_of

SIZE = 200  # products read at once
_PRODUCT = (
    *("Title", "Description", "Vendor", "Type", "Tags", "Published on online store", "Status"),
    *("SEO title", "SEO description"),
)
_OPTIONS = tuple(f"Option{number} {part}" for number in (1, 2, 3) for part in ("name", "value"))
_VARIANT = (
    *_OPTIONS,
    *("SKU", "Barcode", "Price", "Compare-at price", "Inventory tracker", "Inventory quantity"),
    *("Continue selling when out of stock", "Weight value (grams)", "Variant image URL"),
)
_IMAGE = ("Product image URL", "Image position", "Image alt text")

type Row = tuple[object, ...]


def export_products(*, currency: str, address: Callable[[str], str]) -> Iterator[Row]:
    """Rows for `csv_lines`, the headers first. A variant without a price in `currency` is left out, as are products
    without any, and those of more than three options, which the format does not know.

    `address` makes a picture's whole address of its name in the media storage. Three statements for SIZE products,
    and one at the end.
    """
    yield ("URL handle", *_PRODUCT, *_VARIANT, *_IMAGE)
    last = 0
    while products := _after(last, currency):
        for product in products:
            yield from _product_rows(product, address)
        last = products[-1].pk


def _after(last: int, currency: str) -> Sequence[Product]:
    """Products with their priced variants as `sold`, and those with their regular price as `asked`."""
    variants = Variant.objects.annotate(asked=cost_at(Market(currency), timezone.now(), variant="pk", offers=False))
    variants = variants.filter(asked__isnull=False).select_related("stock", "image")
    products = Product.objects.filter(id__gt=last).order_by("id")
    return list(products.prefetch_related(Prefetch("variants", variants, to_attr="sold"), "images")[:SIZE])


def _product_rows(product: Any, address: Callable[[str], str]) -> Iterator[Row]:
    if not product.sold or len(product.option_names) > len(_OPTIONS) // 2:
        return
    told: Row = _told(product)
    images = [_image(image, at, address) for at, image in enumerate(product.images.all(), 1)]
    cells = [
        (*_variant(product, variant, cost), _address(variant.image, address))
        for variant in product.sold
        if (cost := cost_of(variant.asked))
    ]
    for variant, image in zip_longest(cells, images, fillvalue=()):
        yield (product.slug, *_filled(told, _PRODUCT), *_filled(variant, _VARIANT), *_filled(image, _IMAGE))
        told = ()


def _filled(cells: Row, headers: Sequence[str]) -> Row:
    return cells or ("",) * len(headers)


def _told(product: Product) -> Row:
    return (
        *(product.title, product.description, product.brand, product.kind, ", ".join(product.tags)),
        *("TRUE" if product.status == ProductStatus.ACTIVE else "FALSE", product.status),
        *(product.seo_title, product.seo_description),
    )


def _variant(product: Product, variant: Any, cost: Cost) -> Row:
    """What there is no choice of is written as Shopify does."""
    choices = list(zip(product.option_names, variant.option_values, strict=True)) or [("Title", "Default Title")]
    stock = getattr(variant, "stock", None)
    counted = stock is None or not stock.unlimited
    return (
        *(cell for pair in (*choices, ("", ""), ("", ""))[:3] for cell in pair),
        *(variant.sku, variant.gtin, cost.price.decimal, cost.compare_at.decimal if cost.compare_at else ""),
        *("shopify" if counted else "", stock.available if stock and counted else 0, "FALSE" if counted else "TRUE"),
        variant.weight_grams,
    )


def _image(image: ProductImage, position: int, address: Callable[[str], str]) -> Row:
    return _address(image, address), position, image.alt


def _address(image: ProductImage | None, address: Callable[[str], str]) -> str:
    return "" if image is None else image.source_url or address(image.file.name or "")
