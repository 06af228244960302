"""A product: what it is, what can be chosen, what it costs, whether it is there; and putting it into the cart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urljoin

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.carts.selectors import on_sale
from core.carts.types import BUYABLE, OnSale
from core.catalog.selectors import company_of, product_by_slug
from core.catalog.types import AttributeKind, AttributeValue, Availability, Company, Market, Product, ProductMoved
from core.pricing.types import PriceTax
from core.shared.money import Money
from web_api.actions import alerts, cart
from web_api.page import Form, Page, Params
from web_api.parts.card import AVAILABILITIES, CardPart
from web_api.parts.category import CategoryPart
from web_api.parts.image import ImagePart, plain_url
from web_api.parts.list_address import ListAddress
from web_api.parts.money import MoneyPart, quantity
from web_api.parts.seo import Seo, SeoPart
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.parts.structured import product_data
from web_api.parts.tax import PRICE_TAXES
from web_api.visit import Visit

FEW = 3  # so many are said to be the last ones
BESIDE = 10
NOT_FOR_SALE = "not_for_sale"
# The best that can be said of a product is said of it.
BEST_FIRST = (*BUYABLE, Availability.COMING_SOON, Availability.SOLD_OUT)


class VariantPart(serializers.Serializer[Any]):
    """One cell of the options matrix; `option_values` are in the order of the product's `option_names`.

    Without `tax_included` the taxes come on top of the price. `saving` is the difference to `compare_at`; of what is on
    offer `lowest_30` is the lowest price of the 30 days before, where it was sold then. `available` is how many of it a
    cart takes now, `few` whether these are the last. What is bought now is sent at `ships_at`, if that is later and
    known. `picture` is the place among the product's images of the variant's own, null where it has none.
    """

    id = serializers.IntegerField(source="priced.variant.id")
    sku = serializers.CharField(source="priced.variant.sku")
    title = serializers.CharField(source="priced.variant.title")
    option_values = serializers.ListField(source="priced.variant.option_values", child=serializers.CharField())
    price = MoneyPart(source="priced.price")
    compare_at = MoneyPart(source="priced.compare_at", allow_null=True)
    saving = MoneyPart(allow_null=True)
    lowest_30 = MoneyPart(source="priced.lowest_30", allow_null=True)
    tax_included = serializers.BooleanField(source="priced.tax_included")
    state = serializers.ChoiceField(AVAILABILITIES)
    available = serializers.IntegerField()
    few = serializers.BooleanField()
    ships_at = serializers.DateTimeField(allow_null=True)
    picture = serializers.IntegerField(allow_null=True)


class AttributePart(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    values = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_values(self, attribute: AttributeValue) -> list[str]:
        is_number = attribute.kind is AttributeKind.NUMBER
        return [quantity(value) if is_number else value for value in attribute.values]


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
    """`state` is the best of its variants', `buyable` whether any can be bought. `related` stand beside it.

    `price_tax`: whether taxes are in the prices of its variants, are added to them, or are in some alone.

    `together` is what others bought with it.

    `json_ld` is what the HTML page tells machines, as schema.org has it.
    """

    shell = ShellPart()
    product = ProductPart()
    state = serializers.ChoiceField([*AVAILABILITIES, NOT_FOR_SALE])
    buyable = serializers.BooleanField()
    some_sold_out = serializers.BooleanField()
    price_tax = serializers.ChoiceField(PRICE_TAXES)
    variants = VariantPart(many=True)
    brand = LinkPart(allow_null=True)
    tags = LinkPart(many=True)
    together = CardPart(many=True, source="company.together")
    related = CardPart(many=True, source="company.related")
    breadcrumbs = CategoryPart(many=True, source="product.breadcrumbs")
    seo = SeoPart()
    json_ld = serializers.DictField()


@dataclass(frozen=True, slots=True)
class VariantOnShow(OnSale):
    picture: int | None

    @property
    def saving(self) -> Money | None:
        before = self.priced.compare_at
        return before - self.priced.price if before else None

    @property
    def few(self) -> bool:
        return self.state is Availability.IN_STOCK and self.available <= FEW


@dataclass(frozen=True, slots=True)
class ProductDocument:
    shell: Shell
    product: Product
    variants: tuple[VariantOnShow, ...]
    company: Company
    origin: str

    @property
    def state(self) -> str:
        states = {variant.state for variant in self.variants}
        return next((state for state in BEST_FIRST if state in states), NOT_FOR_SALE)

    @property
    def buyable(self) -> bool:
        return self.state in BUYABLE

    @property
    def some_sold_out(self) -> bool:
        return any(variant.state is Availability.SOLD_OUT for variant in self.variants)

    @property
    def price_tax(self) -> PriceTax:
        return PriceTax.of(variant.priced.tax_included for variant in self.variants)

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
        return product_data(self.product, self.variants, origin=self.origin)


def compose(visit: Visit, params: Params) -> ProductDocument:
    """Seven statements for a guest with a cart, one more where the product has attributes, and where it is on offer.

    Raises ProductMoved, ProductNotFound.
    """
    product = product_by_slug(params["slug"], market=visit.market)
    variants = tuple(_on_show(product, one) for one in on_sale(product, market=visit.market))
    return ProductDocument(shell_for(visit), product, variants, _company(product, visit.market), visit.origin)


def _on_show(product: Product, one: OnSale) -> VariantOnShow:
    image = one.priced.variant.image
    picture = product.images.index(image) if image in product.images else None
    return VariantOnShow(one.priced, one.state, one.available, one.ships_at, picture)


def _company(product: Product, market: Market) -> Company:
    category_id = product.category.id if product.category else None
    return company_of(product_id=product.id, category_id=category_id, market=market, size=BESIDE)


def _link(code: str, value: str) -> dict[str, str]:
    return {"name": value, "url": ListAddress(reverse("web:search"), {code: (value,)}).page()}


def _line(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("variant", "quantity") if name in fields}


def _waiting(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("variant", "email") if name in fields}


class ProductPage(Page):
    document = ProductSchema
    template = "web/product.html"
    compose = staticmethod(compose)
    moves = (ProductMoved,)
    forms: ClassVar = {
        "add": Form(cart.ADD, leads_to=lambda result: reverse("web:cart"), body=_line),
        "alert": Form(alerts.ASK, leads_to=lambda result: "./?done=alert_asked", body=_waiting),
    }
