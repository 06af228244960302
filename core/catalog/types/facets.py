"""What lists are narrowed by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.shared.errors import DomainError

type Choices = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Facet:
    """Something lists can be narrowed by, and the values there are, most frequent first; `more` were left out.

    Of a `number` the values are in their own order, and may be ranges as prices are: "10-20" is from 10 to below 20,
    either end may be open.
    """

    code: str
    values: tuple["FacetCount", ...]
    more: bool
    number: bool = False


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of a list's products have a value; `chosen` says that the list is narrowed by it."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetNames:
    """What the shop calls its own facets, by their codes, and its collections, by their slugs, in a language.

    `units` are those of facets that are numbers, by code; `values` what values are called that are called otherwise, by
    code and value.
    """

    facets: Mapping[str, str]
    collections: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def value(self, code: str, value: str) -> str:
        """What a value is called; itself where it has no other name."""
        return self.values.get(code, {}).get(value, value)


class FacetInvalid(DomainError):
    """`fields` names each facet that lists cannot be narrowed by, or not by that value."""

    code = "facet_invalid"
