"""Writes of products' pictures, and what the worker makes of them."""

from collections.abc import Iterable
from typing import IO

import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from core.catalog.imaging import accept, renditions
from core.catalog.models import Product, ProductImage, Variant
from core.catalog.services.listings import refresh_listings
from core.catalog.services.translations import image_texts
from core.catalog.types import Picture, Rendition, Translations, rendition_name
from core.shared.errors import DomainError

log = structlog.get_logger(__name__)


def add_image(*, product_id: int, file: IO[bytes] | bytes, alt: str) -> None:
    """Keep a picture, re-encoded, behind those a product has. Raises ImageTooLarge, ImageUnreadable."""
    add_picture(product_id=product_id, picture=accept(file), alt=alt)


@transaction.atomic
def add_picture(*, product_id: int, picture: Picture, alt: str, translations: Translations | None = None) -> None:
    """As `add_image`, of what has been accepted already. Raises TranslationInvalid."""
    position = ProductImage.objects.filter(product=product_id).count()
    texts = image_texts(translations=translations or {})
    image = ProductImage(product_id=product_id, alt=alt, position=position, translations=texts)
    hang(image=image, picture=picture)
    image.save()
    refresh_listings(product_ids=[product_id])


def take_in(*, image_id: int, data: bytes) -> bool:
    """Give a picture, known by its address alone so far, what was fetched from there; returns whether it is shown now.

    It is not where the product shows the same picture already. Raises ImageTooLarge, ImageUnreadable.
    """
    return _put_in_place(image_id, accept(data))


@transaction.atomic
def _put_in_place(image_id: int, picture: Picture) -> bool:
    """The product's row is held, so that two addresses of one picture do not show it twice.

    A variant that has the second address then has the picture of the first.
    """
    image = ProductImage.objects.filter(id=image_id, file="").first()
    if image is None:
        return False
    variants = Variant.objects.filter(image=image_id).order_by("id")
    held = [row.pk for row in variants.select_for_update(no_key=True)]
    Product.objects.select_for_update(no_key=True).get(id=image.product_id)
    there = ProductImage.objects.filter(product=image.product_id)
    same = there.filter(Q(file=_file_name(picture)) | Q(id=image_id) & ~Q(file="")).first()
    if same is not None:
        Variant.objects.filter(id__in=held).update(image=same)
        return False
    hang(image=image, picture=picture)
    image.save()
    refresh_listings(product_ids=[image.product_id])
    return True


def hang(*, image: ProductImage, picture: Picture) -> None:
    """Give a row, which the caller saves, its picture. A file is named by its content, so the same one is kept once."""
    name = _file_name(picture)
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(picture.data))
    image.file = name
    image.width, image.height = picture.width, picture.height
    image.color, image.placeholder = picture.color, picture.placeholder
    image.widths, image.renditions_due = [], True


def _file_name(picture: Picture) -> str:
    return f"products/{picture.digest}.{picture.extension}"


def make_renditions() -> bool:
    """Make those of the next picture that has none, in every width a client asks for; returns whether one was due.

    Nothing is locked meanwhile: two workers may make the same files, which are the same. A picture that cannot be read
    any more is left as it is, and logged.
    """
    due = ProductImage.objects.filter(renditions_due=True).order_by("id").first()
    if due is None:
        return False
    try:
        widths = _keep(due.file.name or "", renditions(_stored(due), widths=_widths()))
    except (OSError, DomainError) as error:
        log.warning("renditions_failed", image=due.pk, error=repr(error))
        widths = []
    _note(due, widths)
    return True


def _widths() -> set[int]:
    return {width for widths in settings.IMAGE_WIDTHS.values() for width in widths}


def _stored(image: ProductImage) -> bytes:
    with image.file.open("rb") as file:
        return bytes(file.read())


def _keep(file: str, made: Iterable[Rendition]) -> list[int]:
    widths = set[int]()
    for rendition in made:
        name = rendition_name(file, rendition.width, rendition.extension)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(rendition.data))
        widths.add(rendition.width)
    return sorted(widths)


@transaction.atomic
def _note(image: ProductImage, widths: list[int]) -> None:
    """Only of the file they were made from: another may have been put in its place meanwhile."""
    row = ProductImage.objects.filter(id=image.pk, file=image.file.name)
    if row.update(widths=widths, renditions_due=False) and widths:
        refresh_listings(product_ids=[image.product_id])
