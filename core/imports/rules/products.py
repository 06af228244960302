"""What the rows of one product say, and all that is wrong with them."""

from collections.abc import Iterator

from core.catalog.types import ImageDraft, ProductDraft, ProductStatus, VariantDraft
from core.imports.rules.cells import many_lines, one_line, yes_or_no
from core.imports.rules.columns import Columns
from core.imports.rules.groups import slug_of
from core.imports.rules.images import named_images, web_address
from core.imports.rules.notes import LONGEST, Notes
from core.imports.rules.variants import check_once, read_offer, read_options, read_variant, variant_rows
from core.imports.types import Group, Item, Notice, Remark, RowFault

LONGEST_TAG = 250
LONGEST_SHELF = 120


def read_product(group: Group, columns: Columns, *, currency: str) -> tuple[Item | None, list[Remark]]:
    """A product, unless one of its rows is at fault; and everything to say about them."""
    notes = Notes(group, columns)
    item = _item(notes, currency) if group.rows else None
    refused = any(remark.refuses for remark in notes.remarks)
    return None if refused else item, notes.remarks


def shelf_of(kind: str) -> str:
    """The slug of the category that products of a kind stand in; empty where none can be made of it."""
    return slug_of(kind)[:LONGEST_SHELF]


def _item(notes: Notes, currency: str) -> Item:
    _check_handle(notes)
    rows = variant_rows(notes)
    names, numbers = read_options(notes, rows)
    variants = [read_variant(notes, row, numbers) for row in rows]
    offers = [
        read_offer(notes, row, sku=variant.sku, currency=currency) for row, variant in zip(rows, variants, strict=True)
    ]
    check_once(notes, rows, variants)
    images, lines = _images(notes)
    return Item(_product(notes, names, tuple(variants), images), tuple(offers), lines)


def _check_handle(notes: Notes) -> None:
    row = notes.rows[0]
    stands = row.cells.handle or row.cells.title
    if not notes.slug:
        notes.add(row, RowFault.HANDLE_MISSING, "handle")
    elif slug_of(notes.slug) != notes.slug:
        notes.add(row, RowFault.HANDLE_UNUSABLE, "handle", stands)
    elif row.cells.handle and notes.slug != stands:
        notes.add(row, Notice.HANDLE_CHANGED, "handle", stands, notes.slug)
    notes.fitting(row, "handle", notes.slug, LONGEST["handle"])


def _product(
    notes: Notes, names: tuple[str, ...], variants: tuple[VariantDraft, ...], images: tuple[ImageDraft, ...]
) -> ProductDraft:
    title = notes.line("title")
    if notes.slug and not title:
        notes.add(notes.rows[0], RowFault.TITLE_MISSING, "title")
    return ProductDraft(
        slug=notes.slug,
        title=title,
        variants=variants,
        option_names=names,
        brand=notes.line("vendor"),
        kind=_kind(notes),
        description=many_lines(notes.first("body")[1]),
        status=_status(notes),
        tags=tuple(_tags(notes)),
        images=images,
        seo_title=notes.line("seo_title", cut=True),
        seo_description=notes.line("seo_description", cut=True),
    )


def _kind(notes: Notes) -> str:
    """The type, else the end of Shopify's own category, which is a path: "Home & Garden > Lighting > Lamps"."""
    row, path = notes.first("product_category")
    last = one_line(path.rpartition(">")[2].strip())
    kind = notes.line("type") or notes.fitting(row, "product_category", last, LONGEST["product_category"])
    if kind and not shelf_of(kind):
        notes.add(notes.first("type")[0], Notice.TYPE_UNUSABLE, "type", kind)
    return kind


def _status(notes: Notes) -> ProductStatus:
    published = notes.read_first("published", yes_or_no, None)
    gift = notes.read_first("gift_card", yes_or_no, None)
    status = _named_status(notes)
    if gift and status == ProductStatus.ACTIVE:
        notes.add(notes.rows[0], Notice.GIFT_CARD, "gift_card")
    hidden = gift or published is False
    return ProductStatus.DRAFT if hidden and status == ProductStatus.ACTIVE else status


def _named_status(notes: Notes) -> ProductStatus:
    row, text = notes.first("status")
    status = text.casefold() or ProductStatus.ACTIVE
    if status in set(ProductStatus):
        return ProductStatus(status)
    notes.add(row, Notice.UNLISTED if status == "unlisted" else RowFault.STATUS_UNKNOWN, "status", text)
    return ProductStatus.DRAFT


def _tags(notes: Notes) -> Iterator[str]:
    """Each once, whatever its capitals."""
    row, text = notes.first("tags")
    seen = set[str]()
    for tag in (one_line(part.strip()) for part in text.split(",")):
        if len(tag) > LONGEST_TAG:
            notes.add(row, Notice.TAG_DROPPED, "tags", tag, str(LONGEST_TAG))
        elif tag and tag.casefold() not in seen:
            seen.add(tag.casefold())
            yield tag


def _images(notes: Notes) -> tuple[tuple[ImageDraft, ...], dict[str, int]]:
    """Each address once; and the lines they stand on."""
    drafts, lines = list[ImageDraft](), dict[str, int]()
    for row, column, text in named_images(notes.rows):
        address = web_address(text)
        if not address:
            notes.add(row, Notice.IMAGE_DROPPED, column, text)
        elif address not in lines:
            lines[address] = row.line
            alt = one_line(row.cells.image_alt) if column == "image" else ""
            drafts.append(ImageDraft(address, notes.fitting(row, "image_alt", alt, LONGEST["image_alt"], cut=True)))
    return tuple(drafts), lines
