"""What the shop sells, in the words it is spoken of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from core.shared.errors import DomainError
from core.shared.money import Money


class ProductStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


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


class AttributeKind(StrEnum):
    """What values an attribute has: a text, a number, a boolean, one of its choices, or a list of them."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"


class CollectionKind(StrEnum):
    """Whether staff pick what is in a collection, or a rule does."""

    PICKED = "picked"
    NEWEST = "newest"
    POPULAR = "popular"
    ON_OFFER = "on_offer"
    PRICE_BELOW = "price_below"


class Availability(StrEnum):
    """What the facet `availability` tells apart."""

    IN_STOCK = "in_stock"
    SOLD_OUT = "sold_out"
    COMING_SOON = "coming_soon"


@dataclass(frozen=True, slots=True)
class Image:
    """`file` is its name in the media storage; sizes in pixels.

    `color` (#rrggbb) and `placeholder` (a ThumbHash in base64, or empty) fill its place until it loads. `widths` are
    those it has renditions in, narrowest first: `file` alone until the worker has made them.
    """

    file: str
    alt: str
    width: int
    height: int
    color: str
    placeholder: str = ""
    widths: tuple[int, ...] = ()

    def rendition(self, wanted: int, extension: str) -> str:
        """The name of the smallest rendition at least `wanted` pixels wide, else of the widest; `file` without any."""
        return rendition_name(self.file, self.width_for(wanted), extension) if self.widths else self.file

    def width_for(self, wanted: int) -> int:
        """How wide the rendition is that somebody gets who wants `wanted` pixels; the file itself without any."""
        return next((width for width in self.widths if width >= wanted), self.widths[-1] if self.widths else self.width)


def rendition_name(file: str, width: int, extension: str) -> str:
    """Where a rendition of a kept picture is: `products/<digest>.jpg` has `renditions/<digest>/<width>.<extension>`."""
    return f"renditions/{PurePosixPath(file).stem}/{width}.{extension}"


