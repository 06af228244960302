"""Reads of the category tree."""

from django.db.models import Q

from core.catalog.models import Category
from core.catalog.types import Category as CategoryView
from core.catalog.types import CategoryNotFound, CategoryRef


def root_categories() -> tuple[CategoryRef, ...]:
    """The top of the category tree, in its order. One statement."""
    return tuple(category_ref(c) for c in Category.objects.get_root_nodes().only("id", "name", "url_path"))


def category_by_path(path: str) -> CategoryView:
    """A category by its slugs joined by slashes. Two statements. Raises CategoryNotFound."""
    return _category(Q(url_path=path))


def category_by_id(category_id: int) -> CategoryView:
    """Two statements. Raises CategoryNotFound."""
    return _category(Q(id=category_id))


def category_ref(row: Category) -> CategoryRef:
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
        children=tuple(category_ref(child) for child in Category.objects.get_children(row)),
    )
