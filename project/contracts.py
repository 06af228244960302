"""Each backend's OpenAPI document, as its code has it now."""

from importlib import import_module
from pathlib import Path
from typing import Any

import orjson
import yaml
from drf_spectacular.generators import SchemaGenerator

from project.backends import ROOT, Manifest, registry


def contracts() -> dict[str, Manifest]:
    """The backends that have a contract, by name."""
    return {name: manifest for name, manifest in registry().items() if manifest.contract}


def generated(manifest: Manifest) -> str:
    """The document in YAML, in a stable order."""
    document = _from_drf(manifest) if manifest.framework == "drf" else _from_ninja(manifest)
    return yaml.safe_dump(document, sort_keys=True, allow_unicode=True, width=120)


def committed(manifest: Manifest) -> str:
    path = _path(manifest)
    return path.read_text() if path.exists() else ""


def write(manifest: Manifest) -> None:
    _path(manifest).write_text(generated(manifest))


def _path(manifest: Manifest) -> Path:
    if manifest.contract is None:
        raise ValueError(f"{manifest.name} has no contract")
    return ROOT / manifest.contract.file


def _from_drf(manifest: Manifest) -> Any:
    urlconf = import_module(f"project.urls.{manifest.name}")
    generator: Any = SchemaGenerator  # untyped in the library
    return generator(urlconf=urlconf).get_schema(public=True)


def _from_ninja(manifest: Manifest) -> Any:
    schema = import_module(f"{manifest.package}.api").api.get_openapi_schema()
    return orjson.loads(
        orjson.dumps(schema, default=str, option=orjson.OPT_NON_STR_KEYS)
    )  # plain dicts, which YAML can say
