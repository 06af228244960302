"""Pictures of products: kept once by their content, and made small by the worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import override_settings

from core.catalog.models import ProductImage
from core.catalog.selectors import product_by_id
from core.catalog.services import add_image, make_renditions
from core.catalog.types import Image, ImageUnreadable
from tests.core.catalog.pictures import encoded, photo
from tests.core.examples import MARKET, listed
from tests.factories import a_record

pytestmark = pytest.mark.django_db


def png(width: int, height: int) -> bytes:
    return encoded(photo(width, height), "PNG")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def image_of(product_id: int) -> Image:
    (image,) = product_by_id(product_id, market=MARKET).images
    return image


def test_until_the_worker_comes_the_kept_picture_serves_in_every_size() -> None:
    record = a_record()
    add_image(product_id=record.product_id, file=png(800, 600), alt="Front")
    image = image_of(record.product_id)
    assert (image.width, image.height, image.widths) == (800, 600, ())
    assert image.rendition(320, "avif") == image.file
    assert image.placeholder


def test_the_worker_makes_every_width_a_client_asks_for_once() -> None:
    record = a_record()
    add_image(product_id=record.product_id, file=png(800, 600), alt="Front")
    assert make_renditions() is True
    assert make_renditions() is False
    image = image_of(record.product_id)
    asked = {width for widths in settings.IMAGE_WIDTHS.values() for width in widths}
    assert image.widths == (*sorted(width for width in asked if width < 800), 800)
    for extension in ("avif", "webp", "jpg"):
        assert default_storage.exists(image.rendition(300, extension))
    assert image.rendition(300, "avif").endswith("/320.avif")
    assert image.rendition(5000, "jpg").endswith("/800.jpg")
    (card,) = listed()
    assert card.image
    assert card.image.widths == image.widths, "lists know it too"


def test_the_same_picture_is_kept_once(folder: Path) -> None:
    for _ in range(2):
        add_image(product_id=a_record().product_id, file=png(80, 60), alt="")
    assert len(list((folder / "products").iterdir())) == 1


def test_a_picture_that_is_gone_is_left_alone_and_stops_nobody(folder: Path) -> None:
    lost, found = a_record(), a_record()
    add_image(product_id=lost.product_id, file=png(80, 60), alt="")
    add_image(product_id=found.product_id, file=png(90, 60), alt="")
    (folder / image_of(lost.product_id).file).unlink()
    assert make_renditions()
    assert make_renditions()
    assert not make_renditions()
    assert image_of(lost.product_id).widths == ()
    assert image_of(found.product_id).widths


def test_what_is_no_picture_is_refused_and_nothing_is_kept(folder: Path) -> None:
    record = a_record()
    with pytest.raises(ImageUnreadable):
        add_image(product_id=record.product_id, file=b"PK\x03\x04 a zip, renamed", alt="")
    assert not ProductImage.objects.exists()
    assert list(folder.iterdir()) == []
