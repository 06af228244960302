"""A picture in several widths and formats, of which the browser takes one."""

from typing import Any

import pytest
from django.conf import settings

from core.catalog.services import add_image, make_renditions
from tests.core.catalog.pictures import encoded, photo
from tests.factories import Shop
from tests.personas import Browser

WIDE = 1000  # between two of the web's widths


@pytest.fixture
def pictured(shop: Shop) -> Shop:
    """The shop, whose record has two pictures."""
    for width in (WIDE, 200):
        add_image(product_id=shop.record.product_id, file=encoded(photo(width, 150), "JPEG"), alt=f"Of {width}")
    return shop


def images(browser: Browser, shop: Shop) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.page(f"product/{shop.record.slug}/")["product"]["images"]
    return found


def test_until_there_are_renditions_the_file_itself_is_shown(pictured: Shop, browser: Browser) -> None:
    first, _ = images(browser, pictured)
    assert first["url"].startswith("/media/products/")
    assert (first["srcset"], first["sources"]) == ("", [])
    assert (first["width"], first["height"], first["alt"]) == (WIDE, 150, f"Of {WIDE}")


def test_each_width_the_web_asks_for_comes_in_each_format(pictured: Shop, browser: Browser) -> None:
    while make_renditions():
        pass
    wide, narrow = images(browser, pictured)
    assert [source["type"] for source in wide["sources"]] == ["image/avif", "image/webp"]
    within = [width for width in settings.IMAGE_WIDTHS["web"] if width < WIDE]
    for srcset, extension in [(wide["srcset"], "jpg"), (wide["sources"][0]["srcset"], "avif")]:
        urls, widths = zip(*(part.split() for part in srcset.split(", ")), strict=True)
        assert widths == tuple(f"{width}w" for width in [*within, WIDE])
        assert all(url.startswith("/media/renditions/") and url.endswith(f".{extension}") for url in urls)
    assert narrow["srcset"].endswith("/200.jpg 200w")


def test_the_page_offers_the_formats_and_keeps_the_place(pictured: Shop, browser: Browser) -> None:
    while make_renditions():
        pass
    html = browser.get(f"/p/{pictured.record.slug}/").content.decode()
    wide, _ = images(browser, pictured)
    assert f'<source type="image/avif" srcset="{wide["sources"][0]["srcset"]}" sizes="' in html
    assert f'fill="{wide["color"]}"' in html
    assert html.count('fetchpriority="high"') == 1
    assert "style=" not in html
