"""`manage.py demo`: a record shop to look round in."""

import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from core.catalog import selectors as catalog
from core.catalog.services import add_image, create_category, create_product
from core.catalog.types import CategoryNotFound, NewProduct, NewVariant
from core.inventory.services import receive
from core.pricing.services import set_price
from core.shipping.models import ShippingMethod
from project.demo.covers import Cover, draw_cover
from project.demo.records import GENRES, RECORDS, Offer, Record

SKU_ENDINGS = {"LP": "-LP", "2×LP": "-2LP", "CD": "-CD", "Cassette": "-MC", "": ""}


class Command(BaseCommand):
    help = f"Fills an empty shop with a sample catalogue: {len(RECORDS)} invented records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-images", action="store_true", help="Leave the covers out.")

    def handle(self, *args: Any, no_images: bool, verbosity: int, **options: Any) -> None:
        say = self.stdout.write if verbosity else _silence
        if not catalog.is_empty():
            say("The catalogue is not empty: nothing was changed.")
            return
        began, now = time.monotonic(), timezone.now()
        currency = settings.SHOP_CURRENCIES[0]
        _offer_delivery(currency)
        categories = _plant_categories()
        say("Filling the shelves ", ending="")
        for number, record in enumerate(RECORDS):
            cover = None if no_images else _cover(record)  # drawn before the transaction: others may want to write
            _shelve(record, number=number, categories=categories, cover=cover, currency=currency, now=now)
            say(".", ending="")
            self.stdout.flush()
        say(f"\n{_summary(len(categories), currency)} in {time.monotonic() - began:.1f} s.")


def _silence(_text: str, ending: str | None = None) -> None:
    pass


def _summary(categories: int, currency: str) -> str:
    variants = sum(len(record.offers) for record in RECORDS)
    return f"{len(RECORDS)} records in {variants} versions and {categories} categories, priced in {currency},"


def _offer_delivery(currency: str) -> None:
    fields = {"name": "Standard delivery", "price": 4_90}
    ShippingMethod.objects.get_or_create(code="standard", currency=currency, defaults=fields)


def _plant_categories() -> dict[str, int]:
    """The ids of all genres and their kinds, by name."""
    ids: dict[str, int] = {}
    for genre in GENRES:
        root = slugify(genre.name)
        ids[genre.name] = _category(root, name=genre.name, about=genre.about)
        for name, about in genre.kinds:
            ids[name] = _category(f"{root}/{slugify(name)}", name=name, about=about, parent_id=ids[genre.name])
    return ids


def _category(path: str, *, name: str, about: str, parent_id: int | None = None) -> int:
    """A run that was cut short may have left some."""
    try:
        return catalog.category_by_path(path).id
    except CategoryNotFound:
        slug = path.rpartition("/")[2]
        return create_category(name=name, slug=slug, parent_id=parent_id, description=about)


def _cover(record: Record) -> Cover:
    motif, palette = record.art
    return draw_cover(seed=record.slug, title=record.title, artist=record.artist, motif=motif, palette=palette)


@transaction.atomic
def _shelve(
    record: Record, *, number: int, categories: dict[str, int], cover: Cover | None, currency: str, now: datetime
) -> None:
    """Put one record on show, priced, pictured and in stock."""
    category_ids = tuple(categories[kind] for kind in record.kinds)
    product_id = create_product(new=_new_product(record, number, category_ids, now))
    for variant, offer in zip(catalog.variants_of(product_id), record.offers, strict=True):
        set_price(variant_id=variant.id, currency=currency, amount=offer.price, compare_at=offer.was)
        if offer.stock:
            receive(variant_id=variant.id, quantity=offer.stock, reference="opening stock", now=now)
    if cover:
        file = ContentFile(cover.jpeg, f"{record.slug}.jpg")
        alt = f"Cover of {record.title} by {record.artist}"
        add_image(product_id=product_id, file=file, alt=alt, color=cover.color)


def _new_product(record: Record, number: int, category_ids: tuple[int, ...], now: datetime) -> NewProduct:
    chosen_by_format = any(offer.form for offer in record.offers)
    return NewProduct(
        slug=record.slug,
        title=record.title,
        brand=record.artist,
        description=record.description,
        option_names=("Format",) if chosen_by_format else (),
        variants=tuple(_new_variant(record, number, offer) for offer in record.offers),
        category_ids=category_ids,
        published_at=now - _age(number),
    )


def _new_variant(record: Record, number: int, offer: Offer) -> NewVariant:
    initials = "".join(word[0] for word in record.label.split() if word[0].isalpha())
    sku = f"{initials}{number + 1:03}{SKU_ENDINGS[offer.form]}"
    return NewVariant(sku=sku, option_values=(offer.form,) if offer.form else ())


def _age(number: int) -> timedelta:
    """Spread over the past year. A step of 13 visits all 40 places and mixes the genres, which stand in order."""
    return timedelta(days=1 + 9 * (number * 13 % len(RECORDS)), hours=number % 9)
