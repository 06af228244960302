"""Rows that are given values, and written where that changes them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model


def assign(row: Any, values: Mapping[str, Any]) -> bool:
    """Returns whether that changes anything."""
    changes = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    return bool(changes)


def write_changed(model: type[Model], rows: Sequence[Model], attributes: Iterable[str]) -> None:
    """One statement, or none."""
    if rows:
        columns = [name.removesuffix("_id") for name in attributes]
        model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=columns)
