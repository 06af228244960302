"""What a merchant reads for each code; docs/import.md says more of each."""

from core.imports.types import FileFault, FileRefused, Notice, PictureFault, Remark, RowFault

_FILE = {
    FileFault.MISSING: "There is no such file.",
    FileFault.NO_FILE: "This is {what}: name one CSV file.",
    FileFault.UNREADABLE: "It cannot be opened: {why}.",
    FileFault.TOO_BIG: "It has {size:,} bytes; the limit is {limit:,} (--max-bytes).",
    FileFault.EMPTY: "There is nothing in it.",
    FileFault.OTHER_KIND: "This is {kind}, not a CSV file: save or export the products as CSV.",
    FileFault.ENCODING_UNKNOWN: "Its encoding cannot be found out: save it as UTF-8, or name it with --encoding.",
    FileFault.UNDECODABLE: (
        "Line {line} holds bytes ({bytes}) that are no {encoding} text: save the file as UTF-8, or name its encoding "
        "with --encoding."
    ),
    FileFault.RECORD_TOO_LONG: (
        "What begins on line {line} is longer than {limit:,} characters: probably a quotation mark is not closed there."
    ),
    FileFault.QUOTE_OPEN: "A quotation mark in what begins on line {line} is not closed before the end of the file.",
    FileFault.HEADERS_MISSING: "Line {line} has no column {missing}. It has: {found}.",
    FileFault.NO_ROWS: "There are no rows below the headers.",
}

_ROW: dict[str, str] = {
    RowFault.BROKEN: "Quotation marks in this row do not fit together; nothing of it could be read{detail}.",
    RowFault.CELLS_TOO_FEW: "The row has fewer cells than there are headers{detail}.",
    RowFault.CELLS_TOO_MANY: "The row has more cells than there are headers{detail}.",
    RowFault.HANDLE_MISSING: "The row has neither a handle nor a title, and no product above that could be read.",
    RowFault.HANDLE_UNUSABLE: "There is no letter or digit in it that an address could be made of.",
    RowFault.HANDLE_SCATTERED: (
        "Rows of this product stand on line {detail} too, with others between: sort the file by its handles."
    ),
    RowFault.TITLE_MISSING: "None of the product's rows has a title.",
    RowFault.TOO_LONG: "It is longer than {detail} characters.",
    RowFault.PRODUCT_TOO_BIG: "The product has more rows or more text than any product should: is the handle right?",
    RowFault.PRICE_MISSING: "There is no price.",
    RowFault.PRICE_UNCLEAR: "It is no price, or could be read as two different ones: write it as 1234.50.",
    RowFault.PRICE_TOO_FINE: "The currency has {detail} decimal places; this has more.",
    RowFault.PRICE_TOO_HIGH: "Nothing costs that much.",
    RowFault.PRICE_OTHER_CURRENCY: "It says another currency than {detail}, which prices are read as.",
    RowFault.OPTION_NAME_MISSING: "The option has values and no name.",
    RowFault.OPTION_NAME_TWICE: "Another option of this product has the same name.",
    RowFault.OPTION_VALUE_MISSING: "Other variants have a value of this option, this one has none.",
    RowFault.VARIANT_TWICE: "The variant on line {detail} has the same option values.",
    RowFault.SKU_TWICE: "The SKU stands on line {detail} already.",
    RowFault.QUANTITY_UNCLEAR: "It is not a whole number.",
    RowFault.WEIGHT_UNCLEAR: "It is no weight in g, kg, lb or oz.",
    RowFault.STATUS_UNKNOWN: "The status is none of active, draft, archived.",
    RowFault.YES_OR_NO: "It is neither TRUE nor FALSE.",
}

_NOTICE: dict[str, str] = {
    Notice.ENCODING_GUESSED: "The file is not Unicode and was read as {value}. Look at names with accents.",
    Notice.HEADER_UNKNOWN: "The column is not known and was not read.",
    Notice.HEADER_PADDED: "There are spaces around the header; it was understood.",
    Notice.HEADER_TWICE: "Another column means the same and was read; this one was not.",
    Notice.ROW_WITHOUT_CONTENT: "There is nothing in the row but its handle.",
    Notice.HANDLE_CHANGED: "The handle cannot be an address as it is; the product is at {detail}.",
    Notice.COMPARE_AT_DROPPED: "It is not higher than the price and was left out.",
    Notice.BARCODE_CLEANED: "The barcode was taken over as {detail}.",
    Notice.BARCODE_DROPPED: "It is no GTIN with a right check digit and was left out.",
    Notice.QUANTITY_NEGATIVE: "There cannot be less than nothing; 0 was taken.",
    Notice.OPTION_UNUSED: "No variant has a value of this option; it was left out.",
    Notice.TYPE_UNUSABLE: "No category could be made of it, for there is no letter or digit in it.",
    Notice.TAG_DROPPED: "The tag is longer than {detail} characters and was left out.",
    Notice.IMAGE_DROPPED: "It is no address on the web and was left out.",
    Notice.IMAGE_NOT_FETCHED: "The picture could not be fetched so far. {detail}.",
    Notice.TEXT_CUT: "It was cut to {detail} characters.",
    Notice.UNLISTED: "This shop has no unlisted products; it was made a draft.",
    Notice.GIFT_CARD: "This shop issues no gift cards; it was made a draft.",
}

_SHOP: dict[str, str] = {
    "sku_taken": "Another product in the shop has this SKU ({detail}).",
    "import_conflict": "The shop's data does not let the product be so ({detail}).",
}

_REMARKS: dict[str, str] = {**_ROW, **_NOTICE, **_SHOP}


_PICTURE: dict[str, str] = {
    PictureFault.ADDRESS: "The shop does not go there ({detail})",
    PictureFault.REDIRECTS: "Its address leads on to others more than {detail} times",
    PictureFault.NOT_REACHED: "Its host does not answer ({detail})",
    PictureFault.BUSY: "Its host has too much to do ({detail})",
    PictureFault.STATUS: "Its host answers {detail}",
    PictureFault.OTHER_KIND: "It is said to be {detail}: JPEG, PNG, WebP, GIF and AVIF are taken",
    PictureFault.TOO_LARGE: "It has more than {detail}",
    PictureFault.UNREADABLE: "It is no JPEG, PNG, WebP, GIF or AVIF that can be read",
}


def picture_sentence(fault: str, detail: str) -> str:
    """Without its full stop."""
    return _PICTURE[fault].format(detail=detail)


def file_sentence(refusal: FileRefused) -> str:
    return _FILE[refusal.fault].format_map(refusal.details)


def sentence(remark: Remark) -> str:
    """What another domain refused without words of its own here is told by its code."""
    text = _REMARKS.get(remark.code, f"The shop refused it: {remark.code} ({{detail}}).")
    return text.format(value=remark.value, detail=remark.detail)
