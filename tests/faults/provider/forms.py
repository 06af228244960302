"""What a client sent: `metadata[order]=1&expand[0]=latest_charge` as nested values."""

import re
from typing import Any
from urllib.parse import parse_qsl

from tests.faults.provider.refusals import invalid


def decoded(text: str) -> dict[str, Any]:
    """A name whose parts are numbers, or empty, is a list's."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text)):
        head, *steps = [part for part in re.split(r"[\[\]]+", name.replace("[]", "[-]")) if part]
        inner = tree
        for here, following in zip([head, *steps], steps, strict=False):
            inner = inner.setdefault(here, {})
            if following == "-":
                steps[-1] = str(len(inner))
        inner[[head, *steps][-1]] = value
    return {name: _lists(value) for name, value in tree.items()}


def checked(params: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """As the real one, refuses by name what it does not know."""
    unknown = sorted(set(params) - known - {"expand"})
    if unknown:
        raise invalid(f"Received unknown parameter: {unknown[0]}", code="parameter_unknown", param=unknown[0])
    return params


def number(params: dict[str, Any], name: str, default: int | None = None) -> int:
    """A positive amount in minor units."""
    if name not in params and default is not None:
        return default
    text = str(params.get(name, ""))
    if not text.isdecimal() or int(text) < 1:
        raise invalid(f"Invalid positive integer: {name}", code="parameter_invalid_integer", param=name)
    return int(text)


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_lists(inner) for inner in value.values()]
    return {key: _lists(inner) for key, inner in value.items()}
