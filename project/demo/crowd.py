"""As many products as one likes, for work on scale: plausible enough to be searched and narrowed, and quickly made."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from random import Random

import django
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core.catalog.models import Product
from core.catalog.services import save_products
from core.catalog.types import ProductDraft, VariantDraft
from core.inventory.services import set_levels
from core.inventory.types import StockLevel
from core.pricing.services import set_prices
from core.pricing.types import PriceDraft
from project.demo.records import RECORDS

BATCH = 1000
FORMATS = ("LP", "CD", "Cassette")

_WORDS = sorted({word for record in RECORDS for word in f"{record.title} {record.about}".split() if word.isalpha()})
_ARTISTS = sorted({record.artist for record in RECORDS})
_SYLLABLES = ["ka", "lo", "mi", "ra", "sen", "tor", "vel", "ni", "ost", "bru", "dal", "fen", "gor", "hul", "im", "jas"]


def first_free() -> int:
    """Where the numbering goes on: those of an earlier run stay."""
    return Product.objects.filter(slug__startswith="crowd-").count()


def add_products(count: int, *, category_ids: Sequence[int]) -> Iterator[int]:
    """Add so many, a batch a transaction; yields how many each batch added. On PostgreSQL all processors take part."""
    start = first_free()
    spans = [(at, min(at + BATCH, start + count)) for at in range(start, start + count, BATCH)]
    add = partial(add_span, category_ids=tuple(category_ids), now=timezone.now())
    if connection.vendor != "postgresql" or len(spans) == 1:
        yield from map(add, spans)
        return
    # Spawned, not forked: a fork would share the open connection.
    context = get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=django.setup) as pool:
        yield from pool.map(add, spans)


@transaction.atomic
def add_span(span: tuple[int, int], *, category_ids: Sequence[int], now: datetime) -> int:
    numbers = range(*span)
    drafts = [_draft(number, category_ids, now) for number in numbers]
    saved = save_products(products=drafts, now=now)
    chance = Random(span[0])  # noqa: S311 -- as below
    variants = saved.variants.values()
    set_levels(
        levels=[StockLevel(variant_id, chance.choice((0, 3, 40))) for variant_id in variants],
        reference="opening stock",
        now=now,
    )
    prices = {variant_id: _price(chance) for variant_id in variants}
    set_prices(currency=settings.SHOP_CURRENCIES[0], prices=prices)
    return len(numbers)


def _draft(number: int, category_ids: Sequence[int], now: datetime) -> ProductDraft:
    chance = Random(number)  # noqa: S311 -- variety, not secrecy
    formats = FORMATS[: chance.choice((1, 1, 2, 3))]
    return ProductDraft(
        slug=f"crowd-{number}",
        title=" ".join(chance.choices(_WORDS, k=chance.choice((1, 2, 2, 3)))).title(),
        brand=_artist(chance),
        kind="Record",
        description=f"<p>{' '.join(chance.choices(_WORDS, k=12)).capitalize()}.</p>",
        option_names=("Format",),
        variants=tuple(VariantDraft(f"CROWD-{number}-{form}", (form,)) for form in formats),
        category_ids=(chance.choice(category_ids),),
        tags=tuple(RECORDS[chance.randrange(len(RECORDS))].tags[:2]),
        attributes={"label": f"Label {chance.randrange(60)}", "year": chance.randrange(1960, 2027)},
        published_at=now - timedelta(minutes=chance.randrange(1_000_000)),
    )


def _artist(chance: Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(_ARTISTS)
    return f"{''.join(chance.choices(_SYLLABLES, k=2))} {''.join(chance.choices(_SYLLABLES, k=2))}".title()


def _price(chance: Random) -> PriceDraft:
    amount = chance.randrange(5, 60) * 100 + 90
    return PriceDraft(amount, amount + 500 if chance.random() < 0.1 else None)
