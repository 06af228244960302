"""What a product's page tells machines that read it: JSON-LD in the words of schema.org."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.urls import reverse

from core.catalog.types import CategoryRef, Product
from core.pricing.types import PricedVariant
from web_api.parts.image import plain_url

type Node = dict[str, Any]

_WORDS = "https://schema.org"


def product_data(
    product: Product, offers: Iterable[tuple[PricedVariant, bool]], *, origin: str, coming: datetime | None
) -> Node:
    """The product with an offer for each variant, which comes with whether there is any; and the way to its page."""
    url = origin + reverse("web:product", args=[product.slug])
    return {
        "@context": _WORDS,
        "@graph": [
            {
                "@type": "Product",
                "name": product.title,
                "description": product.text,
                "url": url,
                "image": [urljoin(origin, plain_url(image)) for image in product.images],
                **({"brand": {"@type": "Brand", "name": product.brand}} if product.brand else {}),
                "offers": [_offer(priced, url, there and coming is None, coming) for priced, there in offers],
            },
            _way(product.breadcrumbs, product.title, url, origin),
        ],
    }


def _offer(priced: PricedVariant, url: str, there: bool, coming: datetime | None) -> Node:
    return {
        "@type": "Offer",
        "sku": priced.variant.sku,
        "url": url,
        "price": str(priced.price.decimal),
        "priceCurrency": priced.price.currency,
        "availability": f"{_WORDS}/{'InStock' if there else 'OutOfStock'}",
        **({"name": priced.variant.title} if priced.variant.title else {}),
        **({"gtin": priced.variant.gtin} if priced.variant.gtin else {}),
        **({"availabilityStarts": coming.isoformat()} if coming else {}),
    }


def _way(breadcrumbs: Iterable[CategoryRef], title: str, url: str, origin: str) -> Node:
    steps = [("Home", origin + reverse("web:home"))]
    steps += [(category.name, origin + reverse("web:category", args=[category.path])) for category in breadcrumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": item}
            for place, (name, item) in enumerate([*steps, (title, url)], 1)
        ],
    }
