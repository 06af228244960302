"""The tables that lists are read from, beside what they are made of: made anew from it, or compared with it.

A batch of products is made anew in one transaction that holds their listings, so that nothing is lost of what a running
shop changes meanwhile. To compare, the same is done and taken back.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.catalog.models import (
    Listing,
    ListingCategory,
    ListingFacet,
    ListingTitle,
    Product,
    SearchDocument,
)
from core.catalog.services import hold_listings
from core.catalog.types import LONG_AGO
from core.inventory.services import tell_stock
from core.pricing.services import tell_prices

BATCH = 200  # products

_SHOWN = ("slug", "title", "brand", "translations", "image", "published_at", "release_at", "preorder", "popularity")
_TOLD = ("until", "price", "price_varies", "compare_at", "supply", "visible")
_PLACED = ("product_id", "currency", "group", "until", "published_at", "price", "popularity")
_WORDS = ("title", "brand", "keywords", "text")
_HANGING: tuple[tuple[Any, Any, str], ...] = (
    (ListingCategory, Listing, "listing_id"),
    (ListingTitle, Product, "product_id"),
    (ListingFacet, Product, "product_id"),
)

type Key = tuple[Any, ...]  # a table's name, a product's id, and what else tells its rows apart
type Rows = dict[Key, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Divergence:
    """A row that is missing, is too many, or has something else in some columns than it should."""

    key: Key
    found: Mapping[str, Any] | None
    wanted: Mapping[str, Any] | None

    def __str__(self) -> str:
        table, *which = self.key
        row = f"{table} {' '.join(map(str, which))}"
        if self.found is None:
            return f"{row}: is missing."
        if self.wanted is None:
            return f"{row}: should not be there."
        wrong = [name for name, value in self.wanted.items() if name in self.found and self.found[name] != value]
        return "; ".join(f"{row}: {name} is {self.found[name]!r}, not {self.wanted[name]!r}" for name in wrong)


def batches(slugs: Collection[str] = ()) -> Iterator[list[int]]:
    """The ids of all products, or of some, so many at a time, in their order."""
    products, last = Product.objects.order_by("id"), 0
    if slugs:
        products = products.filter(slug__in=slugs)
    while ids := list(products.filter(id__gt=last).values_list("id", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


def count(slugs: Collection[str] = ()) -> int:
    """How many products `batches` will give."""
    products = Product.objects.all()
    return (products.filter(slug__in=slugs) if slugs else products).count()


@transaction.atomic
def rebuild(product_ids: Collection[int]) -> None:
    """Make all that lists, facets, titles and search have of some products anew from what catalog and others know."""
    hold_listings(product_ids=product_ids)
    tell_stock(product_ids=product_ids)
    tell_prices(product_ids=product_ids, now=timezone.now())


@transaction.atomic
def divergences(product_ids: Collection[int]) -> list[Divergence]:
    """Where the tables are not what they would be, were these products made anew. Nothing is changed."""
    hold_listings(product_ids=product_ids)
    before = _read(product_ids)
    rebuild(product_ids)
    after = _read(product_ids)
    transaction.set_rollback(True)
    now = timezone.now()
    found, wanted = before.by(now), after.by(now)
    keys = sorted(found.keys() | wanted.keys(), key=str)
    return [Divergence(key, found.get(key), wanted.get(key)) for key in keys if found.get(key) != wanted.get(key)]


def strays() -> Iterator[str]:
    """Rows that hang on nothing any more: the database does not look up what they refer to."""
    for model, owner, column in _HANGING:
        rows = model.objects.exclude(Exists(owner.objects.filter(pk=OuterRef(column))))
        yield from (f"{model.__name__} {row.pk} hangs on nothing: {row}" for row in rows[:BATCH])


def sweep_strays() -> None:
    for model, owner, column in _HANGING:
        model.objects.exclude(Exists(owner.objects.filter(pk=OuterRef(column)))).delete()


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the tables have of some products."""

    listings: list[Listing]
    places: list[ListingCategory]
    others: Rows

    def by(self, now: datetime) -> Rows:
        """By what tells the rows apart, whether or not periods that are over have been forgotten already."""
        current = {row.pk: key for row, key in self._current(now)}
        rows = {key: _columns(row, (*_TOLD, *(_SHOWN if row.visible else ()))) for row, key in self._current(now)}
        rows |= {
            ("ListingCategory", *current[row.listing_id][1:], row.category_id): _columns(row, _PLACED)
            | {"since": "its listing's" if row.since == row.listing.since else row.since}
            for row in self.places
            if row.listing_id in current
        }
        shown = {row.product_id for row, _ in self._current(now) if row.visible}
        over = {row.product_id for row in self.listings if row.visible} - shown
        return rows | {key: values for key, values in self.others.items() if key[1] not in over}

    def _current(self, now: datetime) -> Iterator[tuple[Listing, Key]]:
        """Without what is over, and without what nobody sees and nothing is told of."""
        seen = set[Key]()
        for row in self.listings:
            if row.until <= now:
                continue
            market = ("Listing", row.product_id, row.currency, row.group)
            since = row.since if market in seen else LONG_AGO
            seen.add(market)
            if row.visible or row.price is not None:
                yield row, (*market, since.isoformat())


def _read(product_ids: Collection[int]) -> _Tables:
    listings = list(Listing.objects.filter(product__in=product_ids).order_by("product", "currency", "group", "since"))
    places = list(ListingCategory.objects.filter(listing__in=[row.pk for row in listings]).select_related("listing"))
    titles = ListingTitle.objects.filter(product__in=product_ids)
    facets = ListingFacet.objects.filter(product__in=product_ids).select_related("value")
    documents = SearchDocument.objects.filter(product__in=product_ids)
    others: Rows = {
        **{("ListingTitle", row.product_id, row.category_id, row.locale): {"sort_key": row.sort_key} for row in titles},
        **{("ListingFacet", row.product_id, row.value.code, row.value.value): {} for row in facets},
        **{("SearchDocument", row.product_id): _columns(row, _WORDS) for row in documents},
    }
    return _Tables(listings, places, others)


def _columns(row: Any, names: Collection[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
