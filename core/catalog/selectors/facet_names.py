"""What facets and their values are called."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import F, JSONField, QuerySet, Value

from core.catalog.models import Attribute, Collection, FacetValue
from core.catalog.rules import COLUMN_FACETS, VALUE_FACETS, translated
from core.catalog.selectors.attributes import value_names
from core.catalog.types import Facet, FacetNames

_COLUMNS = ("code", "name", "kind", "unit", "choices", "translations")
_COLLECTION, _OPTION = "a collection", "an option"  # in the place of an attribute's kind


def facet_names(*, locale: str = "", of: Iterable[Facet] = ()) -> FacetNames:
    """The names of the attributes that are facets, with their units and values, and of all collections.

    In a language (empty: the catalogue's own); there also those of the options, and their values, `of` a list's facets.
    One statement.
    """
    parts = [_collections(), *(_options(of) if locale and locale != settings.SHOP_LOCALES[0] else ())]
    attributes = Attribute.objects.filter(is_facet=True).order_by().values_list(*_COLUMNS)
    rows = [Attribute(**dict(zip(_COLUMNS, row, strict=True))) for row in attributes.union(*parts, all=True).order_by()]
    facets = [row for row in rows if row.kind not in (_COLLECTION, _OPTION)]
    options = sorted((row for row in rows if row.kind == _OPTION), key=lambda row: row.name)
    return FacetNames(
        facets=_called(options, locale, "facet") | {row.code: _name(row, locale) for row in facets},
        collections={row.code: _name(row, locale) for row in rows if row.kind == _COLLECTION},
        units={row.code: unit for row in facets if (unit := translated(row.translations, locale, "unit", row.unit))},
        values=_values(options, locale) | {row.code: names for row in facets if (names := value_names(row, locale))},
    )


def _collections() -> "QuerySet[Any, Any]":
    rows = Collection.objects.order_by()
    return rows.values_list("slug", "name", Value(_COLLECTION), *_unset(), F("translations"))


def _options(facets: Iterable[Facet]) -> "list[QuerySet[Any, Any]]":
    """The values that lists show of the shop's own facets, where they are called something."""
    own = [facet for facet in facets if facet.code not in (*COLUMN_FACETS, *VALUE_FACETS) and not facet.number]
    if not own:
        return []
    values = {value.value for facet in own for value in facet.values}
    rows = FacetValue.objects.filter(code__in=[facet.code for facet in own], value__in=values).order_by()
    named = rows.exclude(translations={})
    return [named.values_list("code", "value", Value(_OPTION), *_unset(), F("translations"))]


def _unset() -> tuple[Value, Value]:
    return Value(""), Value([], JSONField())


def _name(row: Attribute, locale: str) -> str:
    return str(translated(row.translations, locale, "name", row.name))


def _called(options: Sequence[Attribute], locale: str, field: str) -> dict[str, str]:
    """What each option is called, by its code; `name` is the value that it was said of."""
    return {row.code: said for row in options if (said := translated(row.translations, locale, field, ""))}


def _values(options: Sequence[Attribute], locale: str) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for row in options:
        if said := translated(row.translations, locale, "value", ""):
            names.setdefault(row.code, {})[row.name] = said
    return names
