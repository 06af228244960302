"""A real browser, and a real shop with its sample catalogue."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.visit import Visit
from tests.processes.server import HOST, Server, Shop, open_shop, share_static_files

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = [  # a browser of its own accord asks many servers for many things
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]

type Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with open_shop(tmp_path_factory.mktemp("shop"), ALLOWED_HOSTS=f"{HOST},localhost") as shop:
        share_static_files(shop, tmp_path_factory.getbasetemp())
        shop.manage("demo", "--verbosity", "0")
        yield shop


@pytest.fixture(scope="session")
def server(shop: Shop) -> Iterator[Server]:
    with shop.serve("", workers=2) as [server]:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """E2E_SCREENSHOTS names where they are kept."""
    folder = os.environ.get("E2E_SCREENSHOTS")
    return Path(folder) if folder else tmp_path_factory.mktemp("screenshots")


@pytest.fixture
def visit(browser: Browser, server: Server, screenshots: Path) -> Iterator[Open]:
    """visit("name", width=360, script=False, scheme="dark"): somebody new, in a browser that knows nothing of them.

    Passkeys are bound to a name, which an address is not: who needs one says host="localhost".
    """
    with ExitStack() as stack:

        def enter(name: str, *, width: int, script: bool, scheme: str = "light", host: str = HOST) -> Visit:
            url = server.url.replace(HOST, host)
            return stack.enter_context(
                entered(browser, url, screenshots / name, width=width, script=script, scheme=scheme)
            )

        yield enter


@contextmanager
def entered(
    browser: Browser, url: str, pictures: Path, *, width: int, script: bool, scheme: str, also: str = ""
) -> Iterator[Visit]:
    """`also` is the one other place the shop's pages may ask."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        color_scheme=scheme,  # type: ignore[arg-type]  # "light" or "dark"
        locale="en-GB",
    )
    context.set_default_timeout(15_000)
    # The app's bars stay where the window ends: in a picture of the whole they would stand in the middle.
    visit = Visit(context.new_page(), url, pictures, whole=not script, also=also)
    yield visit
    visit.leave()
    context.close()
