"""Writes of the catalogue. Whatever changes a product changes its listings in the same transaction."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction

from core.catalog.models import Category, Listing, ListingCategory, Product, ProductImage, Variant
from core.catalog.rules import category_path, is_visible
from core.catalog.types import CategoryNotFound, Image, ListedPrice, NewProduct, ProductStatus


@transaction.atomic
def create_category(*, name: str, slug: str, parent_id: int | None = None, description: str = "") -> int:
    """Add a category below another, or at the root; returns its id. Raises CategoryNotFound."""
    fields = {"name": name, "slug": slug, "description": description}
    if parent_id is None:
        row = Category.objects.add_root(fields)
    else:
        parent = Category.objects.filter(id=parent_id).first()
        if parent is None:
            raise CategoryNotFound
        row = Category.objects.add_child(parent, fields)
    place_category(category_id=row.pk)
    return int(row.pk)


@transaction.atomic
def place_category(*, category_id: int) -> None:
    """Work out the path and trail of a category and all below it, after it was made, renamed or moved."""
    top = Category.objects.get(id=category_id)
    moved = [top, *Category.objects.get_descendants(top)]
    for row in moved:
        parent = Category.objects.get_parent(row, update=True)
        row.trail = [*parent.trail, [parent.pk, parent.name, parent.url_path]] if parent else []
        row.url_path = category_path(parent.url_path if parent else "", row.slug)
        Category.objects.filter(id=row.pk).update(trail=row.trail, url_path=row.url_path)
    refresh_listings(product_ids=_inside(moved))


@transaction.atomic
def delete_categories(*, category_ids: Collection[int]) -> None:
    """Delete categories and all below them; their products stay, in whatever else they stand in."""
    tops = Category.objects.filter(id__in=category_ids)
    inside = _inside([row for top in tops for row in (top, *Category.objects.get_descendants(top))])
    tops.delete()
    refresh_listings(product_ids=inside)


def _inside(categories: Iterable[Category]) -> list[int]:
    rows = Product.objects.filter(categories__in=[row.pk for row in categories])
    return list(rows.values_list("id", flat=True).distinct())


@transaction.atomic
def create_product(*, new: NewProduct) -> int:
    """Make a product with its variants, on show as soon as pricing has priced it; returns its id."""
    product = Product.objects.create(
        slug=new.slug,
        title=new.title,
        brand=new.brand,
        description=new.description,
        option_names=list(new.option_names),
        status=ProductStatus.ACTIVE,
        published_at=new.published_at,
        main_category_id=new.category_ids[0] if new.category_ids else None,
    )
    product.categories.set(new.category_ids)
    Variant.objects.bulk_create(
        Variant(product=product, sku=variant.sku, option_values=list(variant.option_values), position=position)
        for position, variant in enumerate(new.variants)
    )
    refresh_listings(product_ids=[product.pk])
    return product.pk


@transaction.atomic
def add_image(*, product_id: int, file: File[bytes], alt: str, color: str) -> None:
    """Add an image behind those a product has; `color` (#rrggbb) fills its place until it loads."""
    position = ProductImage.objects.filter(product=product_id).count()
    ProductImage.objects.create(product_id=product_id, file=file, alt=alt, color=color, position=position)
    refresh_listings(product_ids=[product_id])


@transaction.atomic
def refresh_listings(*, product_ids: Collection[int]) -> None:
    """Mirror what catalog itself knows of some products; price and stock stay as they were told."""
    for product_id in sorted(product_ids):
        for currency in settings.SHOP_CURRENCIES:
            _mirror(_locked(product_id, currency))


@transaction.atomic
def reflect_prices(*, product_id: int, currency: str, prices: Callable[[], ListedPrice]) -> None:
    """Told by pricing. `prices` is asked once the listing is locked, so that of two tellers the last one is right."""
    listing = _locked(product_id, currency)
    listed = prices()
    listing.price, listing.price_varies, listing.compare_at = listed.lowest, listed.varies, listed.compare_at
    _mirror(listing)


@transaction.atomic
def reflect_stock(*, product_id: int, in_stock: Callable[[], bool]) -> None:
    """Told by inventory. `in_stock` is asked once the listings are locked, as in reflect_prices."""
    listings = Listing.objects.select_for_update().filter(product=product_id).order_by("id")
    if list(listings.values_list("id", flat=True)):
        Listing.objects.filter(product=product_id).update(in_stock=in_stock())


def _locked(product_id: int, currency: str) -> Listing:
    listing, _ = Listing.objects.get_or_create(
        product_id=product_id, currency=currency, defaults={"in_stock": _told_stock(product_id)}
    )
    return Listing.objects.select_for_update().get(id=listing.pk)


def _told_stock(product_id: int) -> bool:
    """What inventory last said of a product, for a listing in a further currency."""
    return Listing.objects.filter(product=product_id, in_stock=True).exists()


def _mirror(listing: Listing) -> None:
    product = Product.objects.prefetch_related("categories", "images").get(id=listing.product_id)
    listing.slug = product.slug
    listing.title = product.title
    listing.brand = product.brand
    listing.image = _first_image(product)
    listing.published_at = product.published_at
    listing.visible = is_visible(status=product.status, published_at=product.published_at, price=listing.price)
    listing.save()
    _place(listing, product)


def _first_image(product: Product) -> dict[str, Any] | None:
    first = next(iter(product.images.all()), None)
    if first is None:
        return None
    alt = first.alt or product.title
    return asdict(Image(first.file.name or "", alt, first.width, first.height, first.color))


def _place(listing: Listing, product: Product) -> None:
    """Put a listing into its categories and all above them, or into none while it is hidden."""
    listing.places.all().delete()
    if not listing.visible or listing.published_at is None or listing.price is None:
        return
    inside = {id_ for row in product.categories.all() for id_ in (row.pk, *(step[0] for step in row.trail))}
    ListingCategory.objects.bulk_create(
        ListingCategory(
            listing=listing,
            category_id=category_id,
            currency=listing.currency,
            product_id=product.pk,
            published_at=listing.published_at,
            price=listing.price,
            title=listing.title,
        )
        for category_id in sorted(inside)
    )
