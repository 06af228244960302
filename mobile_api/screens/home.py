"""The app's first screen."""

from urllib.parse import urlencode

from ninja import Query, Router, Schema

from core.carts.selectors import count_of
from core.catalog.selectors import home_collections, list_page, root_categories
from core.catalog.types import Collection, Criteria, Sort
from core.customers.types import Customer
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.parts.card import CardPart, card_parts
from mobile_api.parts.category import CategoryPart, category_parts
from mobile_api.parts.facets import facet_query
from mobile_api.parts.image import CARD, LEAD, Frame, ImageParams
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])
SIZE = 7  # cards a shelf


class Shelf(Schema):
    """`more` is the query of `screens/search` that shows all of it."""

    title: str
    about: str | None = None
    cards: list[CardPart]
    more: str


class Home(Schema):
    """`email` is the signed-in shopper's; `degraded` names the sections that were left out."""

    shelves: list[Shelf]
    categories: list[CategoryPart]
    cart_count: int
    email: str | None = None
    degraded: list[str]


def compose(visit: Visit, params: ImageParams) -> Home:
    """Four statements for somebody with a token; one more where a collection asks for facets."""
    sections = visit.sections()
    frames = {0: visit.device.frame(LEAD, params)}  # the first shelf is the largest
    frame = visit.device.frame(CARD, params)
    collections = sections.read("shelves", lambda: _collections(visit), fallback=())
    categories = sections.read("categories", lambda: root_categories(locale=visit.market.locale), fallback=())
    count = sections.read("cart_count", lambda: count_of(visit.principal), fallback=0)
    return Home(
        shelves=[_shelf(one, frames.get(at, frame), visit.market.currency) for at, one in enumerate(collections)],
        categories=category_parts(categories),
        cart_count=count,
        email=visit.principal.email if isinstance(visit.principal, Customer) else None,
        degraded=sections.degraded,
    )


def _collections(visit: Visit) -> tuple[Collection, ...]:
    """Two statements. A shop whose staff have made none shows what is new."""
    made = home_collections(market=visit.market, size=SIZE)
    if made:
        return made
    new = list_page(Criteria(visit.market), sort=Sort.NEWEST, page=1, size=SIZE)
    return (Collection("new", "Just in", "", {}, Sort.NEWEST, new),) if new else ()


def _shelf(collection: Collection, frame: Frame, currency: str) -> Shelf:
    return Shelf(
        title=collection.name,
        about=collection.description or None,
        cards=card_parts(collection.cards, frame),
        more=urlencode([("sort", collection.sort.value), *facet_query(collection.facets, currency)]),
    )


@router.get("screens/home", auth=open_to_all, response=Home, exclude_defaults=True, url_name="home")
def screen(request: PhoneRequest, params: Query[ImageParams]) -> Home:
    """What is worth seeing, where to look, how full the cart is."""
    return compose(visit_of(request), params)
