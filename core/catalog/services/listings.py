"""The narrow tables that lists are read from, kept in step with what they mirror, many products at a time.

Every change of a listing holds its row first, in the order of ids; what is told of it is asked for only then, so that
of two tellers the later one is right. Nobody waits in a circle, for all hold rows in one order: variants, stock,
products, listings, prices, the words of the search.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch

from core.catalog.models import (
    Attribute,
    Category,
    CollectionItem,
    FacetRecount,
    FacetValue,
    Listing,
    ListingCategory,
    ListingFacet,
    Product,
    ProductImage,
    Variant,
)
from core.catalog.rules import attribute_words, facet_values, is_visible, plain_text
from core.catalog.search import Entry, forget, index
from core.catalog.selectors import kept_image
from core.catalog.types import ListedPrice, Supply
from core.shared.bulk import add_rows

_MIRRORED = ("slug", "title", "brand", "image", "published_at", "release_at", "popularity", "visible")
_TOLD = ("price", "price_varies", "compare_at", "in_stock")
_PLACED = ("currency", "product_id", "published_at", "price", "popularity", "title")
_NO_PRICE = ListedPrice(None, False, None)


@transaction.atomic
def refresh_listings(*, product_ids: Collection[int]) -> None:
    """Mirror what catalog itself knows of some products; price and stock stay as they were told."""
    open_listings(product_ids=product_ids)
    _mirror(_locked(product_ids), told=())


@transaction.atomic
def reflect_prices(
    *, product_ids: Collection[int], currency: str, prices: Callable[[Collection[int]], Mapping[int, ListedPrice]]
) -> None:
    """Told by pricing. `prices` is asked, once the listings are held, what the products it is given cost."""
    open_listings(product_ids=product_ids, currencies=[currency])
    rows = _locked(product_ids, currency=currency)
    told = prices([row.product_id for row in rows])
    for row in rows:
        listed = told.get(row.product_id, _NO_PRICE)
        row.price, row.price_varies, row.compare_at = listed.lowest, listed.varies, listed.compare_at
    _mirror(rows, told=_TOLD)


@transaction.atomic
def reflect_stock(*, product_ids: Collection[int], supplies: Callable[[Collection[int]], Mapping[int, Supply]]) -> None:
    """Told by inventory. `supplies` is asked, once the listings are held, how the products it is given are supplied.

    One that it does not name is sold out. Nothing else of a listing depends on it, so nothing else is written: a sale
    waits for little here.
    """
    rows = _locked(product_ids)
    told = supplies({row.product_id for row in rows}) if rows else {}
    there = {product_id for product_id, supply in told.items() if supply is not Supply.SOLD_OUT}
    changed = [row for row in rows if row.in_stock != (row.product_id in there)]
    for now_there in (True, False):
        ids = [row.pk for row in changed if (row.product_id in there) is now_there]
        if ids:
            Listing.objects.filter(id__in=ids).update(in_stock=now_there)
    if shown := [row.pk for row in changed if row.visible]:
        places = ListingCategory.objects.filter(listing__in=shown).values_list("category_id", "currency").distinct()
        _ask_recount({*places, *((None, row.currency) for row in changed if row.visible)})


def hold_listings(
    *, product_ids: Collection[int], currencies: Collection[str] = tuple(settings.SHOP_CURRENCIES)
) -> None:
    """In the caller's transaction: nobody else changes these products' listings, new ones included, until it ends."""
    open_listings(product_ids=product_ids, currencies=currencies)
    _locked(product_ids)


def open_listings(
    *, product_ids: Collection[int], currencies: Collection[str] = tuple(settings.SHOP_CURRENCIES)
) -> None:
    """Give new products their listings, hidden until they are priced. In the caller's transaction."""
    wanted = {(product_id, currency) for product_id in product_ids for currency in currencies}
    wanted -= set(Listing.objects.filter(product__in=product_ids).values_list("product_id", "currency"))
    if not wanted:
        return
    in_stock = set(Listing.objects.filter(product__in=product_ids, in_stock=True).values_list("product_id", flat=True))
    Listing.objects.bulk_create(
        [
            Listing(product_id=product_id, currency=currency, in_stock=product_id in in_stock)
            for product_id, currency in sorted(wanted)
        ],
        ignore_conflicts=True,  # another may be opening them at this moment
    )


def _locked(product_ids: Collection[int], **which: str) -> list[Listing]:
    return list(Listing.objects.select_for_update().filter(product__in=product_ids, **which).order_by("id"))


def _mirror(rows: list[Listing], *, told: Collection[str]) -> None:
    products = _sources({row.product_id for row in rows})
    facets = set(Attribute.objects.filter(is_facet=True).values_list("code", flat=True))
    changed = {row.pk: row for row in rows if _copy(products[row.product_id], row) or told}
    Listing.objects.bulk_create(
        changed.values(), update_conflicts=True, unique_fields=["id"], update_fields=[*_MIRRORED, *told]
    )
    places = {row.pk: _places(row, products[row.product_id]) for row in rows}
    moved = _write_places(places)
    revalued = _write_values({row.pk: _values(row, products[row.product_id], facets) for row in rows})
    _write_documents(rows, products)
    touched = [row for row in rows if row.pk in changed or row.pk in revalued]
    lists = {(place[1], place[2]) for place in moved.union(*(places[row.pk] for row in touched))}
    _ask_recount({*lists, *((None, row.currency) for row in touched)})


