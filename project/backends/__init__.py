"""Every client's backend, as its own manifest declares it."""

from project.backends.manifest import Database, Manifest
from project.backends.registry import ROOT, backend_for_path, databases, registry

__all__ = ["ROOT", "Database", "Manifest", "backend_for_path", "databases", "registry"]
