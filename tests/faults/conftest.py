"""The provider, and a shop whose processes ask it."""

import os
from collections.abc import Iterator

import pytest

from tests.faults.peers import Peer, open_provider

FULL = os.environ.get("FAULTS") == "full"


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    """A provider, started once for a module's tests."""
    with open_provider(tmp_path_factory.mktemp("provider")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def well_behaved(request: pytest.FixtureRequest) -> None:
    """No fault of one test is left for the next."""
    if "peer" in request.fixturenames:
        peer: Peer = request.getfixturevalue("peer")
        peer.fail()
        peer.webhooks()
