"""A product on the phone."""

from datetime import datetime

from django.utils import timezone
from ninja import Query, Router, Schema

from core.catalog.selectors import product_by_id, related
from core.catalog.types import AttributeValue, Card, Market
from core.catalog.types import Product as ProductView
from core.inventory.selectors import available
from core.pricing.selectors import priced_variants
from core.pricing.types import PricedVariant
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.parts.card import CardPart, card_parts
from mobile_api.parts.category import CategoryPart, category_parts
from mobile_api.parts.image import CARD, STAGE, AltImagePart, ImageParams, alt_image_part
from mobile_api.parts.money import optional_price, price
from mobile_api.strict import PathId
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])
FEW = 5  # below this the screen says how many are left
RELATED = 6


class OptionPart(Schema):
    """Something the variants differ in, such as "Format", and what it can be."""

    name: str
    values: list[str]


class VariantPart(Schema):
    """`values` has one for each option, in their order; `left` is how many there are, where few or none."""

    id: int
    values: list[str]
    price: str
    was: str | None = None
    left: int | None = None


class FactPart(Schema):
    name: str
    value: str


class Product(Schema):
    """`paragraphs` is the description in plain text; `release_at` is set while it cannot be bought yet."""

    id: int
    title: str
    brand: str
    paragraphs: list[str]
    images: list[AltImagePart]
    options: list[OptionPart]
    variants: list[VariantPart]
    facts: list[FactPart]
    release_at: datetime | None = None
    category: CategoryPart | None = None
    related: list[CardPart]
    degraded: tuple[str, ...] = ()


def compose(visit: Visit, product_id: int, params: ImageParams) -> Product:
    """Five statements, six where it has attributes. Raises ProductNotFound."""
    product = product_by_id(product_id, market=visit.market)
    priced = priced_variants(product_id=product.id, market=visit.market)
    stock = available(variant_ids=[item.variant.id for item in priced])
    stage = visit.device.frame(STAGE, params)
    sections = visit.sections()
    related = sections.read("related", lambda: _related(product, visit.market), fallback=())
    return Product(
        id=product.id,
        title=product.title,
        brand=product.brand,
        paragraphs=product.text.splitlines(),
        images=[alt_image_part(image, stage) for image in product.images],
        options=_options(product.option_names, priced),
        variants=[_variant(item, stock[item.variant.id]) for item in priced],
        facts=[_fact(attribute) for attribute in product.attributes],
        release_at=product.release_at if product.release_at and product.release_at > timezone.now() else None,
        category=next(iter(category_parts([product.category] if product.category else [])), None),
        related=card_parts(related, visit.device.frame(CARD)),
        degraded=tuple(sections.degraded),
    )


def _related(product: ProductView, market: Market) -> tuple[Card, ...]:
    """One statement."""
    category_id = product.category.id if product.category else None
    return related(product_id=product.id, category_id=category_id, market=market, size=RELATED)


def _options(names: tuple[str, ...], priced: tuple[PricedVariant, ...]) -> list[OptionPart]:
    """Values in the order in which the variants have them."""
    values = [list(dict.fromkeys(item.variant.option_values[at] for item in priced)) for at in range(len(names))]
    return [OptionPart(name=name, values=those) for name, those in zip(names, values, strict=True)]


def _variant(item: PricedVariant, left: int) -> VariantPart:
    return VariantPart(
        id=item.variant.id,
        values=list(item.variant.option_values),
        price=price(item.price),
        was=optional_price(item.compare_at),
        left=left if left < FEW else None,
    )


def _fact(attribute: AttributeValue) -> FactPart:
    value = ", ".join(attribute.values)
    return FactPart(name=attribute.name, value=f"{value} {attribute.unit}".strip())


@router.get("screens/product/{id}", auth=open_to_all, response=Product, exclude_defaults=True, url_name="product")
def screen(request: PhoneRequest, id: PathId, params: Query[ImageParams]) -> Product:
    """What it is, what it costs, what can be chosen."""
    return compose(visit_of(request), id, params)
