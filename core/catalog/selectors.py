"""Reads of the catalogue. Lists read only the listing tables, by index; each docstring counts its SQL statements."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet

from core.catalog.models import Category, Listing, ListingCategory, Product, ProductImage, Variant
from core.catalog.rules import variant_title
from core.catalog.types import (
    Card,
    CategoryNotFound,
    CategoryRef,
    Image,
    PageOutOfRange,
    Position,
    PositionInvalid,
    ProductNotFound,
    Slice,
    Sort,
    Total,
)
from core.catalog.types import Category as CategoryView
from core.catalog.types import Product as ProductView
from core.catalog.types import Variant as VariantView
from core.shared.money import Money

COUNT_LIMIT = 10_000

# The column a list is sorted by, and whether it runs downwards; the product's id follows in the same direction.
_ORDER = {
    Sort.NEWEST: ("published_at", True),
    Sort.PRICE_UP: ("price", False),
    Sort.PRICE_DOWN: ("price", True),
    Sort.TITLE: ("title", False),
}


def is_empty() -> bool:
    """Whether the shop has no product at all, of any status. One statement."""
    return not Product.objects.exists()


def root_categories() -> tuple[CategoryRef, ...]:
    """The top of the category tree, in its order. One statement."""
    return tuple(_ref(c) for c in Category.objects.get_root_nodes().only("id", "name", "url_path"))


def category_by_path(path: str) -> CategoryView:
    """A category by its slugs joined by slashes. Two statements. Raises CategoryNotFound."""
    return _category(Q(url_path=path))


def category_by_id(category_id: int) -> CategoryView:
    """Two statements. Raises CategoryNotFound."""
    return _category(Q(id=category_id))


def list_page(*, currency: str, category_id: int | None, sort: Sort, page: int, size: int) -> tuple[Card, ...]:
    """The cards of a numbered page, from 1. One statement. Raises PageOutOfRange past COUNT_LIMIT."""
    start = (page - 1) * size
    if page < 1 or start >= COUNT_LIMIT:
        raise PageOutOfRange(page=page)
    rows = _sorted(_visible(currency, category_id), sort)
    return tuple(_card(row) for row in rows[start : start + size])


def list_after(*, currency: str, category_id: int | None, sort: Sort, after: Position | None, size: int) -> Slice:
    """The cards that follow a position, or the first ones. One statement. Raises PositionInvalid."""
    rows = _visible(currency, category_id)
    if after is not None:
        rows = rows.filter(_beyond(after, sort))
    found = list(_sorted(rows, sort)[: size + 1])
    shown = found[:size]
    more = _position(shown[-1], sort) if len(found) > size else None
    return Slice(tuple(_card(row) for row in shown), more)


def count_listed(*, currency: str, category_id: int | None) -> Total:
    """How many products a list has. One statement."""
    found = _visible(currency, category_id).order_by()[: COUNT_LIMIT + 1].count()
    return Total(min(found, COUNT_LIMIT), found > COUNT_LIMIT)


def cards_of(*, product_ids: Collection[int], currency: str) -> tuple[Card, ...]:
    """The visible ones among some products, in the order asked for. One statement."""
    shown = Listing.objects.filter(visible=True, currency=currency, product__in=product_ids)
    rows = {row.product_id: row for row in shown}
    return tuple(_card(rows[product_id]) for product_id in dict.fromkeys(product_ids) if product_id in rows)


def product_by_slug(slug: str, *, currency: str) -> ProductView:
    """A product on show in a currency. Two statements. Raises ProductNotFound."""
    return _product(Q(slug=slug), currency)


def product_by_id(product_id: int, *, currency: str) -> ProductView:
    """A product on show in a currency. Two statements. Raises ProductNotFound."""
    return _product(Q(id=product_id), currency)


def variants_of(product_id: int) -> tuple[VariantView, ...]:
    """Every variant of a product, in its order. One statement."""
    return tuple(variant_view(row) for row in Variant.objects.filter(product=product_id))


def variant_view(row: Variant) -> VariantView:
    """For the domains whose own rows point at a variant."""
    return VariantView(row.pk, row.sku, variant_title(row.option_values), tuple(row.option_values))


def image_view(mirrored: dict[str, Any] | None) -> Image | None:
    """The image a listing carries."""
    return Image(**mirrored) if mirrored else None


def _visible(currency: str, category_id: int | None) -> "QuerySet[Any]":
    if category_id is None:
        return Listing.objects.filter(visible=True, currency=currency)
    return ListingCategory.objects.filter(category=category_id, currency=currency).select_related("listing")


def _sorted(rows: "QuerySet[Any]", sort: Sort) -> "QuerySet[Any]":
    column, down = _ORDER[sort]
    return rows.order_by(f"-{column}", "-product_id") if down else rows.order_by(column, "product_id")


def _beyond(after: Position, sort: Sort) -> Q:
    column, down = _ORDER[sort]
    value = _sort_value(after.value, column)
    if not 0 < after.product_id < 2**63:
        raise PositionInvalid
    beyond = "lt" if down else "gt"
    return Q(**{f"{column}__{beyond}": value}) | Q(**{column: value, f"product_id__{beyond}": after.product_id})


def _sort_value(text: str, column: str) -> Any:
    """Positions come back from clients, so they are looked at as any other input."""
    try:
        text.encode()  # half of a surrogate pair is no text
        value = _READ[column](text)
    except (ValueError, OverflowError):
        raise PositionInvalid from None
    if "\x00" in text or (isinstance(value, int) and not 0 <= value < 2**63):
        raise PositionInvalid
    return value


def _instant(text: str) -> datetime:
    """A time that says its zone, and is within the calendar in UTC too."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError
    return value.astimezone(UTC)


