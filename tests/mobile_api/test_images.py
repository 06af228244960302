"""A picture comes in one rendition, fitted to where the phone shows it."""

import pytest

from core.catalog.models import ProductImage
from core.catalog.services import add_image, refresh_listings
from tests.core.catalog.pictures import encoded, photo
from tests.factories import Shop
from tests.mobile_api.test_bad_input import refused
from tests.personas import PHONE, Phone

AVIF = "application/json, image/avif, image/webp"


@pytest.fixture
def pictured(shop: Shop) -> Shop:
    """The shop, whose record has a picture with renditions."""
    add_image(product_id=shop.record.product_id, file=encoded(photo(72, 48), "JPEG"), alt="Two musicians")
    ProductImage.objects.update(widths=[180, 320, 360, 540, 640, 720, 960])  # those of both clients
    refresh_listings(product_ids=[shop.record.product_id])
    return shop


def rendition(phone: Phone, path: str, **headers: str) -> str:
    """Such as "360.webp", of the first picture of a list."""
    response = phone.get(f"{PHONE}screens/{path}", **headers)
    assert response.status_code == 200, response.content
    [url] = [card["image"]["url"] for card in response.json()["cards"] if "image" in card]
    assert url.startswith("/media/renditions/")
    return str(url.rpartition("/")[2])


@pytest.mark.parametrize(
    ("query", "file"),
    [
        ("", "360.webp"),
        ("?dpr=1", "180.webp"),
        ("?dpr=3", "540.webp"),
        ("?w=90&dpr=2", "180.webp"),
        ("?w=91&dpr=2", "360.webp"),
        ("?w=180", "360.webp"),
        ("?w=361&dpr=1", "540.webp"),
        ("?w=4096&dpr=8", "720.webp"),
        ("?w=1&dpr=0.5", "180.webp"),
    ],
)
def test_it_is_as_wide_as_the_display_needs(query: str, file: str, pictured: Shop, guest: Phone) -> None:
    assert rendition(guest, f"browse/{pictured.jazz}{query}") == file


@pytest.mark.parametrize(
    ("headers", "file"),
    [
        ({"Sec-CH-DPR": "1"}, "180.webp"),
        ({"DPR": "1.0"}, "180.webp"),
        ({"Sec-CH-DPR": "1", "DPR": "4"}, "180.webp"),
        ({"Sec-CH-Width": "500"}, "540.webp"),
        ({"Width": "100"}, "180.webp"),
        *(({"DPR": nonsense}, "360.webp") for nonsense in ("", "x", "nan", "inf", "-1", "0", "1e9", "9" * 5000)),
    ],
)
def test_client_hints_are_heeded_as_far_as_they_make_sense(
    headers: dict[str, str], file: str, pictured: Shop, guest: Phone
) -> None:
    assert rendition(guest, f"browse/{pictured.jazz}", **headers) == file


def test_what_is_asked_for_counts_more_than_hints(pictured: Shop, guest: Phone) -> None:
    path = f"browse/{pictured.jazz}?w=90&dpr=2"
    assert rendition(guest, path, **{"Sec-CH-Width": "720", "DPR": "3"}) == "180.webp"
    assert rendition(guest, f"browse/{pictured.jazz}?w=90", DPR="3") == "360.webp"


@pytest.mark.parametrize(
    ("accept", "extension"),
    [(AVIF, "avif"), ("image/AVIF", "avif"), ("*/*", "webp"), ("image/avif;q=0", "webp"), ("image/*", "webp")],
)
def test_it_comes_in_the_best_format_the_phone_names(accept: str, extension: str, pictured: Shop, guest: Phone) -> None:
    assert rendition(guest, f"browse/{pictured.jazz}", Accept=accept) == f"360.{extension}"


@pytest.mark.parametrize(("query", "file"), [("?dpr=3", "360.webp"), ("?dpr=2", "180.webp"), ("?dpr=1", "180.webp")])
def test_whoever_saves_data_gets_the_next_smaller(query: str, file: str, pictured: Shop, guest: Phone) -> None:
    assert rendition(guest, f"browse/{pictured.jazz}{query}", **{"Save-Data": "on"}) == file


def test_an_answer_says_what_it_depends_on(pictured: Shop, guest: Phone) -> None:
    varies = guest.get(f"{PHONE}screens/browse/{pictured.jazz}")["Vary"]
    assert {"Accept", "Save-Data", "Sec-CH-DPR", "DPR", "Sec-CH-Width", "Width"} <= set(varies.split(", "))


def test_until_there_are_renditions_the_file_itself_is_answered(pictured: Shop, guest: Phone) -> None:
    ProductImage.objects.update(widths=[])
    [image] = guest.screen(f"product/{pictured.record.product_id}")["images"]
    assert image["url"].startswith("/media/products/")


def test_a_picture_brings_what_fills_its_place(pictured: Shop, guest: Phone) -> None:
    path = f"product/{pictured.record.product_id}"
    [image] = guest.screen(path)["images"]
    stored = ProductImage.objects.get()
    assert (image["placeholder"], image["alt"], "color" in image) == (stored.placeholder, "Two musicians", False)
    ProductImage.objects.update(placeholder="")
    [image] = guest.screen(path)["images"]
    assert (image["color"], "placeholder" in image) == (stored.color, False)


def test_pictures_are_fitted_wherever_they_are(pictured: Shop, guest: Phone) -> None:
    """The cart and an order show small ones, a product a large one; each takes the same parameters."""
    number = guest.buy(pictured.record.variant)
    cart = guest.add(pictured.record.variant, DPR="1").json()
    assert cart["lines"][0]["image"]["url"].endswith("/180.webp")
    for path in ("cart", "checkout", f"order/{number}"):
        screen = guest.screen(f"{path}?w=300&dpr=2")
        lines = screen.get("lines") or screen["cart"]["lines"]
        assert lines[0]["image"]["url"].endswith("/720.webp"), path
    screen = guest.screen(f"product/{pictured.record.product_id}")
    assert screen["images"][0]["url"].endswith("/720.webp")


@pytest.mark.parametrize("path", ["home", "search", "search/suggestions?q=a", "product/1", "cart", "checkout"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("w", "0"),
        ("w", "-1"),
        ("w", "4097"),
        ("w", "9" * 400),
        ("w", "1.5"),
        ("w", ""),
        ("w", "%00"),
        ("dpr", "0"),
        ("dpr", "8.1"),
        ("dpr", "nan"),
        ("dpr", "inf"),
        ("dpr", "9" * 400),
        ("dpr", "x"),
    ],
)
def test_a_size_that_is_none_is_refused(path: str, name: str, value: str, shop: Shop, guest: Phone) -> None:
    mark = "&" if "?" in path else "?"
    problem = refused(guest.get(f"{PHONE}screens/{path}{mark}{name}={value}"), 400, "invalid_request")
    assert list(problem["errors"]) == [name]


def test_screens_without_pictures_take_no_size(guest: Phone) -> None:
    assert list(refused(guest.get(PHONE + "screens/orders?w=90"), 400, "invalid_request")["errors"]) == ["w"]
