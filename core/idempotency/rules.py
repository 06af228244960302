"""When two requests are the same."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson


def request_hash(data: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of what was asked, whatever the order of its fields."""
    return sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()
