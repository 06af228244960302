"""Lists of products: what they hold, how they are sorted, searched and narrowed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from core.catalog.types.categories import CategoryRef
from core.catalog.types.facets import Choices
from core.catalog.types.images import Image
from core.catalog.types.markets import Market
from core.catalog.types.supply import Supply
from core.shared.errors import DomainError
from core.shared.money import Money

# The ends of time, between which every listing holds.
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Sort(StrEnum):
    """The orders a list can have; each is total, the product's id being the last resort.

    RELEVANCE is how well a product fits what is searched for; without a search it is POPULAR.
    """

    NEWEST = "newest"
    POPULAR = "popular"
    RELEVANCE = "relevance"
    PRICE_UP = "price"
    PRICE_DOWN = "-price"
    TITLE = "title"


class Availability(StrEnum):
    """What the facet `availability` tells apart. What is not released yet is PREORDER or COMING_SOON, and no other."""

    IN_STOCK = "in_stock"
    BACKORDER = "backorder"
    SOLD_OUT = "sold_out"
    PREORDER = "preorder"
    COMING_SOON = "coming_soon"

    @classmethod
    def of(cls, supply: Supply, *, release_at: datetime | None, preorder: bool, now: datetime) -> "Availability":
        """Of goods so supplied that come out then, and can be ordered before as a `preorder`."""
        if release_at is None or release_at <= now:
            return cls(supply)
        return cls.PREORDER if preorder and supply is not Supply.SOLD_OUT else cls.COMING_SOON


@dataclass(frozen=True, slots=True)
class Card:
    """A product as lists show it, in the words and at the price of one market.

    `compare_at` is set while it is on offer; `release_at` where it cannot be bought before, or ordered then if it is a
    `preorder`.
    """

    product_id: int
    slug: str
    title: str
    brand: str
    image: Image | None
    price: Money
    price_varies: bool
    compare_at: Money | None
    supply: Supply
    release_at: datetime | None = None
    preorder: bool = False

    @property
    def in_stock(self) -> bool:
        return self.supply == Supply.IN_STOCK


@dataclass(frozen=True, slots=True)
class Company:
    """What stands beside a product: `related` ones, picked by staff or selling well, and those bought `together`."""

    related: tuple[Card, ...] = ()
    together: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """What pricing tells of a product, in minor units; nothing where no variant has a price."""

    lowest: int | None
    varies: bool
    compare_at: int | None


@dataclass(frozen=True, slots=True)
class PriceStep:
    """What lists show of a product's prices from a moment on, until the next step."""

    since: datetime
    price: ListedPrice


# By product, currency and group of customers, EVERYONE's being 0.
type PriceKey = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, `until` not in it, in which nothing of a listing changes by itself."""

    since: datetime
    until: datetime
    price: ListedPrice
    shown: bool


@dataclass(frozen=True, slots=True)
class Total:
    """How many there are: exact up to COUNT_LIMIT; beyond it `more` is true and `count` is the limit."""

    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Position:
    """Where a list was left: the sort value and product id of the last card seen."""

    value: str
    product_id: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Some cards of a list, and the position to go on from, if there is more."""

    cards: tuple[Card, ...]
    next: Position | None


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A word that a product must have or, if `prefix`, one that begins so."""

    word: str
    prefix: bool


@dataclass(frozen=True, slots=True)
class Search:
    """All of some terms. `corrected` is the whole query as it was understood, where that is not as it was written."""

    terms: tuple[SearchTerm, ...]
    corrected: str | None = None

    @property
    def empty(self) -> bool:
        """Nothing can be searched for: it finds nothing."""
        return not self.terms


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What somebody who types may mean: products, categories, and the query completed."""

    products: tuple[Card, ...]
    categories: tuple[CategoryRef, ...]
    queries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list shows: for a market, in a category, found by a search, narrowed by facets.

    `facets` has the values wanted by the facet's code; one of them must fit, and every code. Of `price` a value is a
    range in minor units, such as "1000-1500", whose upper end is not in it; either end may be missing. Of `collection`
    it is the slug of one of any kind.
    """

    market: Market
    category_id: int | None = None
    facets: Choices = field(default_factory=dict)
    search: Search | None = None


class PositionInvalid(DomainError):
    """The position does not belong to this sort."""

    code = "cursor_invalid"


class PageOutOfRange(DomainError):
    """There is no such page."""

    code = "page_out_of_range"