# How a position's text becomes a column's value again.
_READ: dict[str, Callable[[str], Any]] = {"published_at": _instant, "price": int, "title": str}


def _position(row: Listing | ListingCategory, sort: Sort) -> Position:
    value = getattr(row, _ORDER[sort][0])
    return Position(value.isoformat() if isinstance(value, datetime) else str(value), row.product_id)


def _card(row: Listing | ListingCategory) -> Card:
    listing = row if isinstance(row, Listing) else row.listing
    return Card(
        product_id=listing.product_id,
        slug=listing.slug,
        title=listing.title,
        brand=listing.brand,
        image=image_view(listing.image),
        price=Money(listing.price or 0, listing.currency),
        price_varies=listing.price_varies,
        compare_at=None if listing.compare_at is None else Money(listing.compare_at, listing.currency),
        in_stock=listing.in_stock,
    )


def _ref(row: Category) -> CategoryRef:
    return CategoryRef(row.pk, row.name, row.url_path)


def _category(which: Q) -> CategoryView:
    row = Category.objects.filter(which).first()
    if row is None:
        raise CategoryNotFound
    return CategoryView(
        id=row.pk,
        name=row.name,
        path=row.url_path,
        description=row.description,
        ancestors=tuple(CategoryRef(*step) for step in row.trail),
        children=tuple(_ref(child) for child in Category.objects.get_children(row)),
    )


def _product(which: Q, currency: str) -> ProductView:
    """What a list shows has a page, and nothing else has."""
    shown = Product.objects.filter(listings__currency=currency, listings__visible=True)
    row = shown.filter(which).select_related("main_category").first()
    if row is None or row.published_at is None:
        raise ProductNotFound
    category = row.main_category
    crumbs = [CategoryRef(*step) for step in category.trail] + [_ref(category)] if category else []
    return ProductView(
        id=row.pk,
        slug=row.slug,
        title=row.title,
        brand=row.brand,
        description=row.description,
        option_names=tuple(row.option_names),
        images=tuple(_image(image) for image in ProductImage.objects.filter(product=row)),
        category=_ref(category) if category else None,
        breadcrumbs=tuple(crumbs),
        published_at=row.published_at,
        seo_title=row.seo_title or row.title,
        seo_description=row.seo_description,
    )


def _image(row: ProductImage) -> Image:
    return Image(row.file.name or "", row.alt, row.width, row.height, row.color)
