"""What a product's page tells machines that read it: JSON-LD in the words of schema.org."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from django.urls import reverse

from core.carts.types import OnSale
from core.catalog.types import Availability, CategoryRef, Product
from core.pricing.types import PricedVariant
from web_api.parts.image import plain_url

type Node = dict[str, Any]

_WORDS = "https://schema.org"
_AVAILABILITY = {
    Availability.IN_STOCK: "InStock",
    Availability.BACKORDER: "BackOrder",
    Availability.PREORDER: "PreOrder",
    Availability.SOLD_OUT: "OutOfStock",
    Availability.COMING_SOON: "OutOfStock",
}


def product_data(product: Product, variants: Iterable[OnSale], *, origin: str) -> Node:
    """The product with an offer for each variant; and the way to its page."""
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
                "offers": [_offer(product, variant, url) for variant in variants],
            },
            _way(product.breadcrumbs, product.title, url, origin),
        ],
    }


def _offer(product: Product, on_sale: OnSale, url: str) -> Node:
    priced, starts = on_sale.priced, on_sale.ships_at
    if on_sale.state is Availability.COMING_SOON:
        starts = product.release_at
    return {
        "@type": "Offer",
        "sku": priced.variant.sku,
        "url": url,
        "price": str(priced.price.decimal),
        "priceCurrency": priced.price.currency,
        "priceSpecification": _price(priced),
        "availability": f"{_WORDS}/{_AVAILABILITY[on_sale.state]}",
        **({"name": priced.variant.title} if priced.variant.title else {}),
        **({"gtin": priced.variant.gtin} if priced.variant.gtin else {}),
        **({"availabilityStarts": starts.isoformat()} if starts else {}),
    }


def _price(priced: PricedVariant) -> Node:
    """The price once more, for only here it can be said whether taxes are in it."""
    return {
        "@type": "UnitPriceSpecification",
        "price": str(priced.price.decimal),
        "priceCurrency": priced.price.currency,
        "valueAddedTaxIncluded": priced.tax_included,
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
