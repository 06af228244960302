"""The pictures a product's rows name, to be fetched later and elsewhere."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from core.imports.types import Row

LONGEST = 2000
_PLAIN = re.compile(r"https?://[a-z0-9.-]+/[!-~]*")  # most are, and urlsplit takes its time


def web_address(text: str) -> str:
    """An address that can be fetched from the web; empty where it is none."""
    address = f"https:{text}" if text.startswith("//") else text
    if _PLAIN.fullmatch(address):
        return address if len(address) <= LONGEST else ""
    try:
        parts = urlsplit(address)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return address if whole and len(address) <= LONGEST and address.isprintable() and " " not in address else ""


def named_images(rows: list[Row]) -> Iterator[tuple[Row, str, str]]:
    """Row, column and cell of each picture, by position where the file gives one, else as they come."""
    placed = [(_position(row, at), row, "image", row.cells.image) for at, row in enumerate(rows) if row.cells.image]
    placed.sort(key=lambda image: image[0])
    yield from ((row, column, text) for _, row, column, text in placed)
    yield from ((row, "variant_image", row.cells.variant_image) for row in rows if row.cells.variant_image)


def _position(row: Row, otherwise: int) -> int:
    text = row.cells.image_position
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
