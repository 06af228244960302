"""A product on the phone."""

from datetime import datetime

from ninja import Query, Router, Schema

from core.carts.selectors import on_sale
from core.carts.types import BUYABLE, OnSale
from core.catalog.selectors import company_of, product_by_id
from core.catalog.types import AttributeKind, AttributeValue, Availability, Company, Image, Market
from core.catalog.types import Product as ProductView
from core.pricing.types import PriceTax
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.parts.card import AHEAD, CardPart, card_parts
from mobile_api.parts.category import CategoryPart, category_parts
from mobile_api.parts.image import CARD, STAGE, AltImagePart, ImageParams, alt_image_part
from mobile_api.parts.money import optional_price, price, quantity
from mobile_api.strict import PathId
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])
FEW = 5  # below this the screen says how many are left
BESIDE = 6


class OptionPart(Schema):
    """Something the variants differ in, such as "Format", and what it can be."""

    name: str
    values: list[str]


class VariantPart(Schema):
    """`values` has one for each option, in their order; `left` is how many there are, where few or none.

    Without `tax_included` the taxes come on top of its price.
    While it is on offer `lowest` is the lowest price of the 30 days before, where it was sold then. `ships_at` is set
    where it cannot be sent at once; a `backorder` comes in first, whenever that is. `picture` is the place among the
    product's images of its own.
    """

    id: int
    values: list[str]
    price: str
    was: str | None = None
    lowest: str | None = None
    tax_included: bool = True
    left: int | None = None
    backorder: bool = False
    ships_at: datetime | None = None
    picture: int | None = None


class FactPart(Schema):
    name: str
    value: str


class Product(Schema):
    """`paragraphs` is the description in plain text.

    `price_tax`: whether taxes are in the prices of its variants, are added to them, or are in some alone.
    `release_at` is set while it is not out, `preorder` where it can be ordered all the same. `together` is what others
    bought with it, `related` what stands beside it.
    """

    id: int
    title: str
    brand: str
    paragraphs: list[str]
    images: list[AltImagePart]
    options: list[OptionPart]
    variants: list[VariantPart]
    price_tax: PriceTax = PriceTax.INCLUDED
    facts: list[FactPart]
    release_at: datetime | None = None
    preorder: bool = False
    category: CategoryPart | None = None
    together: tuple[CardPart, ...] = ()
    related: list[CardPart]
    degraded: tuple[str, ...] = ()


def compose(visit: Visit, product_id: int, params: ImageParams) -> Product:
    """Five statements, one more where it has attributes, and where it is on offer. Raises ProductNotFound."""
    product = product_by_id(product_id, market=visit.market)
    variants = on_sale(product, market=visit.market)
    ahead = any(one.state in AHEAD for one in variants)
    stage = visit.device.frame(STAGE, params)
    sections = visit.sections()
    company = sections.read("company", lambda: _company(product, visit.market), fallback=Company())
    return Product(
        id=product.id,
        title=product.title,
        brand=product.brand,
        paragraphs=product.text.splitlines(),
        images=[alt_image_part(image, stage) for image in product.images],
        options=_options(product.option_names, variants),
        variants=[_variant(one, product.images) for one in variants],
        price_tax=PriceTax.of(one.priced.tax_included for one in variants),
        facts=[_fact(attribute) for attribute in product.attributes],
        release_at=product.release_at if ahead else None,
        preorder=ahead and product.preorder,
        category=next(iter(category_parts([product.category] if product.category else [])), None),
        together=tuple(card_parts(company.together, visit.device.frame(CARD))),
        related=card_parts(company.related, visit.device.frame(CARD)),
        degraded=tuple(sections.degraded),
    )


def _company(product: ProductView, market: Market) -> Company:
    """One statement."""
    category_id = product.category.id if product.category else None
    return company_of(product_id=product.id, category_id=category_id, market=market, size=BESIDE)


def _options(names: tuple[str, ...], variants: tuple[OnSale, ...]) -> list[OptionPart]:
    """Values in the order in which the variants have them."""
    values = [list(dict.fromkeys(one.priced.variant.option_values[at] for one in variants)) for at in range(len(names))]
    return [OptionPart(name=name, values=those) for name, those in zip(names, values, strict=True)]


def _variant(one: OnSale, images: tuple[Image, ...]) -> VariantPart:
    priced = one.priced
    return VariantPart(
        id=priced.variant.id,
        values=list(priced.variant.option_values),
        price=price(priced.price),
        was=optional_price(priced.compare_at),
        lowest=optional_price(priced.lowest_30),
        tax_included=priced.tax_included,
        left=_left(one),
        backorder=one.state is Availability.BACKORDER,
        ships_at=one.ships_at,
        picture=images.index(priced.variant.image) if priced.variant.image in images else None,
    )


def _left(one: OnSale) -> int | None:
    """Of what is sent later nobody is told how many there are."""
    if one.state not in BUYABLE:
        return 0
    return one.available if one.state is Availability.IN_STOCK and one.available < FEW else None


def _fact(attribute: AttributeValue) -> FactPart:
    is_number = attribute.kind is AttributeKind.NUMBER
    value = ", ".join(quantity(one) if is_number else one for one in attribute.values)
    return FactPart(name=attribute.name, value=f"{value} {attribute.unit}".strip())


@router.get("screens/product/{id}", auth=open_to_all, response=Product, exclude_defaults=True, url_name="product")
def screen(request: PhoneRequest, id: PathId, params: Query[ImageParams]) -> Product:
    """What it is, what it costs, what can be chosen."""
    return compose(visit_of(request), id, params)
