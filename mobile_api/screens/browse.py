"""A category on the phone: its children, and its products as one endless list."""

from ninja import Query, Router, Schema
from pydantic import Field

from core.catalog.selectors import category_by_id, list_after
from core.catalog.types import Criteria, Sort
from mobile_api.auth import PhoneRequest, open_to_all
from mobile_api.parts.card import CardPart, card_parts
from mobile_api.parts.category import CategoryPart, category_parts
from mobile_api.parts.cursor import decode_cursor, encode_cursor
from mobile_api.strict import PathId
from mobile_api.visit import Visit, visit_of

router = Router(tags=["screens"])
SIZE = 20


class BrowseParams(Schema):
    cursor: str | None = Field(None, max_length=1000)
    sort: Sort = Sort.NEWEST


class Browse(Schema):
    """`next` is the cursor of the cards that follow, missing at the end."""

    id: int
    name: str
    children: list[CategoryPart]
    cards: list[CardPart]
    next: str | None = None


def compose(visit: Visit, category_id: int, params: BrowseParams) -> Browse:
    """Three statements. Raises CategoryNotFound, PositionInvalid."""
    after = decode_cursor(params.cursor, params.sort)
    category = category_by_id(category_id)
    found = list_after(Criteria(visit.currency, category.id), sort=params.sort, after=after, size=SIZE)
    return Browse(
        id=category.id,
        name=category.name,
        children=category_parts(category.children),
        cards=card_parts(found.cards),
        next=encode_cursor(found.next, params.sort),
    )


@router.get("screens/browse/{category}", auth=open_to_all, response=Browse, exclude_none=True, url_name="browse")
def screen(request: PhoneRequest, category: PathId, params: Query[BrowseParams]) -> Browse:
    """A category's products, twenty at a time."""
    return compose(visit_of(request), category, params)
