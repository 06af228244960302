"""Promise 28: a file that a stranger wrote leads the shop nowhere, fills nothing up, and calculates in no spreadsheet.

Beside each check stands its twin: the same with the defence taken away, which must be seen to fail.
"""

import csv
import gzip
import io
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pytest_django import Settings

from core.catalog.imaging import accept, intake
from core.catalog.models import Product, ProductImage
from core.catalog.types import ImageTooLarge, ImageUnreadable
from core.customers.models import User
from core.imports import report, transport
from core.imports.models import PictureFetch
from core.imports.services import fetch_pictures
from core.orders.models import Order, OrderLine
from core.shared import outbound, spreadsheets
from tests.admin.staff import Staff
from tests.core.imports.merchant import Merchant, lamp, shop_state
from tests.core.imports.picture_host import Answer, PictureHost, a_jpeg, a_picture_host, answer
from tests.factories import Shop, a_shop
from tests.personas import WEB, Browser

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://evil.example";"x")'


@pytest.fixture
def merchant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Merchant:
    monkeypatch.chdir(tmp_path)
    return Merchant(tmp_path)


@pytest.fixture
def inside(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[PictureHost]:
    """A server in the shop's own network, on a port that counts as the web's: its address alone is to decide."""
    settings.PICTURES_FROM_PRIVATE_NETWORKS = False
    with a_picture_host() as host:
        monkeypatch.setattr("core.imports.rules.images._PORTS", {None, host.port})
        host.has("/1.jpg")
        yield host


def fault_of(merchant: Merchant, url: str) -> str:
    """Import a product with a picture there, let the worker work, and say what it noted."""
    assert merchant.brings(lamp(image_src=url)).code == 0
    assert fetch_pictures(clock=timezone.now) == 1
    return PictureFetch.objects.latest("id").fault


# --- Where a picture's address may lead -----------------------------------------------------------

INWARD = [
    *("127.0.0.1", "127.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "0x7f000001"),
    "0.0.0.0",  # noqa: S104 -- nobody binds to it
]


def go_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard lets every address pass."""
    monkeypatch.setattr(outbound, "is_public", lambda address: True)
    monkeypatch.setattr(transport, "address_fault", lambda url, **_: None)


@pytest.mark.parametrize("name", INWARD)
def test_an_address_inside_is_not_asked(merchant: Merchant, inside: PictureHost, name: str) -> None:
    assert fault_of(merchant, inside.url("/1.jpg", name)) == "picture_address_refused"
    assert inside.asked == []


@pytest.mark.parametrize("name", INWARD)
def test_without_the_guard_it_is(
    merchant: Merchant, inside: PictureHost, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_anywhere(monkeypatch)
    fault_of(merchant, inside.url("/1.jpg", name))
    assert inside.asked == ["/1.jpg"]


def test_other_ports_are_refused_whatever_the_host(
    merchant: Merchant, inside: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.imports.rules.images._PORTS", {None, 80, 443})
    monkeypatch.setattr(outbound, "is_public", lambda address: True)
    assert fault_of(merchant, inside.url("/1.jpg")) == "picture_address_refused"
    assert inside.asked == []


@pytest.mark.parametrize(
    "scheme",
    [
        "file:///etc/passwd",
        "ftp://h/1.jpg",
        "gopher://h/",
        "javascript:1",
        "data:,1",
        "//",
        "http://u:p@h.example/1.jpg",
    ],
)
def test_what_is_no_address_of_the_web_is_told_at_once_with_its_line(merchant: Merchant, scheme: str) -> None:
    done = merchant.brings(lamp(image_src=scheme))
    assert (done.code, done.codes) == (0, [(2, "image_dropped")])
    assert not ProductImage.objects.exists()
    assert not PictureFetch.objects.exists()


def as_if_public(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    monkeypatch.setattr(outbound, "is_public", lambda address: address in addresses)


def redirected_inward(merchant: Merchant, inside: PictureHost, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host outside, which here is another address of this machine, says that the picture is inside."""
    with a_picture_host("127.0.0.2") as outside:
        monkeypatch.setattr("core.imports.rules.images._PORTS", {inside.port, outside.port})
        url = outside.has("/1.jpg", answer(status=302, Location=inside.url("/1.jpg")))
        fault_of(merchant, url)
        assert outside.asked == ["/1.jpg"]


def test_a_redirect_leads_no_further_than_an_address(
    merchant: Merchant, inside: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_if_public(monkeypatch, "127.0.0.2")
    redirected_inward(merchant, inside, monkeypatch)
    assert inside.asked == []
    assert PictureFetch.objects.get().fault == "picture_address_refused"


def test_without_the_guard_a_redirect_leads_inside(
    merchant: Merchant, inside: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_anywhere(monkeypatch)
    redirected_inward(merchant, inside, monkeypatch)
    assert inside.asked == ["/1.jpg"]


def rebind(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A name that is public when it is looked up, and this machine's ever after."""
    asked, look_up = list[str](), socket.getaddrinfo

    def found(host: str, *rest: Any, **more: Any) -> Any:
        if host != "rebinding.example":
            return look_up(host, *rest, **more)
        asked.append(host)
        return look_up("127.0.0.2" if len(asked) == 1 else "127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    as_if_public(monkeypatch, "127.0.0.2")
    return asked


def test_a_name_that_leads_elsewhere_a_moment_later_gains_nothing(
    merchant: Merchant, inside: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = rebind(monkeypatch)
    assert fault_of(merchant, inside.url("/1.jpg", "rebinding.example")) == "picture_not_reached"
    assert (inside.asked, len(asked)) == ([], 1)


def test_looked_up_again_to_connect_it_would_lead_inside(
    merchant: Merchant, inside: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(guard: Any, host: str, port: int) -> socket.socket:
        """Look at the address, and connect by the name."""
        assert outbound.is_public(str(socket.getaddrinfo(host, port)[0][4][0]))
        return socket.create_connection((host, port))

    rebind(monkeypatch)
    monkeypatch.setattr(outbound._Guard, "connect", connect)
    fault_of(merchant, inside.url("/1.jpg", "rebinding.example"))
    assert inside.asked == ["/1.jpg"]


# --- How much may come of it ----------------------------------------------------------------------


@pytest.fixture
def host(settings: Settings) -> Iterator[PictureHost]:
    settings.PICTURES_FROM_PRIVATE_NETWORKS = True
    with a_picture_host() as host:
        yield host


def drip(ended: list[str]) -> Answer:
    """A picture in forty pieces, two seconds long in all."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "image/jpeg")
        handler.end_headers()
        picture = a_jpeg()
        for at in range(40):
            handler.wfile.write(picture[at * len(picture) // 40 : (at + 1) * len(picture) // 40])
            time.sleep(0.05)
        ended.append("it was waited for")

    return send


def test_a_picture_that_drips_is_not_waited_for(
    merchant: Merchant, host: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "LONGEST", 0.3)
    ended = list[str]()
    assert fault_of(merchant, host.has("/slow.jpg", drip(ended))) == "picture_not_reached"
    assert ended == []


def test_without_the_watch_it_is_waited_for_to_its_end(
    merchant: Merchant, host: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "LONGEST", 0.3)
    monkeypatch.setattr(outbound._Guard, "_watch", lambda guard, connection: None)
    ended = list[str]()
    fault_of(merchant, host.has("/slow.jpg", drip(ended)))
    assert ended == ["it was waited for"]


def pour(sent: list[int]) -> Answer:
    """8 MB of something, without saying so beforehand."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "image/jpeg")
        handler.end_headers()
        for _ in range(128):
            handler.wfile.write(bytes(1 << 16))
            sent.append(1 << 16)

    return send


def test_of_a_picture_too_large_no_more_is_read_than_tells_so(
    merchant: Merchant, host: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MOST_BYTES", 100_000)
    assert fault_of(merchant, host.has("/1.jpg", pour([]))) == "picture_too_large"
    announced = answer(a_jpeg(), Content_Length="100001")
    host.has("/2.jpg", announced)
    assert fault_of(merchant, host.url("/2.jpg")) == "picture_too_large"


def test_without_the_limit_all_of_it_is_read(
    merchant: Merchant, host: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = list[int]()
    monkeypatch.setattr(transport, "MOST_BYTES", 100_000)
    monkeypatch.setattr(transport, "_check_size", lambda found: None)
    assert fault_of(merchant, host.has("/1.jpg", pour(sent))) == "picture_unreadable"
    assert sum(sent) == 8 << 20


def a_long_picture() -> bytes:
    """A few hundred bytes that become many pixels."""
    kept = io.BytesIO()
    Image.new("1", (intake.LONGEST_SIDE + 1, 8)).save(kept, "PNG")
    return kept.getvalue()


def test_a_picture_that_unpacks_to_too_much_is_refused_by_its_header(merchant: Merchant, host: PictureHost) -> None:
    bomb = a_long_picture()
    assert len(bomb) < 1000
    assert fault_of(merchant, host.has("/bomb.png", answer(bomb, kind="image/png"))) == "picture_too_large"
    packed = answer(gzip.compress(bytes(1 << 20)), Content_Encoding="gzip")
    assert fault_of(merchant, host.has("/bomb.gz", packed)) == "picture_of_another_kind"


def test_without_the_check_it_is_unpacked(
    merchant: Merchant, host: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_check", lambda unit, found, limit: None)
    assert fault_of(merchant, host.has("/bomb.png", answer(a_long_picture(), kind="image/png"))) == ""


# --- What a picture brings along ------------------------------------------------------------------

SCRIPT = b"<script>alert(1)</script>"
PLACE = b"52.5200 13.4050"


def a_polyglot() -> bytes:
    """A JPEG that is a web page and an archive as well, and tells where it was taken."""
    photo, kept, archive = Image.new("RGB", (40, 30), "red"), io.BytesIO(), io.BytesIO()
    exif = photo.getexif()
    exif[0x010E] = SCRIPT.decode()  # ImageDescription
    exif.get_ifd(0x8825)[0x001B] = PLACE  # of the GPS tags, the method
    photo.save(kept, "JPEG", exif=exif, comment=SCRIPT)
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("../../evil.py", SCRIPT)
    return kept.getvalue() + SCRIPT + archive.getvalue()


def a_png_with_text() -> bytes:
    kept, info = io.BytesIO(), PngInfo()
    info.add_text("Comment", SCRIPT.decode() + PLACE.decode())
    Image.new("RGB", (40, 30), "red").save(kept, "PNG", pnginfo=info)
    return kept.getvalue()


@pytest.mark.parametrize("make", [a_polyglot, a_png_with_text])
def test_nothing_but_pixels_is_kept_of_a_picture(make: Callable[[], bytes]) -> None:
    sent = make()
    assert SCRIPT in sent  # the twin: kept as it was sent, it would be there
    assert PLACE in sent
    kept = accept(sent).data
    assert not any(part in kept for part in (SCRIPT, PLACE, b"Exif", b"PK\x03\x04"))


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<?xml version='1.0'?><svg/>", b"GIF89a" + SCRIPT]
)
def test_what_a_browser_would_run_is_no_picture(content: bytes) -> None:
    with pytest.raises((ImageUnreadable, ImageTooLarge)):
        accept(content)


def test_a_picture_is_kept_under_a_name_of_the_shops_own(merchant: Merchant, host: PictureHost) -> None:
    for path in ("/../../../evil.py", "/%2e%2e%2f%2e%2e%2fevil.html", "/a%00.jpg"):
        host.answers[path] = answer(a_jpeg(f"#{len(path):06x}"))
        merchant.brings(lamp(handle=f"lamp-{len(path)}", sku=f"S-{len(path)}", image_src=host.url(path)))
    while fetch_pictures(clock=timezone.now):
        pass
    names = list(ProductImage.objects.exclude(file="").values_list("file", flat=True))
    assert names, host.asked
    for name in names:
        folder, _, file = name.partition("/")
        stem, _, extension = file.partition(".")
        assert (folder, len(stem), extension) == ("products", 32, "jpg")
        assert default_storage.exists(name)


# --- Files of other kinds -------------------------------------------------------------------------

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><item>&b;</item></rss>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed>&a;</feed>'


def a_zip_bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../products.csv", bytes(20 << 20))
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [a_zip_bomb(), gzip.compress(bytes(20 << 20)), LAUGHS, OUTSIDE, OUTSIDE.decode().encode("utf-16")],
    ids=["zip", "gzip", "entities", "outside entity", "outside entity in UTF-16"],
)
def test_archives_and_feeds_in_xml_are_refused_and_never_opened(
    merchant: Merchant, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No parser of either is part of the imports, so there is no defence to take away: each is told in one line."""
    file = merchant.folder / "products.csv"
    file.write_bytes(content)
    before = shop_state()
    done = merchant.imports(file)
    assert (done.code, len(done.said.splitlines()), shop_state()) == (1, 1, before)
    assert "root:" not in done.said


@pytest.mark.parametrize(
    ("cells", "code"),
    [({"title": "x" * 251}, "too_long"), ({"handle": "x" * 300_000}, "too_long"), ({"sku": "x" * 65}, "too_long")],
)
def test_a_cell_too_long_is_told_with_its_line(merchant: Merchant, cells: dict[str, str], code: str) -> None:
    done = merchant.brings(lamp(**cells), lamp(handle="chair", title="Chair", sku="C-1"))
    assert (done.code, done.codes) == (2, [(2, code)])
    assert list(Product.objects.values_list("slug", flat=True)) == ["chair"]


# --- What goes out --------------------------------------------------------------------------------


def everything_exported(merchant: Merchant) -> dict[str, str]:
    """Each file that leaves the shop for a spreadsheet, of a shop in which everything is called like a formula."""
    shop: Shop = a_shop()
    browser = Browser()
    browser.buy(shop.record.variant)
    staff = Staff()
    Product.objects.update(title=FORMULA, brand=FORMULA)
    OrderLine.objects.update(title=FORMULA, variant_title=FORMULA)
    Order.objects.update(carrier="", shipping_name=FORMULA, coupon=FORMULA)
    User.objects.update(name=FORMULA)
    merchant.brings(lamp(price=FORMULA))
    call_command("export_products", str(merchant.folder / "out.csv"), verbosity=0)
    answers = {
        "orders.csv": browser.get(WEB + "orders.csv"),
        **{
            path: staff.get(path)
            for path in ("catalog/product/export/", "orders/order/export/", "customers/user/export/")
        },
        "imports": staff.get("imports/importrun/export_products/"),
    }
    return {
        **{name: given.getvalue().decode("utf-8-sig") for name, given in answers.items()},
        "export_products": (merchant.folder / "out.csv").read_text("utf-8-sig"),
        "report": (merchant.folder / "products-report.csv").read_text("utf-8-sig"),
    }


def formulas(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith("=")]


def test_no_export_holds_a_cell_that_calculates(merchant: Merchant) -> None:
    exported = everything_exported(merchant)
    assert {name: formulas(text) for name, text in exported.items()} == {name: [] for name in exported}
    assert all(f"'{FORMULA}" in text.replace('""', '"') for text in exported.values())


def test_without_the_apostrophe_each_does(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    for user_of in (spreadsheets, report):
        monkeypatch.setattr(user_of, "defused", str)
    exported = everything_exported(merchant)
    assert {name: set(formulas(text)) for name, text in exported.items()} == {name: {FORMULA} for name in exported}
