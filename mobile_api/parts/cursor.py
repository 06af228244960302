"""Where a list goes on: opaque to the app, and checked like any other input."""

import base64
import binascii

import orjson

from core.catalog.types import Position, PositionInvalid, Sort


def encode_cursor(position: Position | None, sort: Sort) -> str | None:
    if position is None:
        return None
    packed = orjson.dumps([sort.value, position.value, position.product_id])
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_cursor(cursor: str | None, sort: Sort) -> Position | None:
    """Raises PositionInvalid where it is none of ours, or of another sort."""
    if cursor is None:
        return None
    try:
        packed = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise PositionInvalid from None
    match packed:
        case [sort.value, str(value), int(product_id)] if 0 < product_id < 2**63:
            return Position(value, product_id)
    raise PositionInvalid
