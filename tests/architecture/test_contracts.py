"""The import contracts of pyproject.toml hold (`make check`), and each of them can break: shown on a small house."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in LINTER["contracts"]}

# A sound little house: every import allowed.
HOUSE = {
    "core/carts/services.py": "from core.carts import models",
    "core/carts/models.py": "from core.carts import rules",
    "core/carts/rules.py": "from core.carts import types",
    "core/carts/types.py": "from core.shared import money",
    "core/carts/admin.py": "from core.carts import services\nfrom core.shared import backoffice",
    "core/shared/backoffice.py": "import unfold\nfrom django.http import HttpResponse",
    "mobile_api/admin.py": "from core.shared import backoffice",
    "core/shared/money.py": "",
    "web_api/pages/home.py": "import rest_framework\nfrom core.carts import services\nfrom web_api.parts import card",
    "web_api/pages/cart.py": "from core.carts import types",
    "web_api/parts/card.py": "from core.shared import money",
    "mobile_api/screens/home.py": "import ninja",
    "project/settings/base.py": "",
    "project/settings/dev.py": "from project.settings import base",
    "project/urls.py": "from web_api.pages import home",
    "tests/test_home.py": "from project import urls",
}

# A contract, and one more import that breaks it.
OFFENDERS = [
    ("house", "web_api/parts/card.py", "import mobile_api"),
    ("house", "mobile_api/screens/home.py", "from web_api.parts import card"),
    ("house", "core/shared/money.py", "import project.urls"),
    ("house", "project/urls.py", "import tests"),
    ("domains", "core/catalog/types.py", "from core.carts import types"),
    ("domains", "core/pricing/types.py", "import core.inventory"),
    ("domains", "core/novelty/__init__.py", ""),
    ("domain", "core/carts/rules.py", "from core.carts import selectors"),
    ("domain", "core/carts/types.py", "from core.carts import models"),
    ("backends-ask-the-core", "web_api/parts/card.py", "from core.carts import models"),
    ("backends-ask-the-core", "mobile_api/screens/home.py", "from core.carts.rules import total"),
    ("core-knows-no-http", "core/carts/services.py", "from rest_framework import serializers"),
    ("core-knows-no-http", "core/carts/services.py", "import ninja"),
    ("web-is-drf", "web_api/parts/card.py", "import ninja"),
    ("mobile-is-ninja", "mobile_api/screens/home.py", "from rest_framework import status"),
    ("settings", "web_api/parts/card.py", "from project.settings import base"),
    ("admin", "core/carts/services.py", "from core.carts import admin"),
    ("one-admin", "core/carts/admin.py", "import unfold"),
    ("backoffice", "core/carts/selectors.py", "from core.shared import backoffice"),
    ("pages", "web_api/pages/home.py", "from web_api.pages import cart"),
    ("pages", "mobile_api/screens/home.py", "import mobile_api.screens.cart"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    domains = [domain.strip() for layer in CONTRACTS["domains"]["layers"] for domain in layer.split("|")]
    for package in [
        *LINTER["root_packages"],
        "project/settings",
        "web_api/pages",
        "web_api/parts",
        "mobile_api/screens",
    ]:
        _write(tmp_path / package / "__init__.py", "")
    for name in [f"core/{domain}/__init__.py" for domain in domains] + ["core/carts/selectors.py"]:
        _write(tmp_path / name, "")
    _write(tmp_path / "mobile_api/screens/cart.py", "")
    for name, text in HOUSE.items():
        _write(tmp_path / name, text)
    return tmp_path


def test_the_sound_house_keeps_every_contract(house: Path) -> None:
    assert _broken(house) == set()


def test_every_contract_breaks(house: Path) -> None:
    """All offenders move in at once: a run of the linter takes a second."""
    for _, path, line in OFFENDERS:
        _write(house / path, f"{_read(house / path)}\n{line}\n")
    assert _broken(house) == {contract for contract, _, _ in OFFENDERS} == set(CONTRACTS)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _broken(house: Path) -> set[str]:
    """The ids of the contracts that import-linter finds broken."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    answer = subprocess.run(command, cwd=house, capture_output=True, text=True, env={"COLUMNS": "200"}, check=False)
    assert "Contracts: " in answer.stdout, answer.stdout + answer.stderr
    return {id_ for id_, contract in CONTRACTS.items() if f"{contract['name']} BROKEN" in answer.stdout}
