"""What shoppers read, in other languages than the catalogue's own."""

from typing import Any

from django.db import models
from django.db.models import Value


def translations_field() -> "models.JSONField[Any, Any]":
    """Texts by language and field: `{"de": {"title": "Lampe"}}`. What is not in it is read in the catalogue's own."""
    return models.JSONField(default=dict, blank=True, db_default=Value({}, models.JSONField()))
