"""Products as one endless list: what a category's screen and the search's have in common."""

from typing import Any

from ninja import Schema
from pydantic import Field

from core.catalog.selectors import count_listed, facet_names, facets_of, list_after
from core.catalog.types import Criteria, Sort
from mobile_api.parts.card import CardPart, card_parts
from mobile_api.parts.cursor import decode_cursor, encode_cursor
from mobile_api.parts.facets import FacetPart, facet_parts
from mobile_api.parts.image import CARD, ImageParams
from mobile_api.visit import Visit

SIZE = 20


class ListParams(ImageParams):
    """`facets` only declares that there may be some: strict.py lets them in, and parts/facets.py reads them."""

    cursor: str | None = Field(None, max_length=1000)
    facets: list[str] = Field([], alias="f.*")


class ListPart(Schema):
    """`next` is the cursor of the cards that follow, missing at the end.

    The first cards come with `total`, of which there are `more` than can be counted, and with the facets to narrow
    them by. `degraded` names what was left out.
    """

    cards: list[CardPart]
    next: str | None = None
    total: int | None = None
    more: bool = False
    facets: list[FacetPart] | None = None
    degraded: tuple[str, ...] = ()


def list_fields(visit: Visit, criteria: Criteria, sort: Sort, params: ListParams) -> dict[str, Any]:
    """The fields of a ListPart. Statements: those of `list_after`; of the first cards also `facets_of` and two more.

    Raises PositionInvalid, FacetInvalid.
    """
    after = decode_cursor(params.cursor, sort)
    found = list_after(criteria, sort=sort, after=after, size=SIZE)
    fields = {
        "cards": card_parts(found.cards, visit.device.frame(CARD, params)),
        "next": encode_cursor(found.next, sort),
    }
    return fields if after else fields | _about(visit, criteria)


def _about(visit: Visit, criteria: Criteria) -> dict[str, Any]:
    sections = visit.sections()
    total = sections.read("total", lambda: count_listed(criteria), fallback=None)
    count = total.count if total and not total.more else None
    facets = sections.read("facets", lambda: _facets(visit, criteria, count), fallback=[])
    return {
        "total": total.count if total else None,
        "more": total.more if total else False,
        "facets": facets,
        "degraded": tuple(sections.degraded),
    }


def _facets(visit: Visit, criteria: Criteria, total: int | None) -> list[FacetPart]:
    found = facets_of(criteria)
    names = facet_names(locale=visit.market.locale, of=found)
    return facet_parts(found, total=total, names=names, currency=visit.market.currency)
