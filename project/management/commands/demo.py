"""`manage.py demo`: a record shop to look round in, or a crowd of products to measure with."""

import secrets
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from core.catalog import selectors as catalog
from core.catalog.imaging import accept
from core.catalog.types import Market, Picture
from core.customers.types import Customer
from core.orders.companions import count_bought_together
from project.demo import crowd, history, prices, shelving, stockroom
from project.demo.covers import draw_covers
from project.demo.people import CUSTOMERS
from project.demo.records import RECORDS

OPENED = """
{records} records in {categories} categories, {customers} customers and {orders} orders, in {seconds:.0f} s.

  The back office opens to  {staff}
  with the password         {staff_password}
  Customers sign in as      {customer}
  with the password         {customer_password}
  Coupons to try            {coupons}
  Both passwords are made up for this sample shop, kept nowhere, and for local use only.
"""


class Command(BaseCommand):
    help = f"Fills an empty shop with a sample: {len(RECORDS)} invented records, customers, orders, staff."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-images", action="store_true", help="Leave the covers out.")
        parser.add_argument("--products", type=int, metavar="N", help="Add N made-up products instead, without images.")

    def handle(self, *args: Any, no_images: bool, products: int | None, verbosity: int, **options: Any) -> None:
        say = self.stdout.write if verbosity else _silence
        seen = None if verbosity else True  # None leaves it to tqdm, which shows a bar on a terminal alone
        began = time.monotonic()
        if products is not None:
            _add_crowd(products, seen)
            say(f"{products} products added, {products / (time.monotonic() - began):,.0f} a second.")
        elif not catalog.is_empty():
            say("The catalogue is not empty: nothing was changed.")
        else:
            # Drawn before the transaction, in which others may not write; after it the shop is whole, or as it was.
            covers = [] if no_images else list(_drawn(seen))
            told = _open(covers)
            say(OPENED.format(**told, seconds=time.monotonic() - began))


def _silence(_text: str) -> None:
    pass


def _drawn(seen: bool | None) -> Iterable[Picture]:
    covers = draw_covers([record.sleeve for record in RECORDS])
    for cover in tqdm(covers, "Drawing covers", total=len(RECORDS), unit="cover", disable=seen):
        yield accept(cover)


@transaction.atomic
def _open(covers: list[Picture]) -> dict[str, Any]:
    """Returns what whoever opened the shop has to know."""
    now, currency = timezone.now(), settings.SHOP_CURRENCIES[0]
    staff_password, customer_password = secrets.token_urlsafe(9), secrets.token_urlsafe(9)
    history.write_down_taxes()
    history.offer_delivery(settings.SHOP_CURRENCIES)
    history.print_coupons(currency)
    categories = _fill_the_shelves(covers, currency, now)
    customers = history.welcome_customers(customer_password)
    prices.welcome_trade(customer_id=customers[CUSTOMERS[-1].key].id, now=now)
    orders = history.place_orders(customers, currency=currency, now=now)
    count_bought_together(now=now)
    history.employ_staff(staff_password)
    _keep_the_stockroom(customers[CUSTOMERS[0].key], Market(currency), now)
    return {
        "records": len(RECORDS),
        "categories": categories,
        "customers": len(CUSTOMERS),
        "orders": orders,
        "staff": history.STAFF,
        "staff_password": staff_password,
        "customer": CUSTOMERS[0].email,
        "customer_password": customer_password,
        "coupons": f"{history.WELCOME}, {history.FREE_POST} (from 50.00 {currency})",
    }


def _fill_the_shelves(covers: list[Picture], currency: str, now: datetime) -> int:
    """Returns how many categories there are."""
    categories = shelving.plant_categories()
    shelving.define_attributes()
    products = shelving.shelve(categories=categories, currency=currency, now=now)
    if covers:
        shelving.hang_covers(products, covers)
    shelving.announce_the_songbook(currency=currency, category_id=categories["Folk"], now=now)
    shelving.gather_collections(products, currency)
    shelving.lay_beside_each_other(products)
    shelving.rename_one(products)
    stockroom.order_more(slugs=shelving.BACKORDERS, now=now)
    stockroom.take_preorders(slugs=shelving.PREORDERS, now=now)
    prices.price_abroad(now=now)
    prices.announce_a_weekend(brand=RECORDS[0].artist, now=now)
    return len(categories)


def _keep_the_stockroom(regular: Customer, market: Market, now: datetime) -> None:
    stockroom.keep_some_back(now=now)
    stockroom.fill_the_cellar(now=now)
    stockroom.count_the_shop(now=now)
    stockroom.wait_for_something(who=regular, market=market, now=now)


def _add_crowd(count: int, seen: bool | None) -> None:
    with transaction.atomic():
        categories = shelving.plant_categories()
        shelving.define_attributes()
    with tqdm(total=count, unit="product", disable=seen) as bar:
        for added in crowd.add_products(count, category_ids=sorted(categories.values())):
            bar.update(added)
