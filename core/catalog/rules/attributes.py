"""What can be known of products, and how it is said."""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from core.catalog.types import AttributeInvalid, AttributeKind

LONGEST_ATTRIBUTE = 2000  # characters of a text
FEW_NUMBERS = 12  # different ones of a facet: as many are shown one by one, more in ranges
MOST_RANGES = 8
_NUMBER = r"-?\d{1,16}(?:\.\d{1,16})?"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})?-(?P<high>{_NUMBER})?", re.ASCII)
_NICE = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))

type Kinds = Mapping[str, tuple[AttributeKind, Collection[str]]]
"""Each attribute's kind and choices by its code."""


def check_attributes(kinds: Kinds, values: Mapping[str, object]) -> None:
    """Raises AttributeInvalid."""
    wrong = [code for code, value in values.items() if code not in kinds or not _fits(*kinds[code], value)]
    if wrong:
        raise AttributeInvalid(attributes=sorted(wrong))


def _fits(kind: AttributeKind, choices: Collection[str], value: object) -> bool:
    match kind:
        case AttributeKind.TEXT:
            return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_ATTRIBUTE and "\x00" not in value
        case AttributeKind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**53
        case AttributeKind.BOOLEAN:
            return isinstance(value, bool)
        case AttributeKind.CHOICE:
            return isinstance(value, str) and value in choices
        case AttributeKind.CHOICES:
            return _fit(choices, value)


def _fit(choices: Collection[str], value: object) -> bool:
    """Some of the choices, none twice."""
    if not isinstance(value, list | tuple) or not value:
        return False
    return all(isinstance(one, str) and one in choices for one in value) and len(set(value)) == len(value)


def attribute_words(value: object) -> tuple[str, ...]:
    """An attribute's value as facets have it, and shoppers read it where it is not translated."""
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, int | float):
        return (number_word(value),)
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else (str(value),)


def number_word(value: float) -> str:
    """A number's digits, without an exponent and with no zeros that say nothing: 5, 0.25."""
    text = f"{Decimal(str(value)):f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def facet_number(value: str) -> float | None:
    """The number that a number facet's value is; None where it is none, for an option may have the same name."""
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def number_range(value: str) -> tuple[float, float] | None:
    """The ends of a number facet's range, the upper one outside of it: "10-20", "-20", "10-", "-5--2".

    An open end is infinite. None where it is no range: what begins with a minus and has no other is one, to a number.
    """
    found = _RANGE.fullmatch(value)
    if found is None or value == "-":
        return None
    low, high = found["low"], found["high"]
    return float(low) if low else -math.inf, float(high) if high else math.inf


def within(value: str, number: float) -> bool:
    """Whether a number facet's value, one number or a range, is said of a number."""
    span = number_range(value)
    return span[0] <= number < span[1] if span else value == number_word(number)


def number_steps(numbers: Iterable[float]) -> list[str]:
    """What to narrow a list of these numbers by: each of them where they are few, else ranges of one round width.

    In their order; each number is within exactly one.
    """
    known = sorted({Decimal(str(number)) for number in numbers})
    if len(known) <= FEW_NUMBERS and all(number >= 0 for number in known):
        return [number_word(float(number)) for number in known]
    width = _round_width(known[-1] - known[0])
    starts = sorted({(number // width - (number < 0 and number % width != 0)) * width for number in known})
    return [f"{_digits(start)}-{_digits(start + width)}" for start in starts]


def _round_width(span: Decimal) -> Decimal:
    """One, two or five of some power of ten, so that at most MOST_RANGES and one more are spanned."""
    rough = span / MOST_RANGES if span else Decimal(1)
    power = Decimal(10) ** rough.adjusted()
    return next(nice * power for nice in _NICE if nice * power >= rough)


def _digits(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-0", "0") if not number else text
