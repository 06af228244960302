"""What a list can be narrowed by: as URLs say it (`f.<code>=value`, repeated for OR), and as people read it.

In URLs prices are in major units, `f.price=10-15`; in core in minor ones.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.catalog.types import Choices, Facet, FacetInvalid, FacetNames
from core.shared.money import Money
from web_api.parts.money import quantity, rounded

PREFIX = "f."
MOST_FACETS = 10
MOST_VALUES = 20  # of one facet
LONGEST_VALUE = 250

_NAMES = {
    "availability": "Availability",
    "offer": "Offers",
    "price": "Price",
    "brand": "Brand",
    "tag": "Tag",
    "collection": "Collection",
}
_VALUES = {
    ("availability", "in_stock"): "In stock",
    ("availability", "backorder"): "Sent when it comes in",
    ("availability", "preorder"): "Order ahead",
    ("availability", "sold_out"): "Sold out",
    ("availability", "coming_soon"): "Coming soon",
    ("offer", "yes"): "On offer",
}
_LAST = ("tag", "collection")
_RANGE = re.compile(r"(-?[\d.]+)?-(-?[\d.]+)?(?<!^-)", re.ASCII)  # as core has it
_SPAN = re.compile(r"(\d{1,12}(?:\.\d{1,3})?)?-(\d{1,12}(?:\.\d{1,3})?)?", re.ASCII)


@extend_schema_field(
    {
        "type": "object",
        "patternProperties": {
            r"^f\.": {
                "type": "array",
                "items": {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE},
                "maxItems": MOST_VALUES,
            }
        },
        "additionalProperties": False,
        "maxProperties": MOST_FACETS,
        "description": "Each facet as `f.<code>=value`, repeated for OR; of `price` a range in major units: `10-15`.",
    }
)
class FacetsField(serializers.Field[Any, Any, Any, Any]):
    """The values chosen by the facet's code. Raises FacetInvalid beyond MOST_FACETS and MOST_VALUES."""

    def get_value(self, sent: Any) -> dict[str, list[str]]:
        return {name.removeprefix(PREFIX): sent.getlist(name) for name in sent if name.startswith(PREFIX)}

    def to_internal_value(self, sent: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
        faults = {code: "too_many" for at, code in enumerate(sent) if at >= MOST_FACETS}
        faults |= {code: "too_many" for code, values in sent.items() if len(values) > MOST_VALUES}
        faults |= {code: "invalid" for code, values in sent.items() if not all(map(_is_text, (code, *values)))}
        if faults:
            raise FacetInvalid(fields=faults)
        return {code: tuple(dict.fromkeys(values)) for code, values in sent.items()}


def _is_text(text: str) -> bool:
    return 0 < len(text) <= LONGEST_VALUE and "\x00" not in text


def in_core(choices: Choices, currency: str) -> Choices:
    """Choices as core wants them. Raises FacetInvalid for what is no range of prices."""
    return _priced(choices, lambda value: _minor(value, currency))


def in_urls(choices: Choices, currency: str) -> Choices:
    """Core's choices as URLs say them."""
    return _priced(choices, lambda value: _major(value, currency))


def _priced(choices: Choices, convert: Callable[[str], str]) -> Choices:
    return {code: tuple(map(convert, values)) if code == "price" else values for code, values in choices.items()}


def _minor(value: str, currency: str) -> str:
    """Such as "10-15" as "1000-1500"."""
    found = _SPAN.fullmatch(value)
    low, high = (_units(end, currency) for end in found.groups()) if found else (None, None)
    if (low is None and high is None) or (high is not None and high <= (low or 0)):
        raise FacetInvalid(fields={"price": "invalid"})
    return f"{'' if low is None else low}-{'' if high is None else high}"


def _units(price: str | None, currency: str) -> int | None:
    if price is None:
        return None
    units = Decimal(price) / Money(1, currency).decimal
    if units % 1:
        raise FacetInvalid(fields={"price": "invalid"})
    return int(units)


def _major(value: str, currency: str) -> str:
    """Such as "1000-1500" as "10-15"."""
    return "-".join(f"{Money(int(end), currency).decimal.normalize():f}" if end else "" for end in value.split("-"))


@dataclass(frozen=True, slots=True)
class ValueOnShow:
    """`value` as URLs say it, `name` as people read it."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetOnShow:
    code: str
    name: str
    values: tuple[ValueOnShow, ...]
    more: bool


class ValuePart(serializers.Serializer[Any]):
    """`count` is how many products there would be with this value; it leaves the facet's other values aside."""

    value = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()
    chosen = serializers.BooleanField()


class FacetPart(serializers.Serializer[Any]):
    """`more` says that the rarest values were left out."""

    code = serializers.CharField()
    name = serializers.CharField()
    values = ValuePart(many=True)
    more = serializers.BooleanField()


def on_show(facets: Iterable[Facet], names: FacetNames, currency: str) -> tuple[FacetOnShow, ...]:
    """What nobody comes for stands last."""
    return tuple(_named(facet, names, currency) for facet in sorted(facets, key=lambda facet: facet.code in _LAST))


def _named(facet: Facet, names: FacetNames, currency: str) -> FacetOnShow:
    code = facet.code
    values = [
        ValueOnShow(
            value=_major(found.value, currency) if code == "price" else found.value,
            name=_called(facet, found.value, names, currency),
            count=found.count,
            chosen=found.chosen,
        )
        for found in facet.values
    ]
    name = _NAMES.get(code) or names.facets.get(code) or _humanised(code)
    return FacetOnShow(code, name, tuple(values) if facet.number else _in_order(values), facet.more)


def _called(facet: Facet, value: str, names: FacetNames, currency: str) -> str:
    if facet.code == "price":
        return _span(value, lambda end: rounded(Money(int(end), currency)))
    if facet.number:
        return _span(value, quantity, names.units.get(facet.code, ""))
    return _word(facet.code, value, names)


def _in_order(values: list[ValueOnShow]) -> tuple[ValueOnShow, ...]:
    """Numbers as numbers go; all else as core has it."""
    if all(one.value.isdecimal() for one in values):
        values.sort(key=lambda one: int(one.value))
    return tuple(values)


def _word(code: str, value: str, names: FacetNames) -> str:
    if code == "collection":
        return names.collections.get(value) or _humanised(value)
    name = _VALUES.get((code, value)) or names.value(code, value)
    return name.capitalize() if value in ("yes", "no") else name


def _humanised(code: str) -> str:
    """Such as "frame-colour" as "Frame colour"."""
    return code.replace("-", " ").replace("_", " ").strip().capitalize()


def _span(value: str, said: Callable[[str], str], unit: str = "") -> str:
    """A range as a person reads it, "10-20" in the units that core has it in; a number stands for itself."""
    found, of_it = _RANGE.fullmatch(value), f" {unit}" if unit else ""
    if found is None:
        return said(value) + of_it
    low, high = found.groups()
    if high is None:
        return f"{said(low)}{of_it} and more"
    return f"{said(low)} to {said(high)}{of_it}" if low and Decimal(low) else f"Under {said(high)}{of_it}"
