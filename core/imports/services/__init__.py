"""A merchant's file into the shop's catalogue."""

from core.imports.services.exporting import export_products
from core.imports.services.importing import import_source
from core.imports.services.pictures import fetch_pictures

__all__ = ["export_products", "fetch_pictures", "import_source"]
