"""Several processes change everything at once, by chance, for an hour of their clock: lists say what is so, to the row.

LISTING_HOUR is how many seconds the hour takes; the suite's own is short.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes.server import ROOT, Shop, open_shop

SECONDS = float(os.environ.get("LISTING_HOUR", "12"))
PROCESSES = 4

pytestmark = pytest.mark.postgres

PREPARE = """
from random import Random
from core.catalog.models import Attribute, Collection
from core.catalog.services import create_category, save_products
from core.customers.models import CustomerGroup
from core.pricing.services import base_list, make_list
from django.conf import settings
from tests.processes.listing_hour import PRODUCTS, START, a_draft
music = create_category(name="Music", slug="music")
for name in ("Jazz", "Rock"):
    create_category(name=name, slug=name.lower(), parent_id=music)
Attribute.objects.create(code="label", name="Label", is_facet=True)
Collection.objects.create(slug="picks", name="Picks", kind="picked")
for currency in settings.SHOP_CURRENCIES:
    base_list(currency=currency)
trade = CustomerGroup.objects.create(code="trade", name="Trade")
make_list(name="Trade", currency="EUR", group_id=trade.pk)
save_products(products=[a_draft(at, Random(at)) for at in range(PRODUCTS)], now=START)
"""
# At the end of the hour, whatever real time it is then.
CHECK = """
import time_machine
from tests.processes.listing_hour import HOUR, START
from core.catalog.models import Listing
from core.catalog.services import wrong_censuses
from project.listings import batches, divergences, strays
with time_machine.travel(START + HOUR, tick=False):
    found = [str(one) for ids in batches() for one in divergences(ids)] + [*strays(), *wrong_censuses()]
    print(len(found), Listing.objects.count(), Listing.objects.filter(group__gt=0).count(), *found[:9], sep="\\n")
"""
# The twin: one of the tellers keeps silent in every process.
SILENT = """
import runpy, sys
from unittest.mock import patch
import django
sys.path.insert(0, "{root}")
django.setup()
sys.argv = ["tests.processes.listing_hour", *sys.argv[1:]]
with patch("{where}", new=lambda *args, **kwargs: None):
    runpy.run_module("tests.processes.listing_hour", run_name="__main__")
"""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Shop]:
    """A shop with products to change."""
    with open_shop(tmp_path) as shop:
        shop.run(PREPARE)
        yield shop


def an_hour(shop: Shop, seconds: float, *program: str) -> tuple[Counter[str], list[str]]:
    """All processes' deeds together, and their complaints."""
    began, command = time.time() + 2, program or ("-m", "tests.processes.listing_hour")
    logs = [shop.folder / f"hour-{seed}.log" for seed in range(PROCESSES)]
    processes = [shop.start(*command, str(seed), str(began), str(seconds), log=log) for seed, log in enumerate(logs)]
    for process in processes:
        process.wait(timeout=seconds + 120)
    done, complaints = Counter[str](), list[str]()
    for log, process in zip(logs, processes, strict=True):
        assert process.returncode == 0, log.read_text()[-4000:]
        told = json.loads(log.read_text().splitlines()[-1])
        done.update(told["done"])
        complaints += told["complaints"]
    return done, complaints


def checked(shop: Shop) -> tuple[int, list[str]]:
    """How many divergences there are, and the rest of what the check said."""
    count, *rest = shop.run(CHECK).splitlines()
    return int(count), rest


def test_after_an_hour_of_everything_no_row_diverges(
    town: Shop, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    done, complaints = an_hour(town, SECONDS)
    count, rest = checked(town)
    deeds = f"{sum(done.values()):,} deeds of {PROCESSES} processes in {SECONDS:g} s"
    figure = f"{deeds}: {count} divergences in {rest[0]} listings"
    record_property("figure", figure)
    with capsys.disabled():
        print(f"\n{figure}\n{dict(done.most_common())}", *complaints, sep="\n")  # noqa: T201 -- the figure is what it is run for
    assert complaints == []
    assert (count, rest[2:]) == (0, [])


@pytest.mark.parametrize(
    "where",
    [
        "core.inventory.services.telling.reflect_stock",
        "core.pricing.services.telling.reflect_prices",
    ],
)
def test_where_a_teller_keeps_silent_the_hour_ends_otherwise(town: Shop, where: str) -> None:
    script = town.folder / "silent.py"
    script.write_text(SILENT.format(where=where, root=ROOT))
    an_hour(town, min(SECONDS, 6), str(script))
    assert checked(town)[0] > 0
