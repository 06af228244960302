"""What makes a product visible, how its variants are called, what it can be found by, which markup is harmless."""

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import nh3
from babel.numbers import get_currency_precision
from django.utils.text import slugify

from core.catalog.types import AttributeInvalid, AttributeKind, ProductDraft, ProductStatus, VariantsInvalid

# What a description may be made of. No images: they would be fetched from elsewhere by every shopper.
_TAGS = {
    *("p", "br", "hr", "span", "a", "blockquote", "h2", "h3", "h4", "h5", "h6"),
    *("strong", "b", "em", "i", "u", "s", "sub", "sup", "small"),
    *("ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"),
}
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|div|blockquote|dd|dt)>|<br ?/?>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!]")

# Facets that are read off a listing's own columns, and those that are kept as values of the narrow table.
COLUMN_FACETS = ("availability", "offer", "price")
VALUE_FACETS = ("brand", "tag", "collection")

LONGEST_FACET_VALUE = 250
_PRICE_STEPS = (5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000)


def is_visible(*, status: str, published_at: datetime | None, price: int | None) -> bool:
    """Shoppers see what is active, dated and priced."""
    return status == ProductStatus.ACTIVE and published_at is not None and price is not None


def translated(translations: Mapping[str, Mapping[str, Any]], locale: str, field: str, own: Any) -> Any:
    """A text in a language: in "pt-BR" where there is one, else in "pt", else the catalogue's `own`."""
    for known in (locale, locale.partition("-")[0]):
        if found := translations.get(known, {}).get(field):
            return found
    return own


def category_path(above: str, slug: str) -> str:
    """A category's slugs from the root, joined by slashes; `above` is its parent's, empty at the root."""
    return f"{above}/{slug}" if above else slug


def variant_title(option_values: Sequence[str]) -> str:
    """Such as "LP / Red"; empty where a product has no options."""
    return " / ".join(option_values)


def safe_html(text: str) -> str:
    """Markup with whatever could do harm taken out; plain text becomes paragraphs. Done again it changes nothing."""
    text = text.replace("\x00", "").strip()
    if not _MARKUP.search(text):
        blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
        text = "".join(f"<p>{html.escape(html.unescape(block), quote=False)}</p>" for block in blocks)
        text = text.replace("\n", "<br>")
    return nh3.clean(text, tags=_TAGS, attributes={"a": {"href", "title"}}, url_schemes={"http", "https", "mailto"})


def plain_text(markup: str) -> str:
    """What a person reads of it, a line a block."""
    broken = _BLOCK_END.sub(lambda end: end.group() + "\n", markup)
    lines = html.unescape(nh3.clean(broken, tags=set())).splitlines()
    return "\n".join(line for line in (re.sub(r"\s+", " ", line).strip() for line in lines) if line)


def is_gtin(digits: str) -> bool:
    """Whether GS1's check digit fits: from the right, every second digit counts three times."""
    if not (digits.isascii() and digits.isdigit() and len(digits) in {8, 12, 13, 14}):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits))) % 10 == 0


def gtin_forms(digits: str) -> list[str]:
    """The same GTIN as others write it: the shorter ones are the longer ones without their leading zeros."""
    bare = digits.lstrip("0")
    return [bare.zfill(length) for length in (8, 12, 13, 14) if len(bare) <= length]


def check_variants(draft: ProductDraft) -> None:
    """Raises VariantsInvalid."""
    values = [variant.option_values for variant in draft.variants]
    skus = [variant.sku for variant in draft.variants]
    if (
        not skus
        or not all(skus)
        or len(set(skus)) < len(skus)
        or len(set(values)) < len(values)
        or any(len(those) != len(draft.option_names) for those in values)
    ):
        raise VariantsInvalid(slug=draft.slug)


def check_attributes(kinds: Mapping[str, tuple[AttributeKind, Collection[str]]], values: Mapping[str, object]) -> None:
    """`kinds` has each attribute's kind and choices by its code. Raises AttributeInvalid."""
    wrong = [code for code, value in values.items() if code not in kinds or not _fits(*kinds[code], value)]
    if wrong:
        raise AttributeInvalid(attributes=sorted(wrong))


def _fits(kind: AttributeKind, choices: Collection[str], value: object) -> bool:
    match kind:
        case AttributeKind.TEXT:
            return isinstance(value, str)
        case AttributeKind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**53
        case AttributeKind.BOOLEAN:
            return isinstance(value, bool)
        case AttributeKind.CHOICE:
            return value in choices
        case AttributeKind.CHOICES:
            return isinstance(value, list | tuple) and all(one in choices for one in value)


def attribute_words(value: object) -> tuple[str, ...]:
    """An attribute's value as shoppers read it and facets have it."""
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else (str(value),)


def option_code(name: str) -> str:
    """The facet of an option by its name: "Frame colour" is `frame-colour`."""
    code = slugify(name, allow_unicode=True)[:50] or "option"
    return f"{code}-option" if code in COLUMN_FACETS or code in VALUE_FACETS else code


def price_range(value: str) -> tuple[int, int | None] | None:
    """The ends of a price facet's value, in minor units: "1000-1500", "-1500" or "1000-"; None where it is none."""
    found = re.fullmatch(r"(\d{0,15})-(\d{0,15})", value, re.ASCII)
    if found is None or value == "-":
        return None
    low, high = found.groups()
    return int(low or 0), int(high) if high else None


def price_steps(currency: str) -> list[str]:
    """Where one range of prices ends and the next begins, in minor units: 5.00, 10.00, 15.00 … or 500 yen, 1,000 …"""
    precision = get_currency_precision(currency)
    return [str(step * 10 ** (precision or 2)) for step in _PRICE_STEPS]


def facet_values(
    *,
    brand: str,
    tags: Collection[str],
    collections: Collection[str],
    options: Mapping[str, Collection[str]],
    attributes: Mapping[str, object],
) -> Iterator[tuple[str, str]]:
    """Pairs of facet and value that a product can be found by; `attributes` are those that are facets.

    What is longer than a value can be is for reading, not for choosing, and left out.
    """
    found = _facet_values(brand, tags, collections, options, attributes)
    yield from ((code, value) for code, value in found if 0 < len(value) <= LONGEST_FACET_VALUE)


def _facet_values(
    brand: str,
    tags: Collection[str],
    collections: Collection[str],
    options: Mapping[str, Collection[str]],
    attributes: Mapping[str, object],
) -> Iterator[tuple[str, str]]:
    if brand:
        yield "brand", brand
    yield from (("tag", tag) for tag in tags)
    yield from (("collection", slug) for slug in collections)
    yield from ((option_code(name), value) for name, values in options.items() for value in values)
    yield from ((code, words) for code, value in attributes.items() for words in attribute_words(value))
