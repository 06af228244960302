"""One shop on PostgreSQL, whose processes ask a provider of our own, for all that is done to them."""

from collections.abc import Generator, Iterator
from time import monotonic

import pytest

from tests.faults.counters import Counters, opened
from tests.faults.peers import Peer, open_provider
from tests.faults.report import FULL, Note, Report
from tests.processes.server import Shop, open_shop

REPORT = Report()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "twin: the same with its defence taken away, which has to see the fault")
    config.addinivalue_line("markers", "row(number, fault, holds): the promise that a test of tests/faults checks")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if FULL and REPORT.rows:
        REPORT.write()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A row that failed is not told of as if it had held."""
    report = yield
    if report.failed and (marker := item.get_closest_marker("row")):
        REPORT.row(*marker.args).failed = True
    return report


@pytest.fixture(scope="session")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    """The provider."""
    with open_provider(tmp_path_factory.mktemp("provider")) as opened:
        yield opened


@pytest.fixture(scope="session")
def shop(peer: Peer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """An empty shop."""
    with open_shop(tmp_path_factory.mktemp("shop"), **peer.environment) as opened:
        yield opened


@pytest.fixture(scope="session")
def counters(shop: Shop) -> Iterator[Counters]:
    """The two backends of that shop, undisturbed."""
    with opened(shop) as counters:
        yield counters


@pytest.fixture(autouse=True)
def well_behaved(request: pytest.FixtureRequest) -> None:
    """No fault of one test is left for the next."""
    if "peer" in request.fixturenames:
        peer: Peer = request.getfixturevalue("peer")
        peer.fail()
        peer.webhooks()


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Iterator[Note]:
    """Tells the figure, in the run's summary and on the page of the row that the test is marked with."""
    marker = request.node.get_closest_marker("row")
    note = Note(REPORT.row(*marker.args))
    began = monotonic()
    yield note
    note.row.seconds += monotonic() - began
    request.node.user_properties.extend(("figure", text) for text in note.told)
