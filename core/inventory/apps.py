from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate


class InventoryConfig(AppConfig):
    name = "core.inventory"
    label = "inventory"

    def ready(self) -> None:
        post_migrate.connect(_open_the_first_warehouse, sender=self)


def _open_the_first_warehouse(using: str, apps: Any = installed, **_told: Any) -> None:
    """Goods need a place to come into, in a new shop and in one that was emptied (Django's `flush`)."""
    try:
        warehouses = apps.get_model("inventory", "Warehouse").objects.using(using)
    except LookupError:  # migrated back to before there were any
        return
    if not warehouses.exists():
        warehouses.create(code="main", name="Main warehouse")
