"""The app's first screen."""

from ninja import Router, Schema

from core.carts.selectors import count_of
from core.catalog.selectors import list_page, root_categories
from core.catalog.types import Criteria, Sort
from core.customers.types import Customer
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.parts.card import CardPart, card_parts
from mobile_api.parts.category import CategoryPart, category_parts
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])
NEW = 10


class Home(Schema):
    """`email` is the signed-in shopper's; `degraded` names the sections that were left out."""

    new: list[CardPart]
    categories: list[CategoryPart]
    cart_count: int
    email: str | None = None
    degraded: list[str]


def compose(visit: Visit) -> Home:
    """Three statements for a guest with a cart."""
    sections = visit.sections()
    new = list_page(Criteria(visit.currency), sort=Sort.NEWEST, page=1, size=NEW)
    categories = sections.read("categories", root_categories, fallback=())
    count = sections.read("cart_count", lambda: count_of(visit.principal), fallback=0)
    return Home(
        new=card_parts(new),
        categories=category_parts(categories),
        cart_count=count,
        email=visit.principal.email if isinstance(visit.principal, Customer) else None,
        degraded=sections.degraded,
    )


@router.get("screens/home", auth=open_to_all, response=Home, exclude_none=True, url_name="home")
def screen(request: PhoneRequest) -> Home:
    """What is new, where to look, how full the cart is."""
    return compose(visit_of(request))
