"""Which column means what: Shopify's headers of today and of before, however they are written."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter, methodcaller

from core.imports.rules.cells import one_line
from core.imports.types import Cells, FileFault, FileRefused, Notice, Remark
from core.shared.spreadsheets import restored

# Each with its words alone: "Compare-at price" and "COMPARE_AT  PRICE" are both "compare at price".
SPELLINGS: dict[str, tuple[str, ...]] = {
    "handle": ("url handle", "handle"),
    "title": ("title",),
    "body": ("description", "body html", "body"),
    "vendor": ("vendor",),
    "product_category": ("product category", "standard product type"),
    "type": ("type", "product type", "custom product type"),
    "tags": ("tags",),
    "published": ("published on online store", "published"),
    "status": ("status",),
    **{
        f"option{number}_{part}": (f"option{number} {part}", f"option {number} {part}")
        for number in (1, 2, 3)
        for part in ("name", "value")
    },
    "sku": ("sku", "variant sku"),
    "barcode": ("barcode", "variant barcode"),
    "price": ("price", "variant price"),
    "compare_at": ("compare at price", "variant compare at price"),
    "tracker": ("inventory tracker", "variant inventory tracker"),
    "quantity": ("inventory quantity", "inventory qty", "variant inventory qty", "variant inventory quantity"),
    "policy": ("continue selling when out of stock", "variant inventory policy"),
    "grams": ("weight value grams", "grams", "variant grams"),
    "weight": ("weight", "weight value", "variant weight"),
    "weight_unit": ("weight unit for display", "weight unit", "variant weight unit"),
    "image": ("product image url", "image src", "image url"),
    "image_position": ("image position",),
    "image_alt": ("image alt text",),
    "variant_image": ("variant image url", "variant image"),
    "gift_card": ("gift card",),
    "seo_title": ("seo title",),
    "seo_description": ("seo description",),
}

# Shopify's own, of which this shop has no use.
_UNUSED = re.compile(
    r"""(variant\ )?(fulfillment\ service|requires\ shipping|taxable|tax\ code) | charge\ tax | cost\ per\ item
    | option\ ?[123]\ linked\ to | unit\ price\ (total|base)\ measure(\ unit)? | collection | google\ shopping\ .*
    | .*\ product\ metafields\ .* | (included|price|compare\ at\ price)\ / .*""",
    re.VERBOSE,
)
_BY_SPELLING = {spelling: meaning for meaning, spellings in SPELLINGS.items() for spelling in spellings}
_QUOTED = methodcaller("startswith", "'")
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """What a header line says. `pick` takes a record's cells, and one empty one, to Cells; `names` is the headers'."""

    width: int
    names: dict[str, str]
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    remarks: tuple[Remark, ...]

    def name(self, meaning: str) -> str:
        """A column's header as the file writes it; where it has none, as Shopify does."""
        return self.names.get(meaning) or SPELLINGS[meaning][0].capitalize()

    def has(self, meaning: str) -> bool:
        return meaning in self.names

    def handle(self, record: Sequence[str]) -> str:
        """What a record says of the product it belongs to, however few cells it has."""
        padded = [*record, *[""] * self.width][: self.width]
        cells = self.pick([*padded, ""])
        return (cells[0] or cells[1]).strip()

    def cells(self, record: list[str]) -> Cells:
        """A record's cells, trimmed, by what they mean; without what a spreadsheet was kept from calculating by."""
        record.append("")
        cells = Cells._make(map(str.strip, self.pick(record)))
        return Cells._make(map(restored, cells)) if any(map(_QUOTED, cells)) else cells


def words(header: str) -> str:
    """What matters of a header: its words, whatever stands between them."""
    return _NOT_A_WORD.sub(" ", unicodedata.normalize("NFKC", header).casefold()).strip()


def known_headers(headers: Sequence[str]) -> int:
    """How many are Shopify's."""
    return sum(words(header) in _BY_SPELLING or _is_unused(header) for header in headers)


def find_columns(headers: Sequence[str], *, line: int) -> Columns:
    """Raises FileRefused where a column is missing without which there is no product."""
    at: dict[str, int] = {}
    remarks = []
    names = [one_line(header).strip() for header in headers]
    for position, (header, name) in enumerate(zip(headers, names, strict=True)):
        meaning = _BY_SPELLING.get(words(header))
        if code := _notice(header, name, meaning, at):
            remarks.append(Remark(line, code, column=name, value=header))
        if meaning:
            at.setdefault(meaning, position)
    _require(at, names, line)
    nothing = len(headers)  # the empty cell that Columns.cells adds
    pick = itemgetter(*(at.get(meaning, nothing) for meaning in Cells._fields))
    return Columns(len(headers), {meaning: names[i] for meaning, i in at.items()}, pick, tuple(remarks))


def _notice(header: str, name: str, meaning: str | None, at: dict[str, int]) -> Notice | None:
    if meaning in at:
        return Notice.HEADER_TWICE
    if meaning is None:
        return None if not name or _is_unused(header) else Notice.HEADER_UNKNOWN
    return Notice.HEADER_PADDED if header != name else None


def _is_unused(header: str) -> bool:
    bare = words(header)
    market = " / ".join(words(part) for part in header.split("/", 1))  # such as "Price / International"
    return bool(_UNUSED.fullmatch(bare) or _UNUSED.fullmatch(market))


def _require(at: dict[str, int], names: list[str], line: int) -> None:
    missing = [] if "handle" in at or "title" in at else ["Handle or Title"]
    missing += [] if "price" in at else ["Price"]
    if missing:
        found = ", ".join(names)[:300]
        raise FileRefused(FileFault.HEADERS_MISSING, line=line, missing=" and ".join(missing), found=found)
