"""The pictures a product's rows name, and whether their addresses may be asked."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from core.imports.types import Row

LONGEST = 2000
LONGEST_HOST = 255
_PLAIN = re.compile(r"https?://[a-z0-9.-]+/[!-~]*")  # most are, and urlsplit takes its time
_PORTS = {None, 80, 443}
# A last label by which a host is an address to some programs and a name to others (WHATWG URL, "ends in a number").
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


def web_address(text: str) -> str:
    """An address that can be fetched from the web; empty where it is none."""
    address = f"https:{text}" if text.startswith("//") else text
    if _PLAIN.fullmatch(address):
        return address if len(address) <= LONGEST else ""
    try:
        parts = urlsplit(address)
        host = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return ""
    whole = parts.scheme in {"http", "https"} and host and len(address) <= LONGEST
    return address if whole and address.isprintable() and " " not in address else ""


def address_fault(url: str, *, private_networks: bool) -> str | None:
    """Why the shop does not ask an address, whatever its host's name leads to; None where it may be asked."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "no address on the web"
    if parts.scheme not in {"http", "https"} or not host:
        return "no address on the web"
    if parts.username is not None or parts.password is not None:
        return "with a user or a password"
    if not private_networks and port not in _PORTS:
        return f"port {port} is not the web's"
    return None if private_networks or _is_plain(host) else f"{host} is an address in disguise"


def _is_plain(host: str) -> bool:
    """Whether nobody takes it for an address but such as is written in the one usual way."""
    if not _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def host_of(url: str) -> str:
    """Of an address that `web_address` has let pass."""
    return (urlsplit(url).hostname or "")[:LONGEST_HOST]


def named_images(rows: list[Row]) -> Iterator[tuple[Row, str, str]]:
    """Row, column and cell of each picture, by position where the file gives one, else as they come."""
    placed = [(_position(row, at), row, "image", row.cells.image) for at, row in enumerate(rows) if row.cells.image]
    placed.sort(key=lambda image: image[0])
    yield from ((row, column, text) for _, row, column, text in placed)
    yield from ((row, "variant_image", row.cells.variant_image) for row in rows if row.cells.variant_image)


def _position(row: Row, otherwise: int) -> int:
    text = row.cells.image_position
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
