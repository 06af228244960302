"""A category on the phone: its children, and its products as one endless list that can be narrowed."""

from ninja import Query, Router

from core.catalog.selectors import category_by_id
from core.catalog.types import Choices, Criteria, Sort
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.parts.category import CategoryPart, category_parts
from mobile_api.parts.facets import read_facets
from mobile_api.parts.listing import ListParams, ListPart, list_fields
from mobile_api.strict import PathId
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])


class BrowseParams(ListParams):
    sort: Sort = Sort.NEWEST


class Browse(ListPart):
    id: int
    name: str
    children: list[CategoryPart]


def compose(visit: Visit, category_id: int, params: BrowseParams, facets: Choices) -> Browse:
    """Two statements and those of its list. Raises CategoryNotFound, PositionInvalid, FacetInvalid."""
    category = category_by_id(category_id, locale=visit.market.locale)
    criteria = Criteria(visit.market, category.id, facets)
    return Browse(
        id=category.id,
        name=category.name,
        children=category_parts(category.children),
        **list_fields(visit, criteria, params.sort, params),
    )


@router.get("screens/browse/{category}", auth=open_to_all, response=Browse, exclude_defaults=True, url_name="browse")
def screen(request: PhoneRequest, category: PathId, params: Query[BrowseParams]) -> Browse:
    """A category's products, twenty at a time."""
    visit = visit_of(request)
    return compose(visit, category, params, read_facets(request.GET, visit.market.currency))
