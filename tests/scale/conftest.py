"""A large shop on PostgreSQL, made once for all that is asserted of it."""

import os

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from core.catalog.services import recount_facets

PRODUCTS = int(os.environ.get("PRODUCTS", "100000"))


@pytest.fixture(scope="session")
def large_shop(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> int:
    """PRODUCTS of them, counted and analysed, until the database goes; skips loudly without PostgreSQL."""
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            pytest.skip("plans are PostgreSQL's: name one in DATABASE_URL")
        call_command("demo", products=PRODUCTS, verbosity=0)
        recount_facets(now=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return PRODUCTS
