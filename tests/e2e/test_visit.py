"""Whoever looks at the pages must be able to see what is wrong with one."""

import pytest

from tests.e2e.conftest import Open
from tests.e2e.visit import Visit

pytestmark = pytest.mark.e2e

WRONG = {
    "<h1>One</h1><h1>Two</h1>": "2 h1",
    "<h1>One</h1><input name=email>": "no label",
    "<h1>One</h1><div style='width: 400px'>wide</div>": "scrolls sideways",
    "<h1>One</h1><img alt='' loading=lazy src='data:image/png;base64,broken'>": "broken image",
    "<h1>One</h1><img alt='' src='http://127.0.0.1:1/elsewhere.png'>": "asks elsewhere",
    "<h1>One</h1><script>console.warn('careful')</script>": "console warning",
    "<h1>One</h1><script>throw new Error('oops')</script>": "error in a script",
    "<h1>One</h1><script src='/no-such-script.js'></script>": "404 GET",
}
RIGHT = "<main><h1>One</h1><label>E-mail <input name=email></label></main>"


@pytest.mark.parametrize(("html", "fault"), WRONG.items(), ids=WRONG.values())
def test_a_fault_is_seen(visit: Open, html: str, fault: str) -> None:
    shopper = visit("wrong", width=360, script=True)
    show(shopper, html)
    with pytest.raises(AssertionError, match=fault):
        shopper.look("wrong")
    shopper.faults.clear()


def test_a_sound_page_passes(visit: Open) -> None:
    shopper = visit("right", width=360, script=True)
    show(shopper, RIGHT)
    shopper.look("right")


def show(shopper: Visit, html: str) -> None:
    """As an answer of the shop's own."""
    page = f"<!doctype html><html lang=en><title>Page</title><meta name=viewport content='width=device-width'>{html}"
    shopper.page.route(f"{shopper.url}/shown", lambda route: route.fulfill(body=page, content_type="text/html"))
    shopper.go("/shown")
