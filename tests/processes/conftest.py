"""A shop a module, and the static files they all share."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.server import Shop, open_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """An empty shop with a database of its own."""
    with open_shop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


@pytest.fixture(scope="module")
def static_files(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Collected by whichever test worker is first; collecting takes seconds."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "static"
    (shop.folder / "static").symlink_to(shared)
    with Path(f"{shared}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            shared.mkdir()
            shop.manage("collectstatic", "--noinput", "--verbosity", "0")
