"""From what stands on a thing in somebody's hand to the thing in the shop."""

from ninja import Router, Schema

from core.catalog.selectors import product_by_gtin
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.visit import visit_of

router = Router(tags=["lookup"])


class Found(Schema):
    """Ids: `screens/product/{product}` shows it, with this `variant` chosen."""

    product: int
    variant: int


@router.get("lookup/barcode/{gtin}", auth=open_to_all, response=Found, url_name="barcode")
def barcode(request: PhoneRequest, gtin: str) -> Found:
    """The product with a barcode: GTIN-8, -12, -13 or -14, whose check digit is verified."""
    product_id, variant_id = product_by_gtin(gtin, market=visit_of(request).market)
    return Found(product=product_id, variant=variant_id)
