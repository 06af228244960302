"""A product: what it is, what can be chosen, what it costs, whether it is there; and putting it into the cart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urljoin

from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from core.carts.types import MAX_QUANTITY
from core.catalog.selectors import product_by_slug, related
from core.catalog.types import Availability, Card, Market, Product
from core.inventory.selectors import available
from core.pricing.selectors import priced_variants
from core.pricing.types import PricedVariant
from core.shared.money import Money
from web_api.actions import cart
from web_api.page import Form, Page, Params
from web_api.parts.card import CardPart
from web_api.parts.category import CategoryPart
from web_api.parts.image import ImagePart, plain_url
from web_api.parts.list_address import ListAddress
from web_api.parts.money import MoneyPart
from web_api.parts.seo import Seo, SeoPart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.parts.structured import product_data
from web_api.visit import Visit

FEW = 3  # so many are said to be the last ones
RELATED = 10
NOT_FOR_SALE = "not_for_sale"


class VariantPart(serializers.Serializer[Any]):
    """One cell of the options matrix; `option_values` are in the order of the product's `option_names`.

    `saving` is the difference to `compare_at`. `available` is how many of it a cart takes now; `few` says that these
    are the last ones.
    """

    id = serializers.IntegerField(source="priced.variant.id")
    sku = serializers.CharField(source="priced.variant.sku")
    title = serializers.CharField(source="priced.variant.title")
    option_values = serializers.ListField(source="priced.variant.option_values", child=serializers.CharField())
    price = MoneyPart(source="priced.price")
    compare_at = MoneyPart(source="priced.compare_at", allow_null=True)
    saving = MoneyPart(allow_null=True)
    available = serializers.IntegerField()
    few = serializers.BooleanField()


class AttributePart(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    values = serializers.ListField(child=serializers.CharField())


class LinkPart(serializers.Serializer[Any]):
    """A word, and the list of all it is said of."""

    name = serializers.CharField()
    url = serializers.CharField()


class ProductPart(serializers.Serializer[Any]):
    """`description` is HTML without anything harmful. `release_at` may be in the past."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    brand = serializers.CharField()
    description = serializers.CharField()
    option_names = serializers.ListField(child=serializers.CharField())
    images = ImagePart(many=True)
    attributes = AttributePart(many=True)
    published_at = serializers.DateTimeField()
    release_at = serializers.DateTimeField(allow_null=True)


class ProductSchema(serializers.Serializer[Any]):
    """`related` are others of its category. `json_ld` is what the HTML page tells machines, as schema.org has it."""

    shell = ShellPart()
    product = ProductPart()
    state = serializers.ChoiceField([*(state.value for state in Availability), NOT_FOR_SALE])
    variants = VariantPart(many=True)
    brand = LinkPart(allow_null=True)
    tags = LinkPart(many=True)
    related = CardPart(many=True)
    breadcrumbs = CategoryPart(many=True, source="product.breadcrumbs")
    seo = SeoPart()
    json_ld = serializers.DictField()


@dataclass(frozen=True, slots=True)
class VariantOnShow:
    priced: PricedVariant
    available: int

    @property
    def saving(self) -> Money | None:
        price, before = self.priced.price, self.priced.compare_at
        return Money(before.amount - price.amount, price.currency) if before else None

    @property
    def few(self) -> bool:
        return 0 < self.available <= FEW


@dataclass(frozen=True, slots=True)
class ProductDocument:
    shell: Shell
    product: Product
    variants: tuple[VariantOnShow, ...]
    related: tuple[Card, ...]
    origin: str

    @property
    def coming(self) -> datetime | None:
        """When it will be sold, if that is still ahead."""
        release = self.product.release_at
        return release if release and release > timezone.now() else None

    @property
    def state(self) -> str:
        if not self.variants:
            return NOT_FOR_SALE
        if self.coming:
            return Availability.COMING_SOON
        return Availability.IN_STOCK if any(one.available for one in self.variants) else Availability.SOLD_OUT

    @property
    def brand(self) -> dict[str, str] | None:
        return _link("brand", self.product.brand) if self.product.brand else None

    @property
    def tags(self) -> list[dict[str, str]]:
        return [_link("tag", tag) for tag in self.product.tags]

    @property
    def seo(self) -> Seo:
        product = self.product
        image = urljoin(self.origin, plain_url(product.images[0])) if product.images else ""
        url = self.origin + reverse("web:product", args=[product.slug])
        return Seo(product.seo_title, product.seo_description, url, image=image)

    @property
    def json_ld(self) -> dict[str, Any]:
        offers = ((one.priced, one.available > 0) for one in self.variants)
        return product_data(self.product, offers, origin=self.origin, coming=self.coming)


def compose(visit: Visit, params: Params) -> ProductDocument:
    """Seven statements for a guest with a cart, eight where the product has attributes. Raises ProductNotFound."""
    product = product_by_slug(params["slug"], market=visit.market)
    priced = priced_variants(product_id=product.id, market=visit.market)
    stock = available(variant_ids=[item.variant.id for item in priced])
    variants = tuple(VariantOnShow(item, min(stock[item.variant.id], MAX_QUANTITY)) for item in priced)
    return ProductDocument(shell_for(visit), product, variants, _related(product, visit.market), visit.origin)


def _related(product: Product, market: Market) -> tuple[Card, ...]:
    category_id = product.category.id if product.category else None
    return related(product_id=product.id, category_id=category_id, market=market, size=RELATED)


def _link(code: str, value: str) -> dict[str, str]:
    return {"name": value, "url": ListAddress(reverse("web:search"), {code: (value,)}).page()}


def _line(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("variant", "quantity") if name in fields}


class ProductPage(Page):
    document = ProductSchema
    template = "web/product.html"
    compose = staticmethod(compose)
    forms: ClassVar = {"add": Form(cart.ADD, leads_to=lambda result: reverse("web:cart"), body=_line)}
