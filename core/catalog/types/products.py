"""What the shop sells, and what it is drafted as."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.catalog.types.categories import CategoryRef
from core.catalog.types.images import Image, ImageDraft
from core.shared.errors import DomainError

type Translations = Mapping[str, Mapping[str, Any]]
"""Texts by language (BCP 47) and field: `{"de": {"title": "Lampe"}}`."""


class ProductStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class AttributeKind(StrEnum):
    """What values an attribute has: a text, a number, a boolean, one of its choices, or a list of them."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Product:
    """A product in full, without price and stock: those are pricing's and inventory's to say.

    Its texts are in the market's language where they are translated. `category` is the one whose path is its canonical
    place, whatever else it stands in. With `preorder` it can be ordered before `release_at`. `description` is HTML that
    was sanitised when it was saved, `text` the same without markup.
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
    preorder: bool
    seo_title: str
    seo_description: str


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One thing known of a product, by its attribute's name; `values` in words, several only of kind CHOICES.

    Of kind BOOLEAN the word is "yes" or "no" where the shop has no other.
    """

    code: str
    name: str
    unit: str
    values: tuple[str, ...]
    kind: AttributeKind = AttributeKind.TEXT


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing that can be bought: a value for each of its product's options. `image` is set where it has its own."""

    id: int
    sku: str
    title: str
    option_values: tuple[str, ...]
    gtin: str = ""
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class VariantDraft:
    """`gtin` is a barcode whose check digit is right, or empty; `image_url` the address of one of its product's
    pictures, or empty: it then keeps the one it has.
    """

    sku: str
    option_values: tuple[str, ...] = ()
    gtin: str = ""
    weight_grams: int = 0
    image_url: str = ""


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as somebody describes it, whole; the slug says which one it is.

    `description` is HTML, sanitised when it is saved. ACTIVE without `published_at` is published when it is first
    saved, and off show again from `unpublish_at` on. `kind` is what sort of thing it is, such as "Lamp". `attributes`
    has values by the attribute's code, `translations` texts by language and field (see
    `core.catalog.rules.PRODUCT_TEXTS`). The first of its categories is its canonical place, unless it has one among
    them already. None leaves a known product as it is in that respect.
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
    unpublish_at: datetime | None = None
    release_at: datetime | None = None
    preorder: bool | None = None
    tax_class: str | None = None
    category_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, object] | None = None
    translations: "Translations | None" = None
    images: tuple[ImageDraft, ...] = ()
    seo_title: str = ""
    seo_description: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A product that is not on show yet, as the back office lists it."""

    id: int
    title: str
    brand: str


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


@dataclass(frozen=True, slots=True)
class Done:
    """What came of changing many products at once: the ids of those that `changed`, and why others were `refused`.

    Those in neither were as asked for already.
    """

    changed: frozenset[int]
    refused: Mapping[int, DomainError] = field(default_factory=dict)


class ProductNotFound(DomainError):
    code = "product_not_found"


class ProductMoved(ProductNotFound):
    """It has another address now: `slug`."""

    code = "product_moved"


class SkuTaken(DomainError):
    """Another product has this SKU: `sku`, `product`."""

    code = "sku_taken"


class GtinInvalid(DomainError):
    """A barcode has 8, 12, 13 or 14 digits, of which the last one checks the others."""

    code = "gtin_invalid"


class ProductUnpriced(DomainError):
    """No variant of the product has a price, so there is nothing to show of it."""

    code = "product_unpriced"


class WindowInvalid(DomainError):
    """What is taken off show has been on show before: `published_at`, `unpublish_at`."""

    code = "window_invalid"


class TranslationInvalid(DomainError):
    """`fields` names those, as "de.title": no language of the shop, nothing translated, or no text that fits."""

    code = "translation_invalid"


class VariantsInvalid(DomainError):
    """Each variant has one value for each option, no two the same values or SKU."""

    code = "variants_invalid"


class AttributeInvalid(DomainError):
    """`attributes` names those that there are not, or that cannot have such a value."""

    code = "attribute_invalid"