@dataclass(frozen=True, slots=True)
class CategoryRef:
    """A category as others name it. `path` is its slugs from the root, joined by a slash."""

    id: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Category:
    """A category with what leads to it (root first, itself not included) and what it holds."""

    id: int
    name: str
    path: str
    description: str
    ancestors: tuple[CategoryRef, ...]
    children: tuple[CategoryRef, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A product as lists show it, priced in one currency.

    `compare_at` is set while it is on offer; `release_at` where it cannot be bought before.
    """

    product_id: int
    slug: str
    title: str
    brand: str
    image: Image | None
    price: Money
    price_varies: bool
    compare_at: Money | None
    in_stock: bool
    release_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """What pricing tells of a product, in minor units; nothing where no variant has a price."""

    lowest: int | None
    varies: bool
    compare_at: int | None


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
class Product:
    """A product in full, without price and stock: those are pricing's and inventory's to say.

    `description` is HTML that was sanitised when it was saved, `text` the same without markup.
    """

    id: int
    slug: str
    title: str
    brand: str
    description: str
    text: str
    option_names: tuple[str, ...]
    images: tuple[Image, ...]
    category: CategoryRef | None
    breadcrumbs: tuple[CategoryRef, ...]
    attributes: tuple["AttributeValue", ...]
    tags: tuple[str, ...]
    published_at: datetime
    release_at: datetime | None
    seo_title: str
    seo_description: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A product that is not on show yet, as the back office lists it."""

    id: int
    title: str
    brand: str


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One thing known of a product, by its attribute's name; `values` in words, several only of kind CHOICES."""

    code: str
    name: str
    unit: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing that can be bought: a value for each of its product's options."""

    id: int
    sku: str
    title: str
    option_values: tuple[str, ...]
    gtin: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """Something lists can be narrowed by, and the values there are, most frequent first; `more` were left out."""

    code: str
    values: tuple["FacetCount", ...]
    more: bool


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of a list's products have a value; `chosen` says that the list is narrowed by it."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetNames:
    """What the shop calls its own facets, by their codes, and its collections, by their slugs."""

    facets: Mapping[str, str]
    collections: Mapping[str, str]


type Choices = Mapping[str, tuple[str, ...]]


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
    """What a list shows: priced in a currency, in a category, found by a search, narrowed by facets.

    `facets` has the values wanted by the facet's code; one of them must fit, and every code. Of `price` a value is a
    range in minor units, such as "1000-1500", whose upper end is not in it; either end may be missing.
    """

    currency: str
    category_id: int | None = None
    facets: Choices = field(default_factory=dict)
    search: Search | None = None


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
class ImageDraft:
    """A picture to be fetched from elsewhere, later and by the worker."""

    source_url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class VariantDraft:
    """`gtin` is a barcode whose check digit is right, or empty."""

    sku: str
    option_values: tuple[str, ...] = ()
    gtin: str = ""
    weight_grams: int = 0


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as somebody describes it, whole; the slug says which one it is.

    `description` is HTML, sanitised when it is saved. ACTIVE without `published_at` is published when it is first
    saved. `kind` is what sort of thing it is, such as "Lamp". `attributes` has values by the attribute's code.
    """

    slug: str
    title: str
    variants: tuple[VariantDraft, ...]
    option_names: tuple[str, ...] = ()
    brand: str = ""
    kind: str = ""
    description: str = ""
    status: ProductStatus = ProductStatus.ACTIVE
    published_at: datetime | None = None
    release_at: datetime | None = None
    category_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, object] = field(default_factory=dict)
    images: tuple[ImageDraft, ...] = ()
    seo_title: str = ""
    seo_description: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Ids of products by slug and of variants by SKU; of a slug that was `refused` nothing was written.

    `created` are the slugs that are new, `updated` those of which anything was written.
    """

    products: dict[str, int]
    variants: dict[str, int]
    refused: dict[str, DomainError]
    created: frozenset[str] = frozenset()
    updated: frozenset[str] = frozenset()


class CategoryNotFound(DomainError):
    code = "category_not_found"


class ProductNotFound(DomainError):
    code = "product_not_found"


class GtinInvalid(DomainError):
    """A barcode has 8, 12, 13 or 14 digits, of which the last one checks the others."""

    code = "gtin_invalid"


class ProductUnpriced(DomainError):
    """No variant of the product has a price, so there is nothing to show of it."""

    code = "product_unpriced"


class PositionInvalid(DomainError):
    """The position does not belong to this sort."""

    code = "cursor_invalid"


class PageOutOfRange(DomainError):
    """There is no such page."""

    code = "page_out_of_range"


class FacetInvalid(DomainError):
    """`fields` names each facet that lists cannot be narrowed by, or not by that value."""

    code = "facet_invalid"


class SkuTaken(DomainError):
    """Another product has this SKU: `sku`, `product`."""

    code = "sku_taken"


class VariantsInvalid(DomainError):
    """Each variant has one value for each option, no two the same values or SKU."""

    code = "variants_invalid"


class AttributeInvalid(DomainError):
    """`attributes` names those that there are not, or that cannot have such a value."""

    code = "attribute_invalid"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file as the shop keeps it: a JPEG, or a lossless WebP where something is transparent.

    Sizes in pixels; `color` is #rrggbb; `placeholder` a ThumbHash in base64; `digest` the first 32 hexadecimal digits
    of the SHA-256 of `data`; `extension` has no dot.
    """

    data: bytes
    extension: str
    width: int
    height: int
    color: str
    placeholder: str
    digest: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture as it is sent: in one size (pixels) and one format, told by its `extension` without a dot."""

    width: int
    height: int
    extension: str
    data: bytes


class ImageTooLarge(DomainError):
    """More than `limit`, in `unit`: bytes, pixels, pixels_a_side or scans. `found` is what there is at least."""

    code = "image_too_large"


class ImageUnreadable(DomainError):
    """No picture of a format the shop takes, or a broken one; `format` is its name if that much is known."""

    code = "image_unreadable"
