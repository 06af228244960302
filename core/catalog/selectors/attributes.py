"""What is known of products, in words of a language (empty: the catalogue's own)."""

from collections.abc import Mapping

from core.catalog.models import Attribute
from core.catalog.rules import attribute_words, translated, words_in
from core.catalog.types import AttributeKind, AttributeValue


def known_of(values: Mapping[str, object], *, locale: str) -> tuple[AttributeValue, ...]:
    """Values by attribute code, as shoppers read them, in the shop's order. One statement, or none without any."""
    if not values:
        return ()
    return tuple(_said(row, values[row.code], locale) for row in Attribute.objects.filter(code__in=values))


def _said(row: Attribute, value: object, locale: str) -> AttributeValue:
    name = translated(row.translations, locale, "name", row.name)
    unit = translated(row.translations, locale, "unit", row.unit)
    said = value_names(row, locale)
    words = tuple(said.get(word, word) for word in attribute_words(value))
    return AttributeValue(row.code, name, unit, words, AttributeKind(row.kind))


def value_names(row: Attribute, locale: str) -> dict[str, str]:
    """What values of an attribute are called in a language, where that is otherwise."""
    if row.kind == AttributeKind.BOOLEAN:
        return {word: said for word in ("yes", "no") if (said := translated(row.translations, locale, word, ""))}
    named = zip(row.choices, words_in(row.translations, locale, "choices", row.choices), strict=True)
    return {choice: said for choice, said in named if choice != said}
