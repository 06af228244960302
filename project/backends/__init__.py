"""Every client's backend, as its own manifest declares it."""

from project.backends.manifest import Manifest
from project.backends.registry import ROOT, backend_for_path, registry

__all__ = ["ROOT", "Manifest", "backend_for_path", "registry"]
