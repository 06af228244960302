"""What lists can be narrowed by, on the phone: read from a query strictly, offered in words and with counts."""

import re
from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import get_currency_precision
from django.http import QueryDict
from ninja import Schema

from core.catalog.types import Choices, Facet, FacetCount, FacetInvalid, FacetNames
from core.shared.money import Money
from mobile_api.parts.money import quantity, round_price
from mobile_api.strict import FACET

MOST_FACETS = 10
MOST_VALUES = 20  # of one facet, in a query
OFFERED = 15  # of one facet, the most frequent first: a small screen shows no more, and a weak link carries less
LONGEST = 250  # characters a value has

_NAMES = {
    "availability": "Availability",
    "offer": "Offers",
    "price": "Price",
    "brand": "Brand",
    "tag": "Tags",
    "collection": "Collection",
}
_WORDS = {
    ("availability", "in_stock"): "In stock",
    ("availability", "backorder"): "Sent when it comes in",
    ("availability", "preorder"): "Order ahead",
    ("availability", "sold_out"): "Sold out",
    ("availability", "coming_soon"): "Coming soon",
    ("offer", "yes"): "On offer",
}
_NUMBERS = re.compile(r"(?P<low>-?[\d.]+)?-(?P<high>-?[\d.]+)?", re.ASCII)  # as core has them
_PRICES = re.compile(r"(?P<low>\d{1,12}(?:\.\d{1,3})?)?-(?P<high>\d{1,12}(?:\.\d{1,3})?)?", re.ASCII)


class FacetValuePart(Schema):
    """`label` is what people read, where that is not the value itself; `chosen` that the list is narrowed by it."""

    value: str
    label: str | None = None
    count: int
    chosen: bool = False


class FacetPart(Schema):
    """Narrow a list by `f.<code>=<value>`. `more`: there are values that are not listed here."""

    code: str
    name: str
    values: list[FacetValuePart]
    more: bool = False


def read_facets(query: QueryDict, currency: str) -> Choices:
    """What `f.<code>=value` asks for, by code. Raises FacetInvalid; whether there are such facets core knows."""
    asked = {name.removeprefix(FACET): query.getlist(name) for name in query if name.startswith(FACET)}
    faults = {code: "invalid" for code, values in asked.items() if not _sound(code, values)}
    faults |= dict.fromkeys(list(asked)[MOST_FACETS:], "too_many")
    if faults:
        raise FacetInvalid(fields=faults)
    return {code: _meant(code, tuple(dict.fromkeys(values)), currency) for code, values in asked.items()}


def facet_query(choices: Choices, currency: str) -> list[tuple[str, str]]:
    """The way back: parameters that `read_facets` reads as these choices."""
    return [(f"{FACET}{code}", _spoken(code, value, currency)) for code, values in choices.items() for value in values]


def facet_parts(facets: Iterable[Facet], *, total: int | None, names: FacetNames, currency: str) -> list[FacetPart]:
    """Those that narrow a list of `total` products."""
    useful = [facet for facet in facets if _narrows(facet, total)]
    return [_facet(facet, names, currency) for facet in useful[:MOST_FACETS]]


def _sound(code: str, values: list[str]) -> bool:
    """Nothing is called by an empty text, and PostgreSQL takes none with a NUL in it."""
    texts = (code, *values)
    return len(values) <= MOST_VALUES and all(0 < len(text) <= LONGEST and "\x00" not in text for text in texts)


def _meant(code: str, values: tuple[str, ...], currency: str) -> tuple[str, ...]:
    """Prices come in major units ("10-15", either end may be missing), and core has them in minor ones."""
    return tuple(_in_minor_units(value, currency) for value in values) if code == "price" else values


def _in_minor_units(value: str, currency: str) -> str:
    found = _PRICES.fullmatch(value)
    ends = [Decimal(end or 0).scaleb(get_currency_precision(currency)) for end in (found.groups() if found else ())]
    if found is None or value == "-" or any(end != int(end) for end in ends):
        raise FacetInvalid(fields={"price": "invalid"})
    return "-".join(str(int(end)) if given else "" for end, given in zip(ends, found.groups(), strict=True))


def _spoken(code: str, value: str, currency: str) -> str:
    if code != "price":
        return value
    return "-".join(_in_major_units(Money(int(end), currency)) if end else "" for end in value.split("-"))


def _in_major_units(money: Money) -> str:
    whole = money.decimal.to_integral_value()
    return f"{whole if whole == money.decimal else money.decimal:f}"


def _narrows(facet: Facet, total: int | None) -> bool:
    """A value that every product of the list has leaves it as it is, unless it is what made the list so."""
    return any(value.chosen or value.count != total for value in facet.values)


def _facet(facet: Facet, names: FacetNames, currency: str) -> FacetPart:
    values = sorted(facet.values, key=_cheapest) if facet.code == "price" else facet.values
    return FacetPart(
        code=facet.code,
        name=names.facets.get(facet.code) or _NAMES.get(facet.code) or _humanised(facet.code),
        values=[_value(facet.code, value, names, currency, number=facet.number) for value in values[:OFFERED]],
        more=facet.more or len(values) > OFFERED,
    )


def _cheapest(value: FacetCount) -> int:
    return int(value.value.partition("-")[0] or 0)


def _value(code: str, value: FacetCount, names: FacetNames, currency: str, *, number: bool) -> FacetValuePart:
    spoken = _spoken(code, value.value, currency)
    label = _amount(value.value, names.units.get(code, "")) if number else _label(code, value.value, names, currency)
    return FacetValuePart(
        value=spoken, label=label if label != spoken else None, count=value.count, chosen=value.chosen
    )


def _label(code: str, value: str, names: FacetNames, currency: str) -> str:
    if code == "price":
        return _price_range(*(Money(int(end), currency) if end else None for end in value.split("-")))
    if code == "collection":
        return names.collections.get(value, value)
    return _WORDS.get((code, value)) or names.value(code, value)


def _amount(value: str, unit: str) -> str:
    """A number, or a range of numbers, in its unit."""
    found, of_it = _NUMBERS.fullmatch(value), f" {unit}" if unit else ""
    if found is None:
        return quantity(value) + of_it
    low, high = (quantity(end) if end else "" for end in (found["low"], found["high"]))
    if not high:
        return f"{low}{of_it} and more"
    return f"{low} – {high}{of_it}" if low and low != "0" else f"Under {high}{of_it}"


def _price_range(low: Money | None, high: Money | None) -> str:
    if high is None:
        return f"{round_price(low)} and more" if low else ""
    return f"{round_price(low)} – {round_price(high)}" if low and low.amount else f"Under {round_price(high)}"


def _humanised(code: str) -> str:
    words = code.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
