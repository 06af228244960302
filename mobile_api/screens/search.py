"""The search on the phone, and what it suggests while somebody types. Without a query it lists the whole shop."""

from ninja import Query, Router, Schema
from pydantic import Field

from core.catalog.selectors import collection_head, read_search, suggestions
from core.catalog.types import Choices, Criteria, Sort
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.parts.card import CardPart, card_parts
from mobile_api.parts.category import CategoryPart, category_parts
from mobile_api.parts.facets import read_facets
from mobile_api.parts.image import LINE, ImageParams
from mobile_api.parts.listing import ListParams, ListPart, list_fields
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])
LONGEST = 200  # characters of a query
FEW = 4  # of each kind of suggestion


class SearchParams(ListParams):
    q: str = Field("", max_length=LONGEST)
    sort: Sort = Sort.RELEVANCE


class Search(ListPart):
    """`corrected` is the query as it was understood, where it was not as it was written.

    `name` and `about` are those of the collection that it shows, with its first cards.
    """

    corrected: str | None = None
    name: str | None = None
    about: str | None = None


class SuggestParams(ImageParams):
    q: str = Field(max_length=LONGEST)


class Suggested(Schema):
    """`queries` are ways to go on typing."""

    queries: list[str]
    categories: list[CategoryPart]
    products: list[CardPart]


def compose(visit: Visit, params: SearchParams, facets: Choices) -> Search:
    """At most two statements and those of its list. Raises PositionInvalid, FacetInvalid."""
    search = read_search(params.q) if params.q.strip() else None
    criteria = Criteria(visit.market, facets=facets, search=search)
    fields = list_fields(visit, criteria, params.sort, params)
    if search:
        return Search(corrected=search.corrected if fields["cards"] else None, **fields)
    head = None if params.cursor else collection_head(facets, locale=visit.market.locale)
    return Search(name=head.name, about=head.description or None, **fields) if head else Search(**fields)


def suggest(visit: Visit, params: SuggestParams) -> Suggested:
    """At most five statements."""
    found = suggestions(params.q, market=visit.market, size=FEW)
    return Suggested(
        queries=list(found.queries),
        categories=category_parts(found.categories),
        products=card_parts(found.products, visit.device.frame(LINE, params)),
    )


@router.get("screens/search", auth=open_to_all, response=Search, exclude_defaults=True, url_name="search")
def screen(request: PhoneRequest, params: Query[SearchParams]) -> Search:
    """What fits the query, the best first, twenty at a time."""
    visit = visit_of(request)
    return compose(visit, params, read_facets(request.GET, visit.market.currency))


@router.get(
    "screens/search/suggestions", auth=open_to_all, response=Suggested, exclude_defaults=True, url_name="suggestions"
)
def type_ahead(request: PhoneRequest, params: Query[SuggestParams]) -> Suggested:
    """What somebody may mean who is still typing."""
    return suggest(visit_of(request), params)
