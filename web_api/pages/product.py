"""A product: what it is, what can be chosen, what it costs, whether it is there; and putting it into the cart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from rest_framework import serializers

from core.catalog.selectors import product_by_slug
from core.catalog.types import Product
from core.inventory.selectors import available
from core.pricing.selectors import priced_variants
from core.pricing.types import PricedVariant
from web_api.actions import cart
from web_api.page import Form, Page, Params
from web_api.parts.category import CategoryPart
from web_api.parts.image import ImagePart
from web_api.parts.money import MoneyPart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class VariantPart(serializers.Serializer[Any]):
    """One cell of the options matrix; `option_values` are in the order of the product's `option_names`."""

    id = serializers.IntegerField(source="priced.variant.id")
    sku = serializers.CharField(source="priced.variant.sku")
    title = serializers.CharField(source="priced.variant.title")
    option_values = serializers.ListField(source="priced.variant.option_values", child=serializers.CharField())
    price = MoneyPart(source="priced.price")
    compare_at = MoneyPart(source="priced.compare_at", allow_null=True)
    available = serializers.IntegerField()


class ProductPart(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    brand = serializers.CharField()
    description = serializers.CharField()
    option_names = serializers.ListField(child=serializers.CharField())
    images = ImagePart(many=True)
    published_at = serializers.DateTimeField()


class ProductSeoPart(serializers.Serializer[Any]):
    title = serializers.CharField(source="seo_title")
    description = serializers.CharField(source="seo_description")


class ProductSchema(serializers.Serializer[Any]):
    shell = ShellPart()
    product = ProductPart()
    variants = VariantPart(many=True)
    breadcrumbs = CategoryPart(many=True, source="product.breadcrumbs")
    seo = ProductSeoPart(source="product")


@dataclass(frozen=True, slots=True)
class VariantOnShow:
    priced: PricedVariant
    available: int


@dataclass(frozen=True, slots=True)
class ProductDocument:
    shell: Shell
    product: Product
    variants: tuple[VariantOnShow, ...]


def compose(visit: Visit, params: Params) -> ProductDocument:
    """Six statements for a guest with a cart. Raises ProductNotFound."""
    product = product_by_slug(params["slug"], currency=visit.currency)
    priced = priced_variants(product_id=product.id, currency=visit.currency)
    stock = available(variant_ids=[item.variant.id for item in priced])
    variants = tuple(VariantOnShow(item, stock[item.variant.id]) for item in priced)
    return ProductDocument(shell_for(visit), product, variants)


def _line(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("variant", "quantity") if name in fields}


class ProductPage(Page):
    document = ProductSchema
    template = "web/product.html"
    compose = staticmethod(compose)
    forms: ClassVar = {"add": Form(cart.ADD, leads_to=lambda result: reverse("web:cart"), body=_line)}
