"""Writes of the category tree."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from core.catalog.models import Category, Product
from core.catalog.rules import category_path
from core.catalog.services.addresses import move_paths
from core.catalog.services.changing import hold_products
from core.catalog.services.listings import refresh_listings
from core.catalog.types import CategoryNotFound


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
    before = {row.url_path: row.pk for row in moved if row.url_path}
    hold_categories(category_ids=[row.pk for row in moved])
    for row in moved:
        parent = Category.objects.get_parent(row, update=True)
        row.trail = [*parent.trail, [parent.pk, parent.name, parent.url_path]] if parent else []
        row.trail_translations = {**parent.trail_translations, **_names(parent)} if parent else {}
        row.url_path = category_path(parent.url_path if parent else "", row.slug)
        Category.objects.filter(id=row.pk).update(
            trail=row.trail, trail_translations=row.trail_translations, url_path=row.url_path
        )
    now = {row.url_path for row in moved}
    move_paths(moved={path: pk for path, pk in before.items() if path not in now}, taken=now)
    refresh_listings(product_ids=_inside(moved))


def _names(row: Category) -> dict[str, dict[str, dict[str, str]]]:
    """What it is called in each language, in the shape of translations, by its id; nothing where in none."""
    names = {locale: {"name": texts["name"]} for locale, texts in row.translations.items() if "name" in texts}
    return {str(row.pk): names} if names else {}


@transaction.atomic
def delete_categories(*, category_ids: Collection[int]) -> None:
    """Delete categories and all below them; their products stay, in whatever else they stand in."""
    tops = Category.objects.filter(id__in=category_ids)
    gone = [row for top in tops for row in (top, *Category.objects.get_descendants(top))]
    inside = _inside(gone)
    hold_products(product_ids=inside)
    hold_categories(category_ids=[row.pk for row in gone])
    tops.delete()
    settle_main_categories(product_ids=inside)
    refresh_listings(product_ids=inside)


def settle_main_categories(*, product_ids: Collection[int]) -> None:
    """Give products whose canonical place is none of their categories the first of them, or none. One statement.

    In the caller's transaction, which refreshes their listings.
    """
    places = Product.categories.through.objects.filter(product=OuterRef("pk"))
    astray = Product.objects.filter(id__in=product_ids).exclude(
        Exists(places.filter(category=OuterRef("main_category")))
    )
    astray.update(main_category=Subquery(places.order_by("id").values("category")[:1]))


def hold_categories(*, category_ids: Collection[int]) -> None:
    """In the caller's transaction, before listings are held: whoever puts products into categories or changes these.

    Else a category could be renamed while a product comes into it, and neither would know of the other.
    """
    rows = Category.objects.select_for_update(no_key=True).filter(id__in=category_ids).order_by("id")
    list(rows.values_list("id", flat=True))


def _inside(categories: Iterable[Category]) -> list[int]:
    rows = Product.objects.filter(categories__in=[row.pk for row in categories])
    return list(rows.values_list("id", flat=True).distinct())
