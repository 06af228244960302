"""A merchant's file into the shop's catalogue."""

from core.imports.services.importing import import_source

__all__ = ["import_source"]
