"""A file's rows, from how they stand there to the products they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.catalog.types import ProductDraft
from core.imports.types.remarks import Remark


class Cells(NamedTuple):
    """One row's cells by what they mean; "" where a file has no such column."""

    handle: str
    title: str
    body: str
    vendor: str
    product_category: str
    type: str
    tags: str
    published: str
    status: str
    option1_name: str
    option1_value: str
    option2_name: str
    option2_value: str
    option3_name: str
    option3_value: str
    sku: str
    barcode: str
    price: str
    compare_at: str
    tracker: str
    quantity: str
    policy: str
    grams: str
    weight: str
    weight_unit: str
    image: str
    image_position: str
    image_alt: str
    variant_image: str
    gift_card: str
    seo_title: str
    seo_description: str


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a file are told apart. `skip` is how many lines stand before its header."""

    delimiter: str
    quote: str
    skip: int = 0


class Record(NamedTuple):
    """One record of a CSV file: the line it begins on, its cells, its lines as they stand, whether its quotes fit."""

    line: int
    cells: list[str]
    raw: list[str]
    sound: bool = True


class Row(NamedTuple):
    line: int
    cells: Cells


@dataclass(slots=True)
class Group:
    """The rows of one product, which stand together.

    `key` is its slug, or its handle as it stands where no slug can be made of that; "" where it has none. `position` is
    the number of the last record in it, 1 being the first below the header.
    """

    key: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    size: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """What a file says of a variant besides what it is: prices in minor units, stock; and the line it says so on."""

    sku: str
    line: int
    price: int
    compare_at: int | None
    available: int
    unlimited: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A product as a file has it, ready to be saved, with an offer for each variant.

    `pictures` has the lines their addresses stand on.
    """

    draft: ProductDraft
    offers: tuple[Offer, ...]
    pictures: Mapping[str, int] = field(default_factory=dict)
