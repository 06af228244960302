"""What a product's listings should be, worked out from what catalog knows of it and what it was told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from core.catalog.collation import sort_key
from core.catalog.models import Category, CollectionItem, Listing, Product, ProductImage, Variant
from core.catalog.rules import attribute_words, facet_values, names_in, option_code, plain_text, translated
from core.catalog.search import Entry
from core.catalog.selectors import kept_image
from core.catalog.timelines import UNPRICED, periods
from core.catalog.types import EVERYONE, LONG_AGO, ListedPrice, Period, PriceStep, ProductStatus

type Timeline = Sequence[PriceStep]
type MarketKey = tuple[str, int]  # a currency, and a group of customers
type FacetPair = tuple[str, str]  # a facet, and a value of it
type Place = tuple[Any, ...]  # a listing's id, a category's, and the rest of PLACED

PLACED = ("currency", "group", "product_id", "since", "until", "published_at", "price", "popularity")
NEVER_PRICED: Timeline = (PriceStep(LONG_AGO, UNPRICED),)


def sources(product_ids: Collection[int]) -> dict[int, Any]:
    """The products with everything of them that lists show or are narrowed by."""
    picks = CollectionItem.objects.select_related("collection")
    found = Product.objects.filter(id__in=product_ids).prefetch_related(
        "categories",
        Prefetch("images", ProductImage.objects.exclude(file=""), to_attr="kept_images"),
        Prefetch("variants", Variant.objects.all(), to_attr="all_variants"),
        Prefetch("picks", picks, to_attr="all_picks"),
    )
    return {product.pk: product for product in found}


def timelines(rows: Sequence[Listing]) -> dict[MarketKey, Timeline]:
    """What pricing told of a product from now on, as its listings have kept it; nothing where the shop's own currencies
    have no listing yet."""
    told = {
        market: [PriceStep(row.since, ListedPrice(row.price, row.price_varies, row.compare_at)) for row in some]
        for market, some in groupby(rows, attrgetter("currency", "group"))
    }
    return dict.fromkeys(((currency, EVERYONE) for currency in settings.SHOP_CURRENCIES), NEVER_PRICED) | told


def listings_of(
    product: Any, standing: Sequence[Listing], prices: Mapping[MarketKey, Timeline], now: datetime
) -> Iterator[Listing]:
    """The rows there should be; one that is there already has its id."""
    ids = {(row.currency, row.group, row.since): row.pk for row in standing}
    own = _own_columns(product)
    own["supply"] = min(standing, key=attrgetter("pk")).supply  # all have the same, but those that are opened just now
    opens = product.published_at if product.status == ProductStatus.ACTIVE else None
    for (currency, group), steps in prices.items():
        for period in periods(steps, opens=opens, closes=product.unpublish_at, now=now):
            pk = ids.get((currency, group, period.since))
            yield Listing(pk=pk, currency=currency, group=group, **own, **_periodic_columns(period))


def _own_columns(product: Any) -> dict[str, Any]:
    first = next(iter(product.kept_images), None)
    return {
        "product_id": product.pk,
        "slug": product.slug,
        "title": product.title,
        "brand": product.brand,
        "translations": dict(_translations(product, first)),
        "image": first and _image(first, product.title),
        "published_at": product.published_at,
        "release_at": product.release_at,
        "preorder": product.preorder,
        "popularity": product.popularity,
    }


def _periodic_columns(period: Period) -> dict[str, Any]:
    return {
        "since": period.since,
        "until": period.until,
        "price": period.price.lowest,
        "price_varies": period.price.varies,
        "compare_at": period.price.compare_at,
        "visible": period.shown,
    }


def _image(row: ProductImage, title: str) -> dict[str, Any]:
    image = kept_image(row)
    return {**asdict(image), "alt": image.alt or title, "widths": list(image.widths)}


def _translations(product: Any, image: ProductImage | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Of each language the title and the picture's text, for which the title stands in."""
    texts = image.translations if image else {}
    for locale in sorted(product.translations.keys() | texts.keys()):
        title = product.translations.get(locale, {}).get("title", "")
        alt = texts.get(locale, {}).get("alt") or ("" if image and image.alt else title)
        if said := {name: text for name, text in (("title", title), ("alt", alt)) if text}:
            yield locale, said


def places_of(row: Listing, product: Any) -> set[Place]:
    """Where a listing stands: in its categories and all above them, or nowhere while it is hidden."""
    if not row.visible:
        return set()
    values = tuple(getattr(row, name) for name in PLACED)
    return {(row.pk, category_id, *values) for category_id in _inside(product)}


def _inside(product: Any) -> set[int]:
    return {id_ for category in product.categories.all() for id_ in _with_ancestors(category)}


def _with_ancestors(category: Category) -> list[int]:
    return [category.pk, *(step[0] for step in category.trail)]


def titles_of(product: Any) -> set[tuple[int, int, str, str]]:
    """Where a product stands among the titles: its id, a category's or 0, a language of the shop, what it sorts by."""
    own, *others = settings.SHOP_LOCALES
    keys = {own: sort_key(product.title, own)}
    for locale in others:
        keys[locale] = sort_key(translated(product.translations, locale, "title", product.title), locale)
    return {
        (product.pk, category_id, locale, key) for category_id in (0, *_inside(product)) for locale, key in keys.items()
    }


def values_of(product: Any, facets: Collection[str]) -> set[FacetPair]:
    """Pairs of facet and value; `facets` are the codes of the attributes that are facets."""
    return set(
        facet_values(
            brand=product.brand,
            tags=product.tags,
            collections=[pick.collection.slug for pick in product.all_picks],
            options=_options(product),
            attributes={code: value for code, value in product.attributes.items() if code in facets},
        )
    )


def words_of(product: Any) -> dict[FacetPair, dict[str, dict[str, str]]]:
    """What its options and their values are called in other languages, by facet and value, then by language."""
    found: dict[FacetPair, dict[str, dict[str, str]]] = {}
    for locale in product.translations:
        names = names_in(product.translations, locale, "option_names", [""] * len(product.option_names))
        glossary = translated(product.translations, locale, "option_values", {})
        for called, (name, values) in zip(names, _options(product).items(), strict=False):
            for value in values:
                texts = {"facet": called, "value": glossary.get(value, "")}
                if said := {field: text for field, text in texts.items() if text}:
                    found.setdefault((option_code(name), value), {})[locale] = said
    return found


def _options(product: Any) -> dict[str, set[str]]:
    """The values of its variants, by the option's name, in the options' order."""
    return {
        name: {variant.option_values[at] for variant in product.all_variants if at < len(variant.option_values)}
        for at, name in enumerate(product.option_names)
    }


def entry_of(product: Any) -> Entry:
    """What search finds a product by, in every language."""
    texts = [product.translations[locale] for locale in sorted(product.translations)]
    variants = [word for row in product.all_variants for word in (row.sku, row.gtin, *row.option_values) if word]
    places = [name for category in product.categories.all() for name in _names(category)]
    known = [word for value in product.attributes.values() for word in attribute_words(value)]
    keywords = list(dict.fromkeys([product.kind, *product.tags, *places, *known, *variants]))
    return Entry(
        product.pk,
        product.title,
        product.brand,
        keywords,
        "\n".join(plain_text(text) for text in (product.description, *(one.get("description", "") for one in texts))),
        other_titles=tuple(title for one in texts if (title := one.get("title"))),
    )


def _names(category: Category) -> list[str]:
    return [category.name, *(texts["name"] for _, texts in sorted(category.translations.items()) if texts.get("name"))]
