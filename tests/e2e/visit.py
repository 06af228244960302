"""Somebody looking at the shop, and all that must be true of every page they see."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

# How pages are looked at, in width and scheme: at both ends, or in every way, which E2E=short, as in CI, spares.
ENDS = [(360, "dark"), (1280, "light")]
LOOKS = ENDS if os.environ.get("E2E") == "short" else list(product((360, 768, 1280), ("light", "dark")))

# What is wrong with the page on show, a line a fault. Images that wait until they are scrolled to are scrolled to.
FAULTS = """async () => {
  const faults = [];
  const images = [...document.images];
  for (const image of images) {
    image.scrollIntoView();
    if (!image.complete) {
      await Promise.race([
        new Promise((done) => { image.onload = image.onerror = done; }),
        new Promise((done) => setTimeout(done, 5000)),
      ]);
    }
    if (!image.naturalWidth) faults.push(`broken image ${image.src}`);
    if (!image.hasAttribute("alt")) faults.push(`image without alt ${image.src}`);
  }
  window.scrollTo(0, 0);
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`scrolls sideways: ${scrollWidth} in ${clientWidth}`);
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) faults.push(`${headings} h1`);
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const named = field.labels.length || field.getAttribute("aria-label") || field.getAttribute("aria-labelledby");
    if (!named) faults.push(`no label: ${field.outerHTML}`);
  }
  if (!document.title || !document.documentElement.lang) faults.push("no title or no language");
  return faults;
}"""

# Once what moves in has arrived: half faded in, a text lacks contrast. What stands still or never ends is left alone.
ARRIVED = """() => Promise.allSettled(
  document.getAnimations()
    .filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished),
)"""


def barriers(page: Page) -> Iterator[str]:
    """What axe-core finds in the way of people who read or steer otherwise, a line a rule."""
    page.evaluate(ARRIVED)
    # What a payment provider shows in a frame is the provider's own.
    for violation in Axe().run(page, options={"iframes": False}).response["violations"]:
        places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        yield f"axe {violation['id']}: {violation['help']}: {places}"


class Visit:
    """A page that keeps a record of what went wrong on it."""

    def __init__(self, page: Page, url: str, pictures: Path, *, whole: bool, also: str = "") -> None:
        """`pictures` is the folder they go to; `whole` ones show what has to be scrolled to, too.

        `also` is the one other place, beside the shop at `url`, that may be asked.
        """
        self.page = page
        self.url = url
        self.places = tuple(f"{place}/" for place in (url, also) if place)
        self.pictures = pictures
        self.whole = whole
        self.taken = 0
        self.faults: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error in a script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def go(self, path: str) -> None:
        self.page.goto(path)

    def follow(self, link_or_button: Locator) -> None:
        """Click what leads to another page, and wait for that page."""
        with self.page.expect_navigation():
            link_or_button.click()

    def look(self, name: str) -> None:
        """Take a picture of the page, then demand that nothing is wrong with it, nor was on the way to it."""
        self.faults += self.page.evaluate(FAULTS)
        if not self.whole:  # axe waits for timers, which a page with script off never runs
            self.faults += barriers(self.page)
        self.take_picture(name)
        self.demand_no_faults(name)

    def take_picture(self, name: str) -> None:
        self.taken += 1
        self.page.screenshot(path=self.pictures / f"{self.taken:02}-{name}.png", full_page=self.whole)

    def demand_no_faults(self, name: str) -> None:
        assert not self.faults, "\n".join([name, *self.faults])

    def leave(self) -> None:
        """Whatever is still on its way must not go wrong either."""
        self.page.wait_for_load_state("networkidle")
        self.demand_no_faults("at the end")

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """In here one request is refused with this status, and nothing else goes wrong."""
        assert self.faults == []
        yield
        self.page.wait_for_load_state("networkidle")
        refusals = [fault for fault in self.faults if fault.startswith(f"{status} ")]
        others = [fault for fault in self.faults if fault not in refusals and f"status of {status}" not in fault]
        assert (len(refusals), others) == (1, []), self.faults
        self.faults.clear()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((*self.places, "data:", "blob:")):
            self.faults.append(f"asks elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.method == "GET" and request.failure == "net::ERR_ABORTED":
            return  # the browser itself let go of it: somebody went on before it had come
        self.faults.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")