def _sources(product_ids: Collection[int]) -> dict[int, Product]:
    """The products with everything of them that lists show or are narrowed by."""
    picks = CollectionItem.objects.select_related("collection")
    found = Product.objects.filter(id__in=product_ids).prefetch_related(
        "categories",
        Prefetch("images", ProductImage.objects.exclude(file=""), to_attr="kept_images"),
        Prefetch("variants", Variant.objects.all(), to_attr="all_variants"),
        Prefetch("picks", picks, to_attr="all_picks"),
    )
    return {product.pk: product for product in found}


def _copy(product: Any, row: Listing) -> bool:
    """Bring a listing's own columns up to date; returns whether any of them changes."""
    before = [getattr(row, name) for name in _MIRRORED]
    row.slug, row.title, row.brand = product.slug, product.title, product.brand
    row.image = _first_image(product)
    row.published_at, row.release_at, row.popularity = product.published_at, product.release_at, product.popularity
    row.visible = is_visible(status=product.status, published_at=product.published_at, price=row.price)
    return before != [getattr(row, name) for name in _MIRRORED]


def _first_image(product: Any) -> dict[str, Any] | None:
    first = next(iter(product.kept_images), None)
    if first is None:
        return None
    image = kept_image(first)
    return {**asdict(image), "alt": image.alt or product.title, "widths": list(image.widths)}


type Place = tuple[int, int, Any, Any, Any, Any, Any, Any]


def _places(row: Listing, product: Product) -> set[Place]:
    """Where a listing stands: in its categories and all above them, or nowhere while it is hidden."""
    if not row.visible:
        return set()
    inside = {id_ for category in product.categories.all() for id_ in _with_ancestors(category)}
    values = (row.currency, row.product_id, row.published_at, row.price, row.popularity, row.title)
    return {(row.pk, category_id, *values) for category_id in inside}


def _with_ancestors(category: Category) -> list[int]:
    return [category.pk, *(step[0] for step in category.trail)]


def _write_places(wanted: Mapping[int, set[Place]]) -> set[Place]:
    """Returns the places that are new or gone, or have other values now."""
    columns = ("listing_id", "category_id", *_PLACED)
    standing = ListingCategory.objects.filter(listing__in=wanted).values_list(*columns, "id")
    there: dict[Any, int] = {tuple(place): pk for *place, pk in standing}
    all_wanted = set().union(*wanted.values())
    gone, new = there.keys() - all_wanted, all_wanted - there.keys()
    if gone:
        ListingCategory.objects.filter(id__in=[there[place] for place in gone]).delete()
    if new:
        add_rows(ListingCategory, columns, sorted(new, key=itemgetter(0, 1)))
    return gone | new


def _values(row: Listing, product: Any, facets: Collection[str]) -> set[tuple[str, str]]:
    if not row.visible:
        return set()
    options = {
        name: {variant.option_values[at] for variant in product.all_variants if at < len(variant.option_values)}
        for at, name in enumerate(product.option_names)
    }
    return set(
        facet_values(
            brand=product.brand,
            tags=product.tags,
            collections=[pick.collection.slug for pick in product.all_picks],
            options=options,
            attributes={code: value for code, value in product.attributes.items() if code in facets},
        )
    )


def _write_values(wanted: Mapping[int, set[tuple[str, str]]]) -> set[int]:
    """Returns the ids of the listings that have other values now."""
    ids = _value_ids(set().union(*wanted.values()))
    pairs = {(listing_id, ids[value]) for listing_id, values in wanted.items() for value in values}
    standing = ListingFacet.objects.filter(listing__in=wanted).values_list("listing_id", "value_id", "id")
    there = {(listing_id, value_id): pk for listing_id, value_id, pk in standing}
    gone, new = there.keys() - pairs, pairs - there.keys()
    if gone:
        ListingFacet.objects.filter(id__in=[there[pair] for pair in gone]).delete()
    if new:
        add_rows(ListingFacet, ("listing_id", "value_id"), sorted(new))
    return {listing_id for listing_id, _ in gone | new}


def _write_documents(rows: Collection[Listing], products: Mapping[int, Any]) -> None:
    """Search finds what is on show in some currency."""
    shown = {row.product_id for row in rows if row.visible}
    hidden = {row.product_id for row in rows} - shown
    if hidden:
        elsewhere = Listing.objects.filter(product__in=hidden, visible=True).values_list("product_id", flat=True)
        shown |= set(elsewhere)
        forget(product_ids=hidden - shown)
    index(entries=[_entry(products[product_id]) for product_id in sorted(shown)])


def _entry(product: Any) -> Entry:
    variants = [word for row in product.all_variants for word in (row.sku, row.gtin, *row.option_values) if word]
    places = [category.name for category in product.categories.all()]
    known = [word for value in product.attributes.values() for word in attribute_words(value)]
    keywords = list(dict.fromkeys([product.kind, *product.tags, *places, *known, *variants]))
    return Entry(product.pk, product.title, product.brand, keywords, plain_text(product.description))


def _value_ids(pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The number of each facet's value, given to it when it is first seen."""
    known = _known_values(pairs)
    if missing := set(pairs) - known.keys():
        rows = [FacetValue(code=code, value=value) for code, value in sorted(missing)]
        FacetValue.objects.bulk_create(rows, ignore_conflicts=True)  # another may be adding them at this moment
        known |= _known_values(missing)
    return known


def _known_values(pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    if not pairs:
        return {}
    found = FacetValue.objects.filter(code__in={code for code, _ in pairs}, value__in={value for _, value in pairs})
    return {(code, value): pk for pk, code, value in found.values_list("id", "code", "value")}


def _ask_recount(lists: Collection[tuple[int | None, str]]) -> None:
    FacetRecount.objects.bulk_create(
        FacetRecount(category_id=category_id, currency=currency) for category_id, currency in lists
    )
