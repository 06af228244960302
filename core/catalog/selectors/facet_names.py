"""What facets and their values are called."""

from django.db.models import F, JSONField, Value

from core.catalog.models import Attribute, Collection
from core.catalog.rules import translated
from core.catalog.selectors.attributes import value_names
from core.catalog.types import FacetNames


def facet_names(*, locale: str = "") -> FacetNames:
    """The names of the attributes that are facets, with their units and values, and of all collections.

    In a language (empty: the catalogue's own). One statement.
    """
    columns = ("code", "name", "kind", "unit", "choices", "translations")
    attributes = Attribute.objects.filter(is_facet=True).order_by().values_list(*columns)
    unset = (Value(""), Value(""), Value([], JSONField()))
    collections = Collection.objects.order_by().values_list("slug", "name", *unset, F("translations"))
    facets, slugs = list[Attribute](), dict[str, str]()
    for row in attributes.union(collections, all=True).order_by():
        known = Attribute(**dict(zip(columns, row, strict=True)))
        if known.kind:
            facets.append(known)
        else:
            slugs[known.code] = translated(known.translations, locale, "name", known.name)
    return FacetNames(
        facets={row.code: translated(row.translations, locale, "name", row.name) for row in facets},
        collections=slugs,
        units={row.code: unit for row in facets if (unit := translated(row.translations, locale, "unit", row.unit))},
        values={row.code: names for row in facets if (names := value_names(row, locale))},
    )
