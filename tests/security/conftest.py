"""One scene for all the tests of a module, for it takes longer to arrange than to attack."""

from collections.abc import Iterator
from itertools import product

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.factories import a_coupon, a_record, a_shop
from tests.factories.catalog import VariantDraftFactory
from tests.once import arranged_once
from tests.security.parties import GONE, GTIN, Scenes, a_scene


@pytest.fixture(scope="module")
def scenes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scenes]:
    """By backend and kind of owner; undone at the end of the module, as what a test does is at its own."""
    with arranged_once(django_db_blocker):
        shop = a_shop()
        a_record(variants=(VariantDraftFactory(gtin=GTIN),))
        a_record(slug=GONE, stock=0)
        a_coupon("CANARY")
        kinds = product(("web", "mobile"), ("guest", "customer"))
        arranged = {kind: a_scene(*kind, shop) for kind in kinds}
        yield lambda backend, kind: arranged[backend, kind]
