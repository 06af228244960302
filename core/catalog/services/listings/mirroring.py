"""The writing of listings and all that hangs on them: places, titles, facets, the words of the search."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from core.catalog.models import (
    Attribute,
    FacetRecount,
    FacetValue,
    Listing,
    ListingCategory,
    ListingFacet,
    ListingTitle,
)
from core.catalog.rules import facet_number
from core.catalog.search import forget, index
from core.catalog.services.listings.showing import (
    PLACED,
    FacetPair,
    MarketKey,
    Place,
    Timeline,
    entry_of,
    listings_of,
    places_of,
    sources,
    titles_of,
    values_of,
    words_of,
)
from core.catalog.types import AttributeKind, Translations
from core.shared.bulk import add_rows

_MIRRORED = (
    *("until", "slug", "title", "brand", "translations", "image", "published_at", "release_at", "preorder"),
    *("popularity", "price", "price_varies", "compare_at", "supply", "visible"),
)

type List = tuple[int | None, str, int]  # a category or the whole shop, a currency, a group
type Words = Mapping[FacetPair, Translations]  # what values are called in other languages


def mirror(
    held: Mapping[int, Sequence[Listing]], prices: Mapping[int, Mapping[MarketKey, Timeline]], *, now: datetime
) -> None:
    """Make the listings of held products what they should be by now, with the prices told of each."""
    products = sources(held.keys())
    rows = [row for id_, standing in held.items() for row in listings_of(products[id_], standing, prices[id_], now)]
    changed, gone = _write_rows([row for standing in held.values() for row in standing], rows)
    places = {row.pk: places_of(row, products[row.product_id]) for row in rows}
    moved = _write_places({**places, **{pk: set[Place]() for pk in gone}})
    Listing.objects.filter(id__in=gone).delete()
    revalued = _write_what_is_shown(products, {row.product_id for row in rows if row.visible})
    touched = [row for row in rows if row.pk in changed or row.product_id in revalued]
    lists = {place[1:4] for place in moved.union(*(places[row.pk] for row in touched))}
    ask_recount({*lists, *((None, row.currency, row.group) for row in touched)})


def ask_recount(lists: Collection[List]) -> None:
    FacetRecount.objects.bulk_create(
        FacetRecount(category_id=category_id, currency=currency, group=group) for category_id, currency, group in lists
    )


def _write_rows(standing: Iterable[Listing], wanted: Sequence[Listing]) -> tuple[set[int], list[int]]:
    """Returns the ids of those that are new or otherwise now, and of those that are to go."""
    before = {row.pk: _mirrored(row) for row in standing}
    known = [row for row in wanted if row.pk in before]
    new = [row for row in wanted if row.pk not in before]
    changed = [row for row in known if before[row.pk] != _mirrored(row)]
    Listing.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=_MIRRORED)
    Listing.objects.bulk_create(new)
    return {row.pk for row in (*changed, *new)}, sorted(before.keys() - {row.pk for row in known})


def _mirrored(row: Listing) -> list[Any]:
    return [getattr(row, name) for name in _MIRRORED]


def _write_places(wanted: Mapping[int, set[Place]]) -> set[Place]:
    """Returns the places that are new or gone, or have other values now."""
    standing = ListingCategory.objects.filter(listing__in=wanted)
    return _bring(standing, ("listing_id", "category_id", *PLACED), set().union(*wanted.values()))


def _bring(
    standing: QuerySet[Any], columns: Sequence[str], wanted: Collection[tuple[Any, ...]]
) -> set[tuple[Any, ...]]:
    """Delete of some plain rows those that are not wanted, add those that are missing; returns both."""
    there = {tuple(values): pk for *values, pk in standing.values_list(*columns, "id")}
    gone, new = there.keys() - wanted, wanted - there.keys()
    if gone:
        standing.model._default_manager.filter(id__in=[there[values] for values in gone]).delete()
    if new:
        add_rows(standing.model, columns, sorted(new, key=itemgetter(0, 1)))
    return gone | new


def _write_what_is_shown(products: Mapping[int, Any], shown: Collection[int]) -> set[int]:
    """Titles, facets and words of those products that some listing shows; returns whose facets are others now."""
    facets = dict(Attribute.objects.filter(is_facet=True).values_list("code", "kind"))
    _write_titles({id_: titles_of(product) if id_ in shown else set() for id_, product in products.items()})
    revalued = _write_values(
        {id_: values_of(product, facets) if id_ in shown else set() for id_, product in products.items()},
        numbers={code for code, kind in facets.items() if kind == AttributeKind.NUMBER},
        words=_words_of(products[id_] for id_ in sorted(shown)),
    )
    forget(product_ids=products.keys() - set(shown))
    index(entries=[entry_of(products[product_id]) for product_id in sorted(shown)])
    return revalued


def _write_titles(wanted: Mapping[int, set[tuple[int, int, str, str]]]) -> None:
    standing = ListingTitle.objects.filter(product__in=wanted)
    _bring(standing, ("product_id", "category_id", "locale", "sort_key"), set().union(*wanted.values()))


def _words_of(products: Iterable[Any]) -> Words:
    """What all of them call values in other languages: where they differ, as the last one does."""
    words: dict[FacetPair, dict[str, dict[str, str]]] = {}
    for product in products:
        for pair, said in words_of(product).items():
            words[pair] = _merged(words.get(pair, {}), said)
    return words


def _merged(known: Translations, said: Translations) -> dict[str, dict[str, str]]:
    return {locale: {**known.get(locale, {}), **said.get(locale, {})} for locale in {**known, **said}}


def _write_values(wanted: Mapping[int, set[FacetPair]], *, numbers: Collection[str], words: Words) -> set[int]:
    """Returns the ids of the products that have other values now. `numbers` are the facets that are some."""
    ids = _value_ids(set().union(*wanted.values()), numbers, words)
    pairs = {(product_id, ids[value]) for product_id, values in wanted.items() for value in values}
    standing = ListingFacet.objects.filter(product__in=wanted)
    return {product_id for product_id, _ in _bring(standing, ("product_id", "value_id"), pairs)}


def _value_ids(pairs: Collection[FacetPair], numbers: Collection[str], words: Words) -> dict[FacetPair, int]:
    """The number of each facet's value, given to it when it is first seen; each is called what it is called now."""
    known = _known_values(pairs)
    if missing := set(pairs) - known.keys():
        rows = [
            FacetValue(code=code, value=value, number=facet_number(value) if code in numbers else None)
            for code, value in sorted(missing)
        ]
        FacetValue.objects.bulk_create(rows, ignore_conflicts=True)  # another may be adding them at this moment
        known |= _known_values(missing)
    _call({row.pk: said for pair, row in known.items() if (said := words.get(pair)) and _says_more(row, said)})
    return {pair: row.pk for pair, row in known.items()}


def _known_values(pairs: Collection[FacetPair]) -> dict[FacetPair, FacetValue]:
    if not pairs:
        return {}
    found = FacetValue.objects.filter(code__in={code for code, _ in pairs}, value__in={value for _, value in pairs})
    return {(row.code, row.value): row for row in found}


def _says_more(row: FacetValue, said: Translations) -> bool:
    """Whether it is called otherwise there than it is known to be."""
    known: Translations = row.translations
    return _merged(known, said) != known


def _call(words: Mapping[int, Translations]) -> None:
    """Those that somebody else is calling something at this moment are left to them: nobody waits for a word."""
    if not words:
        return
    rows = list(FacetValue.objects.select_for_update(no_key=True, skip_locked=True).filter(id__in=words))
    for row in rows:
        row.translations = _merged(row.translations, words[row.pk])
    FacetValue.objects.bulk_update(rows, ["translations"], batch_size=500)
