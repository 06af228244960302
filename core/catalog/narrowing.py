"""What a list is narrowed by, as conditions on its rows, for catalog's rows and selectors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from math import isfinite
from operator import and_, or_

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.catalog.models import Collection, CollectionItem, FacetValue, ListingCategory, ListingFacet
from core.catalog.rules import COLUMN_FACETS, VALUE_FACETS, number_range, price_range
from core.catalog.types import Availability, Choices, CollectionKind, Criteria, FacetInvalid, Market, Supply

NOTHING = Q(pk__in=())
WHOLE = (CollectionKind.NEWEST, CollectionKind.POPULAR)  # all there is, in an order

type ValueIds = Mapping[tuple[str, str], int]
"""The numbers of values, by facet and value; what no product ever had is not among them."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the facets chosen ask of a list's rows, by facet; and what each collection by a rule does that is chosen.

    What leaves the list as it is, is not among `facets`.
    """

    facets: Mapping[str, Q] = field(default_factory=dict)
    rules: Mapping[str, Q] = field(default_factory=dict)

    def without(self, code: str) -> list[Q]:
        """The conditions of all facets but one."""
        return [condition for other, condition in self.facets.items() if other != code]


def narrowing_of(criteria: Criteria) -> Narrowing:
    """At most one statement for facets' values, and one for collections. Raises FacetInvalid."""
    if not criteria.facets:
        return Narrowing()
    slugs, own = criteria.facets.get("collection", ()), _of_values(criteria.facets)
    chosen = list(Collection.objects.filter(slug__in=slugs)) if slugs else []
    ids = value_ids([own, *(row.facets for row in chosen)])
    _refuse_unknown(own, ids)
    inside = "" if criteria.category_id is None else "listing__"
    held = {row.slug: in_collection(row, criteria.market, ids, inside) for row in chosen}
    facets = {code: facet(code, wanted, ids, inside) for code, wanted in own.items()}
    if slugs and not any(row.kind in WHOLE for row in chosen):
        facets["collection"] = _any(held.values())
    return Narrowing(facets, {row.slug: held[row.slug] for row in chosen if row.kind != CollectionKind.PICKED})


def value_ids(some: Iterable[Choices]) -> ValueIds:
    """Of all values among some choices. One statement; none where all are of a listing's own columns."""
    wanted = [(code, values) for choices in some for code, values in choices.items() if code not in COLUMN_FACETS]
    if not wanted:
        return {}
    found = FacetValue.objects.filter(_any(Q(code=code, value__in=values) for code, values in wanted))
    return {(code, value): pk for code, value, pk in found.values_list("code", "value", "id")}


def in_collection(row: Collection, market: Market, ids: ValueIds, inside: str = "") -> Q:
    """The condition that a row of a list is in a collection; `inside` leads from the row to its listing."""
    match CollectionKind(row.kind):
        case CollectionKind.PICKED:
            return Q(Exists(CollectionItem.objects.filter(collection=row, product=OuterRef("product_id"))))
        case CollectionKind.ON_OFFER:
            return column_facet("offer", "yes", inside)
        case CollectionKind.PRICE_BELOW | CollectionKind.FILTERED:
            return _fits(row, market, ids, inside)
    return ~NOTHING


def _fits(row: Collection, market: Market, ids: ValueIds, inside: str) -> Q:
    """All that a rule asks. An amount is one of a currency, and says nothing of prices in another."""
    asked = dict(row.facets)
    if row.price_from is not None or row.price_limit is not None:
        if (row.currency or settings.SHOP_CURRENCIES[0]) != market.currency:
            return NOTHING
        asked["price"] = [f"{row.price_from or 0}-{row.price_limit or ''}"]
    try:
        conditions = [facet(code, wanted, ids, inside) for code, wanted in asked.items()]
    except FacetInvalid:
        return NOTHING  # nobody who looks at a list has asked for it
    if row.category_id is not None:
        places = ListingCategory.objects.filter(category=row.category_id)
        conditions.append(Q(Exists(places.filter(listing=OuterRef("listing_id" if inside else "pk")))))
    return reduce(and_, conditions, Q())


def facet(code: str, wanted: Iterable[str], ids: ValueIds, inside: str = "") -> Q:
    """The condition that a row of a list has one of a facet's values. Raises FacetInvalid."""
    if code in COLUMN_FACETS:
        return _any(column_facet(code, value, inside) for value in wanted)
    held = ListingFacet.objects.filter(product=OuterRef("product_id"))
    return Q(Exists(held.filter(_one_of(code, wanted, ids))))


def _one_of(code: str, wanted: Iterable[str], ids: ValueIds) -> Q:
    """That a facet's value is one of those wanted, or a number within one that is a range."""
    spans = [span for value in wanted if (span := number_range(value)) is not None]
    known = [ids[code, value] for value in wanted if (code, value) in ids]
    return _any([Q(value__in=known), *(Q(value__code=code) & _between(*span) for span in spans)])


def _between(low: float, high: float) -> Q:
    """Of a number facet's range, whose open ends are infinite."""
    lower = Q(value__number__gte=low) if isfinite(low) else Q(value__number__isnull=False)
    return lower & Q(value__number__lt=high) if isfinite(high) else lower


def _any(conditions: Iterable[Q]) -> Q:
    """Any of some conditions; of none, nothing."""
    return reduce(or_, conditions, NOTHING)


def column_facet(code: str, value: str, inside: str = "") -> Q:
    """The condition on a listing's own columns; `inside` leads to the listing. Raises FacetInvalid."""
    match code, value:
        case "price", _ if (span := price_range(value)) is not None:
            low, high = span
            upper = Q(**{f"{inside}price__lt": high}) if high is not None else Q()
            return Q(**{f"{inside}price__gte": low}) & upper
        case "offer", "yes":
            return Q(**{f"{inside}compare_at__isnull": False})
        case "availability", _ if value in list(Availability):
            return _available(Availability(value), inside)
    raise FacetInvalid(fields={code: "invalid"})


def _available(wanted: Availability, inside: str) -> Q:
    coming = Q(**{f"{inside}release_at__isnull": False, f"{inside}release_at__gt": timezone.now()})
    ordered = Q(**{f"{inside}preorder": True}) & ~Q(**{f"{inside}supply": Supply.SOLD_OUT})
    match wanted:
        case Availability.COMING_SOON:
            return coming & ~ordered
        case Availability.PREORDER:
            return coming & ordered
    return ~coming & Q(**{f"{inside}supply": Supply(wanted)})


def _of_values(facets: Choices) -> Choices:
    """Those that products have values of; collections are looked up as what they are."""
    return {code: wanted for code, wanted in facets.items() if code != "collection"}


def _refuse_unknown(facets: Choices, ids: ValueIds) -> None:
    """Raises FacetInvalid for a facet that no product ever had. One statement where there is doubt."""
    doubtful = facets.keys() - {code for code, _ in ids} - {*COLUMN_FACETS, *VALUE_FACETS}
    if doubtful:
        doubtful -= set(FacetValue.objects.filter(code__in=doubtful).values_list("code", flat=True).distinct())
    if doubtful:
        raise FacetInvalid(fields=dict.fromkeys(sorted(doubtful), "unknown"))
