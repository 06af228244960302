"""Products worth showing together."""

from dataclasses import dataclass
from enum import StrEnum

from core.catalog.types.facets import Choices
from core.catalog.types.lists import Card, Sort


class CollectionKind(StrEnum):
    """Whether staff pick what is in a collection, or a rule does. What is FILTERED has all that the rule asks for."""

    PICKED = "picked"
    NEWEST = "newest"
    POPULAR = "popular"
    ON_OFFER = "on_offer"
    PRICE_BELOW = "price_below"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True)
class Collection:
    """Some products worth showing together, and the list to see more of them on: its facets and sort."""

    slug: str
    name: str
    description: str
    facets: Choices
    sort: Sort
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CollectionHead:
    """What stands above the list of all that is in a collection."""

    slug: str
    name: str
    description: str
    seo_title: str
    seo_description: str
