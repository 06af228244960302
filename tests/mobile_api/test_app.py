"""The app's page and what makes it installable: a manifest, icons, and a worker that keeps one version whole."""

import json
import re
import shutil
import subprocess
from io import BytesIO
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings
from PIL import Image

from mobile_api import app
from tests.personas import Phone


@pytest.fixture
def stranger() -> Phone:
    """It all comes without the database."""
    return Phone()


def text(phone: Phone, path: str) -> str:
    response = phone.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def version_in(source: str) -> str:
    [version] = re.findall(r'(?:name="version" content="|VERSION = ")([0-9a-f]{16})"', source)
    return str(version)


def test_the_manifest_says_what_is_installed(stranger: Phone) -> None:
    response = stranger.get("/m/manifest.webmanifest")
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/manifest+json", "no-cache")
    manifest = response.json()
    assert (manifest["name"], manifest["display"]) == ("Bespoke", "standalone")
    assert manifest["start_url"] == manifest["scope"] == manifest["id"] == "/m/"
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == ["/m/#/search", "/m/#/cart", "/m/#/orders"]


def test_its_icons_are_there_in_the_sizes_it_says(stranger: Phone) -> None:
    icons = stranger.get("/m/manifest.webmanifest").json()["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        (sizes, purpose) for sizes in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in icons:
        image = picture(icon["src"])
        assert (f"{image.width}x{image.height}", image.format) == (icon["sizes"], "PNG")


def test_a_maskable_icon_fills_its_square(stranger: Phone) -> None:
    """What shows through where the phone cuts it out would be black."""
    for icon in stranger.get("/m/manifest.webmanifest").json()["icons"]:
        if icon["purpose"] == "maskable":
            image = picture(icon["src"]).convert("RGBA")
            assert {image.getpixel((x, y)) for x in (0, image.width - 1) for y in (0, image.height - 1)} == {
                (248, 245, 239, 255)
            }


def picture(url: str) -> Image.Image:
    path = finders.find(url.removeprefix("/static/"))
    assert path, url
    with open(path, "rb") as file:
        image = Image.open(BytesIO(file.read()))
    image.load()
    return image


def test_the_page_leads_to_all_of_it_and_may_run_nothing_else(stranger: Phone) -> None:
    response = stranger.get("/m/")
    page = response.content.decode()
    for part in ('rel="manifest" href="/m/manifest.webmanifest"', 'rel="apple-touch-icon"', 'data-worker="/m/sw.js"'):
        assert part in page
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]* src=)", page)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-cache"


def test_the_worker_keeps_every_file_of_the_app_and_nothing_of_the_api(stranger: Phone) -> None:
    response = stranger.get("/m/sw.js")
    assert response["Content-Type"] == "text/javascript"
    assert response["Cache-Control"] == "no-cache"
    [files] = re.findall(r"const FILES = (\[.*?\]);", response.content.decode())
    named = json.loads(files)
    assert all(url.startswith("/static/mobile/") for url in named)
    page = text(stranger, "/m/")
    linked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert linked
    assert set(linked) <= set(named)
    imported = {path.name for path in (app.STATIC / "mobile").rglob("*.js")}
    assert imported == {url.rpartition("/")[2] for url in named if url.endswith(".js")}


def test_page_and_worker_are_of_one_version(stranger: Phone) -> None:
    assert version_in(text(stranger, "/m/")) == version_in(text(stranger, "/m/sw.js")) == app.version()


@pytest.mark.parametrize("change", ["a file", "the page"])
def test_whatever_changes_makes_another_version(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = app.version()
    app.version.cache_clear()
    if change == "a file":
        monkeypatch.setattr(app, "files", lambda: ["/static/mobile/app.0123456789ab.js"])
        after = app.version()
    else:
        with override_settings(SHOP_NAME="Another"):
            after = app.version()
    app.version.cache_clear()
    assert after != before


@override_settings(DEBUG=True)
def test_its_makers_get_no_worker(stranger: Phone) -> None:
    """It would show them the version before the one they are looking for."""
    assert "data-worker" not in text(stranger, "/m/")


def test_the_modules_are_ones(stranger: Phone) -> None:
    """Every module and the worker parses, and imports only what is there."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("NOT TESTED: the app's modules are parsed by node, and there is none on PATH")
    for path in sorted((app.STATIC / "mobile").rglob("*.js")):
        source = path.read_text()
        check(node, source, "module")
        for imported in re.findall(r'from "(\.[^"]+)"', source):
            assert (path.parent / imported).is_file(), f"{path.name} imports {imported}"
    check(node, text(stranger, "/m/sw.js"), "commonjs")


def check(node: str, source: str, kind: str) -> None:
    command = [node, f"--input-type={kind}", "--check"]
    done: Any = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
