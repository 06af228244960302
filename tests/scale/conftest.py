"""A large shop on PostgreSQL, made once for all that is asserted of it."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from core.catalog.models import Category, Collection, Variant
from core.catalog.services import recount_facets
from core.pricing.services import base_list, schedule_prices
from core.pricing.types import PriceDraft

SCHEDULED = 1000  # variants whose prices are others tomorrow
PRODUCTS = int(os.environ.get("PRODUCTS", "100000"))


@pytest.fixture(scope="session")
def large_shop(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> int:
    """PRODUCTS of them, counted and analysed, until the database goes."""
    with django_db_blocker.unblock():
        call_command("demo", products=PRODUCTS, verbosity=0)
        _schedule(SCHEDULED)
        _collect()
        recount_facets(now=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return PRODUCTS


def _collect() -> None:
    jazz = Category.objects.get(url_path="jazz")
    Collection.objects.create(slug="new", name="New", kind="newest")
    Collection.objects.create(
        slug="reissued", name="Reissued", kind="filtered", category=jazz, facets={"tag": ["reissue"]}, price_from=2000
    )


def _schedule(count: int) -> None:
    now = timezone.now()
    variants = Variant.objects.order_by("-id").values_list("id", flat=True)[:count]
    schedule_prices(
        price_list_id=base_list(currency=settings.SHOP_CURRENCIES[0]).pk,
        prices=dict.fromkeys(variants, PriceDraft(990)),
        now=now,
        starts_at=now + timedelta(days=1),
    )
