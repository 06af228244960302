"""What can be the matter with a file, and with a row of it."""

from dataclasses import dataclass
from enum import StrEnum

from core.shared.errors import DomainError


class FileFault(StrEnum):
    """Why a file is refused as a whole; nothing of it was written."""

    MISSING = "file_missing"
    NO_FILE = "file_is_no_file"
    UNREADABLE = "file_unreadable"
    TOO_BIG = "file_too_big"
    EMPTY = "file_empty"
    OTHER_KIND = "file_of_another_kind"
    ENCODING_UNKNOWN = "encoding_unknown"
    UNDECODABLE = "bytes_undecodable"
    RECORD_TOO_LONG = "record_too_long"
    QUOTE_OPEN = "quote_open"
    HEADERS_MISSING = "headers_missing"
    NO_ROWS = "no_rows"


class RowFault(StrEnum):
    """What is wrong with a row. The product it belongs to is left out, and nothing else."""

    BROKEN = "row_broken"
    CELLS_TOO_FEW = "cells_too_few"
    CELLS_TOO_MANY = "cells_too_many"
    HANDLE_MISSING = "handle_missing"
    HANDLE_UNUSABLE = "handle_unusable"
    HANDLE_SCATTERED = "handle_scattered"
    TITLE_MISSING = "title_missing"
    TOO_LONG = "too_long"
    PRODUCT_TOO_BIG = "product_too_big"
    PRICE_MISSING = "price_missing"
    PRICE_UNCLEAR = "price_unclear"
    PRICE_TOO_FINE = "price_too_fine"
    PRICE_TOO_HIGH = "price_too_high"
    PRICE_OTHER_CURRENCY = "price_other_currency"
    OPTION_NAME_MISSING = "option_name_missing"
    OPTION_NAME_TWICE = "option_name_twice"
    OPTION_VALUE_MISSING = "option_value_missing"
    VARIANT_TWICE = "variant_twice"
    SKU_TWICE = "sku_twice"
    QUANTITY_UNCLEAR = "quantity_unclear"
    WEIGHT_UNCLEAR = "weight_unclear"
    STATUS_UNKNOWN = "status_unknown"
    YES_OR_NO = "yes_or_no"


class Notice(StrEnum):
    """What was understood, left out or changed without refusing anything."""

    ENCODING_GUESSED = "encoding_guessed"
    HEADER_UNKNOWN = "header_unknown"
    HEADER_PADDED = "header_padded"
    HEADER_TWICE = "header_twice"
    ROW_WITHOUT_CONTENT = "row_without_content"
    HANDLE_CHANGED = "handle_changed"
    COMPARE_AT_DROPPED = "compare_at_dropped"
    BARCODE_CLEANED = "barcode_cleaned"
    BARCODE_DROPPED = "barcode_dropped"
    QUANTITY_NEGATIVE = "quantity_negative"
    OPTION_UNUSED = "option_unused"
    TYPE_UNUSABLE = "type_unusable"
    TAG_DROPPED = "tag_dropped"
    IMAGE_DROPPED = "image_dropped"
    IMAGE_NOT_FETCHED = "image_not_fetched"
    TEXT_CUT = "text_cut"
    UNLISTED = "unlisted_is_draft"
    GIFT_CARD = "gift_card_is_draft"


class FileRefused(DomainError):
    """A file nothing can be imported from. `fault` says why, the details where and what."""

    code = "import_file_refused"

    def __init__(self, fault: FileFault, **details: object) -> None:
        super().__init__(**details)
        self.fault = fault


class ImportOvertaken(DomainError):
    """Another process goes on with the same import."""

    code = "import_overtaken"


class ImportConflict(DomainError):
    """The database does not let a product be so; `why` is what it says."""

    code = "import_conflict"


@dataclass(frozen=True, slots=True)
class Remark:
    """What the merchant should know of one place in the file.

    `line` is that of the file, 1 the header's; `code` a RowFault or Notice, or the code by which another domain refused
    the product; `column` a header as the file has it; `value` what stands there; `detail` what the code's sentence
    needs besides.
    """

    line: int
    code: str
    handle: str = ""
    column: str = ""
    value: str = ""
    detail: str = ""

    @property
    def refuses(self) -> bool:
        """Whether the product was left out for it."""
        return not isinstance(self.code, Notice)
