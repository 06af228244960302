"""Merchants import while shoppers buy and staff edit: everybody waits for everybody else in one order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import OperationalError, connection, transaction

from core.catalog.models import Product, Variant
from core.catalog.services import count_sold, refresh_listings, save_products
from core.catalog.types import ProductDraft, VariantDraft
from core.imports.services.batches import write_items
from core.imports.types import Item, Offer
from core.inventory.services import receive, reserve
from core.inventory.types import OutOfStock
from core.pricing.services import set_price
from tests.core.examples import CURRENCY
from tests.factories.shop import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

NAMES = ("ash", "elm", "fir", "oak")
ROUNDS = 40


def a_file(chance: Random) -> list[Item]:
    """Every product once more, some of them changed, in an order of the file's own."""
    items = [_item(name, line, chance) for line, name in enumerate(NAMES, 2)]
    chance.shuffle(items)
    return items


def _item(name: str, line: int, chance: Random) -> Item:
    sku = f"{name}-1"
    draft = ProductDraft(slug=name, title=f"{name} {chance.randrange(9)}", variants=(VariantDraft(sku),))
    return Item(draft, (Offer(sku, line, chance.randrange(1, 9), None, chance.randrange(3), False),))


def an_import(chance: Random) -> None:
    write_items(items=a_file(chance), shelves={}, currency=CURRENCY, reference="import", now=NOW)


def a_sale(chance: Random) -> None:
    ids = dict.fromkeys(chance.sample(variants(), 2), 1)
    try:
        reserve(quantities=ids, reference=f"order {chance.random()}", now=NOW)
    except OutOfStock:
        return


def a_delivery(chance: Random) -> None:
    receive(variant_id=chance.choice(variants()), quantity=1, now=NOW)


def a_price(chance: Random) -> None:
    set_price(variant_id=chance.choice(variants()), currency=CURRENCY, amount=chance.randrange(1, 9))


def a_count(chance: Random) -> None:
    count_sold(quantities=dict.fromkeys(chance.sample(products(), 3), 1))


def an_edit(chance: Random) -> None:
    with transaction.atomic():
        pk = chance.choice(products())
        Product.objects.filter(id=pk).update(brand=f"Brand {chance.randrange(9)}")
        refresh_listings(product_ids=[pk])


def variants() -> list[int]:
    return list(Variant.objects.order_by("id").values_list("id", flat=True))


def products() -> list[int]:
    return list(Product.objects.order_by("id").values_list("id", flat=True))


DEEDS: tuple[Callable[[Random], None], ...] = (an_import, a_sale, a_delivery, a_price, a_count, an_edit)


def work(nth: int) -> list[str]:
    chance, complaints = Random(nth), []
    try:
        for _ in range(ROUNDS):
            deed = DEEDS[nth % len(DEEDS)]
            try:
                deed(chance)
            except OperationalError as error:
                complaints.append(f"{deed.__name__}: {str(error).partition(chr(10))[0]}")
    finally:
        connection.close()
    return complaints


def test_nobody_waits_in_a_circle() -> None:
    save_products(
        products=[ProductDraft(slug=name, title=name, variants=(VariantDraft(f"{name}-1"),)) for name in NAMES], now=NOW
    )
    an_import(Random(0))
    with ThreadPoolExecutor(2 * len(DEEDS)) as rivals:
        complaints = [complaint for done in rivals.map(work, range(2 * len(DEEDS))) for complaint in done]
    assert complaints == []
