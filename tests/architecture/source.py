"""The project's own source, parsed: what the architecture's tests and the size measure look at."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file: its path relative to the root, and its text."""

    path: Path
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parse(self.text)

    @property
    def layer(self) -> str:
        """`services` for core/carts/services.py and for core/carts/services/merge.py alike; "" outside the domains."""
        parts = self.path.with_suffix("").parts
        return parts[2] if parts[0] == "core" and len(parts) > 2 else ""

    def offered(self) -> set[str]:
        """What the package of a domain's layer that this is a module of names in its `__init__`; of others nothing."""
        package = ROOT.joinpath(*self.path.parts[:3], "__init__.py")
        if not self.layer or not package.exists():
            return set()
        imports = [node for node in _parse(package.read_text()).body if isinstance(node, ast.ImportFrom)]
        return {alias.asname or alias.name for node in imports for alias in node.names}

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def public_functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """The module's own functions without a leading underscore."""
        own = set(self.tree.body)
        return (node for node in self.functions() if node in own and not node.name.startswith("_"))


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


def top_level_packages() -> set[str]:
    return {path.parent.name for path in ROOT.glob("*/__init__.py")}


@cache
def all_sources() -> tuple[Source, ...]:
    """Every file of every package; migrations excepted, which Django writes."""
    paths = sorted(path for package in top_level_packages() for path in (ROOT / package).rglob("*.py"))
    return tuple(Source(path.relative_to(ROOT), path.read_text()) for path in paths if path.parent.name != "migrations")


def product_sources() -> tuple[Source, ...]:
    """What the shop runs on: all but the tests."""
    return tuple(source for source in all_sources() if source.path.parts[0] != "tests")
