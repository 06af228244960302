"""Reads of the category tree, its texts in a language (empty: the catalogue's own)."""

from django.db.models import Q

from core.catalog.models import Category, OldPath
from core.catalog.rules import translated
from core.catalog.types import Category as CategoryView
from core.catalog.types import CategoryMoved, CategoryNotFound, CategoryRef

SHORT = 160  # characters of a description that search engines show


def root_categories(*, locale: str = "") -> tuple[CategoryRef, ...]:
    """The top of the category tree, in its order. One statement."""
    rows = Category.objects.get_root_nodes().only("id", "name", "url_path", "translations")
    return tuple(category_ref(row, locale) for row in rows)


def category_by_path(path: str, *, locale: str = "") -> CategoryView:
    """A category by its slugs joined by slashes. Two statements. Raises CategoryMoved, CategoryNotFound."""
    try:
        return _category(Q(url_path=path), locale)
    except CategoryNotFound:
        moved = OldPath.objects.filter(path=path).values_list("category__url_path", flat=True).first()
        if moved is None:
            raise
        raise CategoryMoved(path=moved) from None


def category_by_id(category_id: int, *, locale: str = "") -> CategoryView:
    """Two statements. Raises CategoryNotFound."""
    return _category(Q(id=category_id), locale)


def category_ref(row: Category, locale: str) -> CategoryRef:
    return CategoryRef(row.pk, translated(row.translations, locale, "name", row.name), row.url_path)


def ancestors_of(row: Category, locale: str) -> tuple[CategoryRef, ...]:
    """Root first; read off the row itself."""
    names = row.trail_translations
    return tuple(
        CategoryRef(pk, translated(names.get(str(pk), {}), locale, "name", name), path) for pk, name, path in row.trail
    )


def _category(which: Q, locale: str) -> CategoryView:
    row = Category.objects.filter(which).first()
    if row is None:
        raise CategoryNotFound

    def said(field: str) -> str:
        return str(translated(row.translations, locale, field, getattr(row, field)))

    return CategoryView(
        id=row.pk,
        name=said("name"),
        path=row.url_path,
        description=said("description"),
        ancestors=ancestors_of(row, locale),
        children=tuple(category_ref(child, locale) for child in Category.objects.get_children(row)),
        seo_title=said("seo_title") or said("name"),
        seo_description=said("seo_description") or said("description")[:SHORT],
    )
