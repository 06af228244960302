"""Whoever looks at the pages must be able to see what is wrong with one."""

from typing import Literal

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
    "<h1>One</h1><script src='/torn'></script>": "failed: .*/torn net::ERR_CONNECTION_RESET",
    "<main><h1 style='color: #bbb'>One</h1></main>": "axe color-contrast",
}
RIGHT = {
    "form": "<main><h1>One</h1><label>E-mail <input name=email></label></main>",
    "fading in": """<style>@keyframes in { from { opacity: 0 } }</style>
      <main><h1 style='animation: in 2s'>One</h1></main>""",
    "halted on its way": """<style>@keyframes grow { from { scale: .5 } }</style>
      <main><h1 style='animation: grow 2s paused'>One</h1></main>""",
    "turning forever": """<style>@keyframes turn { to { rotate: 1turn } }</style>
      <main><h1>One</h1><p style='animation: turn 2s infinite'>Wait</p></main>""",
}


@pytest.mark.parametrize(("html", "fault"), WRONG.items(), ids=WRONG.values())
def test_a_fault_is_seen(visit: Open, html: str, fault: str) -> None:
    shopper = visit("wrong", width=360, script=True)
    show(shopper, html)
    with pytest.raises(AssertionError, match=fault):
        shopper.look("wrong")
    shopper.faults.clear()


@pytest.mark.parametrize("html", RIGHT.values(), ids=RIGHT)
def test_a_sound_page_passes(visit: Open, html: str) -> None:
    shopper = visit("right", width=360, script=True)
    show(shopper, html)
    shopper.look("right")


def test_what_somebody_left_before_it_had_come_is_no_fault(visit: Open) -> None:
    shopper = visit("right", width=360, script=True)
    shopper.page.route("**/never", lambda _: None)
    show(shopper, "<main><h1>One</h1></main><img alt='' src='/never'>", wait_until="commit")
    with shopper.page.expect_event("requestfailed"):
        show(shopper, "<main><h1>Two</h1></main>")
    shopper.look("next")


def show(shopper: Visit, html: str, wait_until: Literal["load", "commit"] = "load") -> None:
    """As an answer of the shop's own."""
    page = f"<!doctype html><html lang=en><title>Page</title><meta name=viewport content='width=device-width'>{html}"
    shopper.page.route(f"{shopper.url}/shown", lambda route: route.fulfill(body=page, content_type="text/html"))
    shopper.page.route(f"{shopper.url}/torn", lambda route: route.abort("connectionreset"))
    shopper.page.goto("/shown", wait_until=wait_until)
