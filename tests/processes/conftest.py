"""A shop a module, and the static files they all share."""

from collections.abc import Iterator

import pytest

from tests.processes.server import Shop, open_shop, share_static_files


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """An empty shop with a database of its own."""
    with open_shop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


@pytest.fixture(scope="module")
def static_files(shop: Shop, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """Collected by whichever test worker is first; collecting takes seconds."""
    base = tmp_path_factory.getbasetemp()
    share_static_files(shop, base.parent if hasattr(request.config, "workerinput") else base)
