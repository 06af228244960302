"""Reads each manifest and answers which backend a path belongs to."""

from functools import cache
from pathlib import Path

from project.backends.manifest import Database, Manifest, read_manifest, read_worker

ROOT = Path(__file__).resolve().parents[2]


@cache
def registry() -> dict[str, Manifest]:
    """Every backend by name: those with a `<package>/backend.toml`, and the shop's own admin and ops."""
    paths = [*sorted(ROOT.glob("*/backend.toml")), *sorted(Path(__file__).parent.glob("*.toml"))]
    return {manifest.name: manifest for manifest in map(read_manifest, paths)}


@cache
def databases() -> dict[str, Database]:
    """The share of the database of every kind of process: each backend's, and the worker's."""
    shares = {name: manifest.database for name, manifest in registry().items()}
    return {**shares, "worker": read_worker(ROOT / "project/worker.toml").database}


def backend_for_path(path: str) -> Manifest:
    """The backend that owns the longest prefix of `path` where one host serves all of them."""
    owned = [(prefix, manifest) for manifest in registry().values() for prefix in manifest.prefix]
    return max((pair for pair in owned if path.startswith(pair[0])), key=lambda pair: len(pair[0]))[1]
