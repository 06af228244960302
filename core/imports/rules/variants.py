"""The variants of a product: options, identity, price and stock."""

from core.catalog.types import VariantDraft
from core.imports.rules.amounts import minor_units
from core.imports.rules.cells import Unclear, one_line, yes_or_no
from core.imports.rules.images import web_address
from core.imports.rules.measures import grams, gtin, quantity
from core.imports.rules.notes import LONGEST, Notes
from core.imports.rules.options import NUMBERS, is_variant, made_sku, option_values, used_options
from core.imports.types import Notice, Offer, Row, RowFault

LONGEST_OPTION = 120
_POLICIES = {"continue": True, "deny": False}


def variant_rows(notes: Notes) -> list[Row]:
    """The first row, and those of the others that are no mere picture."""
    first, *others = notes.rows
    for row in others:
        if not any(row.cells[1:]):
            notes.add(row, Notice.ROW_WITHOUT_CONTENT)
    return [first, *(row for row in others if is_variant(row.cells))]


def read_options(notes: Notes, rows: list[Row]) -> tuple[tuple[str, ...], list[int]]:
    """The options' names, and their numbers in the file."""
    numbers = list(used_options(rows))
    names = [_option_name(notes, rows, number) for number in numbers]
    for at, name in enumerate(names):
        if name and name.casefold() in {other.casefold() for other in names[:at]}:
            notes.add(notes.rows[0], RowFault.OPTION_NAME_TWICE, f"option{numbers[at]}_name", name)
    for number in NUMBERS if numbers else ():
        row, name = notes.first(f"option{number}_name")
        if name and number not in numbers:
            notes.add(row, Notice.OPTION_UNUSED, f"option{number}_name", name)
    return tuple(names), numbers


def _option_name(notes: Notes, rows: list[Row], number: int) -> str:
    column = f"option{number}_name"
    row, text = notes.first(column)
    if not text:
        row = next(row for row in rows if option_values(row.cells)[number - 1])
        notes.add(row, RowFault.OPTION_NAME_MISSING, column)
    return notes.fitting(row, column, one_line(text), LONGEST_OPTION)


def read_variant(notes: Notes, row: Row, numbers: list[int]) -> VariantDraft:
    """One without a SKU gets one of its own."""
    values = tuple(_option_value(notes, row, number) for number in numbers)
    sku = one_line(row.cells.sku).removeprefix("'")  # which keeps a spreadsheet from reading a number
    return VariantDraft(
        sku=notes.fitting(row, "sku", sku, LONGEST["sku"]) or made_sku(notes.slug, values),
        option_values=values,
        gtin=_gtin(notes, row),
        weight_grams=_weight(notes, row),
        image_url=web_address(row.cells.variant_image),
    )


def _option_value(notes: Notes, row: Row, number: int) -> str:
    column = f"option{number}_value"
    text = one_line(option_values(row.cells)[number - 1])
    if not text:
        notes.add(row, RowFault.OPTION_VALUE_MISSING, column)
    return notes.fitting(row, column, text, LONGEST_OPTION)


def _gtin(notes: Notes, row: Row) -> str:
    if not row.cells.barcode:
        return ""
    digits, notice = gtin(row.cells.barcode)
    if notice:
        notes.add(row, notice, "barcode", row.cells.barcode, digits)
    return digits


def _weight(notes: Notes, row: Row) -> int:
    """The weight in grams goes first: beside it, the unit only says how Shopify shows it."""
    if row.cells.grams:
        return notes.read(row, "grams", lambda text: grams(text, unit="g"), 0)
    return notes.read(row, "weight", lambda text: grams(text, unit=row.cells.weight_unit), 0)


def read_offer(notes: Notes, row: Row, *, sku: str, currency: str) -> Offer:
    """Price and stock."""
    price = notes.read(row, "price", lambda text: _price(text, currency), 0)
    compare_at = notes.read(row, "compare_at", lambda text: minor_units(text, currency) if text else 0, 0)
    if 0 < compare_at <= price:  # 0 is how many write that there is none
        notes.add(row, Notice.COMPARE_AT_DROPPED, "compare_at", row.cells.compare_at)
    unlimited = _is_unlimited(notes, row)
    available = notes.read(row, "quantity", quantity, 0)
    if available < 0 and not unlimited:
        notes.add(row, Notice.QUANTITY_NEGATIVE, "quantity", row.cells.quantity)
    return Offer(sku, row.line, price, compare_at if compare_at > price else None, max(available, 0), unlimited)


def _price(text: str, currency: str) -> int:
    if not text:
        raise Unclear(RowFault.PRICE_MISSING)
    return minor_units(text, currency)


def _is_unlimited(notes: Notes, row: Row) -> bool:
    """What nobody counts, and what is sold on when it has run out."""
    counted = row.cells.tracker if notes.columns.has("tracker") else row.cells.quantity
    return not counted or bool(notes.read(row, "policy", _sells_on, None))


def _sells_on(text: str) -> bool | None:
    policy = _POLICIES.get(text.casefold())
    return yes_or_no(text) if policy is None else policy


def check_once(notes: Notes, rows: list[Row], variants: list[VariantDraft]) -> None:
    """No two variants have the same option values or the same SKU."""
    values, skus = dict[tuple[str, ...], int](), dict[str, int]()
    for row, variant in zip(rows, variants, strict=True):
        if (line := values.setdefault(variant.option_values, row.line)) != row.line:
            notes.add(row, RowFault.VARIANT_TWICE, "option1_value", " / ".join(variant.option_values), str(line))
        elif (line := skus.setdefault(variant.sku, row.line)) != row.line:
            notes.add(row, RowFault.SKU_TWICE, "sku", variant.sku, str(line))
