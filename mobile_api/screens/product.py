"""A product on the phone."""

from ninja import Router, Schema

from core.catalog.selectors import product_by_id
from core.inventory.selectors import available
from core.pricing.selectors import priced_variants
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.parts.image import ImagePart, image_part
from mobile_api.parts.money import optional_price, price
from mobile_api.strict import PathId
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])
FEW = 5  # below this the screen says how many are left


class VariantPart(Schema):
    """`left` is how many there are, where few or none."""

    id: int
    option: str
    price: str
    was: str | None = None
    left: int | None = None


class Product(Schema):
    """`options` is what the variants differ in, such as "Format"; empty where there is nothing to choose."""

    id: int
    title: str
    brand: str
    description: str
    image: ImagePart | None = None
    options: str
    variants: list[VariantPart]


def compose(visit: Visit, product_id: int) -> Product:
    """Four statements. Raises ProductNotFound."""
    product = product_by_id(product_id, currency=visit.currency)
    priced = priced_variants(product_id=product.id, currency=visit.currency)
    stock = available(variant_ids=[item.variant.id for item in priced])
    return Product(
        id=product.id,
        title=product.title,
        brand=product.brand,
        description=product.description,
        image=image_part(next(iter(product.images), None)),
        options=" / ".join(product.option_names),
        variants=[
            VariantPart(
                id=item.variant.id,
                option=item.variant.title,
                price=price(item.price),
                was=optional_price(item.compare_at),
                left=left if (left := stock[item.variant.id]) < FEW else None,
            )
            for item in priced
        ],
    )


@router.get("screens/product/{id}", auth=open_to_all, response=Product, exclude_none=True, url_name="product")
def screen(request: PhoneRequest, id: PathId) -> Product:
    """What it is, what it costs, what can be chosen."""
    return compose(visit_of(request), id)
