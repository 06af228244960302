"""What the shop sells, in the words it is spoken of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.shared.errors import DomainError
from core.shared.money import Money


class ProductStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class Sort(StrEnum):
    """The orders a list can have; each is total, the product's id being the last resort."""

    NEWEST = "newest"
    PRICE_UP = "price"
    PRICE_DOWN = "-price"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Image:
    """`file` is its name in the media storage; sizes in pixels; `color` (#rrggbb) fills its place until it loads."""

    file: str
    alt: str
    width: int
    height: int
    color: str


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
    """A product as lists show it, priced in one currency. `compare_at` is set while it is on offer."""

    product_id: int
    slug: str
    title: str
    brand: str
    image: Image | None
    price: Money
    price_varies: bool
    compare_at: Money | None
    in_stock: bool


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
    """A product in full, without price and stock: those are pricing's and inventory's to say."""

    id: int
    slug: str
    title: str
    brand: str
    description: str
    option_names: tuple[str, ...]
    images: tuple[Image, ...]
    category: CategoryRef | None
    breadcrumbs: tuple[CategoryRef, ...]
    published_at: datetime
    seo_title: str
    seo_description: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing that can be bought: a value for each of its product's options."""

    id: int
    sku: str
    title: str
    option_values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewProduct:
    """What a product begins as. Variants are the option values of each, with its SKU."""

    slug: str
    title: str
    brand: str
    description: str
    option_names: tuple[str, ...]
    variants: tuple["NewVariant", ...]
    category_ids: tuple[int, ...]
    published_at: datetime


@dataclass(frozen=True, slots=True)
class NewVariant:
    sku: str
    option_values: tuple[str, ...]


class CategoryNotFound(DomainError):
    code = "category_not_found"


class ProductNotFound(DomainError):
    code = "product_not_found"


class PositionInvalid(DomainError):
    """The position does not belong to this sort."""

    code = "cursor_invalid"


class PageOutOfRange(DomainError):
    """There is no such page."""

    code = "page_out_of_range"


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
