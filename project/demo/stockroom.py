"""What lies where in the sample shop, what is owed, and what somebody waits for."""

from datetime import datetime, timedelta

from core.catalog.models import Variant
from core.catalog.types import Market
from core.customers.types import Customer
from core.inventory.models import Stock, Warehouse
from core.inventory.services import ask_alert, close_take, count, open_take, set_backorder, set_safety, transfer

ON_ORDER = timedelta(days=12)  # until more comes in of what can be ordered though none is there
PREORDERS = 40  # of each format of what is not out yet


def fill_the_cellar(*, now: datetime) -> None:
    """A second warehouse, from which goods leave once the shop has none: half of what there is much of lies there."""
    shop = Warehouse.objects.order_by("priority", "id")[0]
    cellar = Warehouse.objects.create(code="cellar", name="Cellar", country="DE", priority=shop.priority + 1)
    plenty = {row.pk: row.available // 2 for row in Stock.objects.filter(available__gte=24)}
    transfer(source=shop.pk, target=cellar.pk, quantities=plenty, reference="opening stock", now=now)


def keep_some_back(*, now: datetime) -> None:
    """One of what there are a dozen of, for the window."""
    for row in Stock.objects.filter(available=12).order_by("variant"):
        set_safety(variant_id=row.pk, units=1, now=now)


def order_more(*, slugs: tuple[str, ...], now: datetime) -> None:
    """What has run out of these can be ordered, and is sent when it comes."""
    for variant in Variant.objects.filter(product__slug__in=slugs).exclude(stock__available__gt=0).order_by("id"):
        set_backorder(variant_id=variant.pk, limit=20, expected_at=now + ON_ORDER, now=now)


def take_preorders(*, slugs: tuple[str, ...], now: datetime) -> None:
    """So many of each can be ordered before they are out."""
    for variant in Variant.objects.filter(product__slug__in=slugs).order_by("id"):
        set_backorder(variant_id=variant.pk, limit=PREORDERS, expected_at=None, now=now)


def count_the_shop(*, now: datetime) -> None:
    """A stock take that found one record behind the shelf, and one that is still going on."""
    for warehouse in Warehouse.objects.order_by("-priority", "-id"):
        lying = list(warehouse.goods.filter(on_hand__gt=0).order_by("variant").values_list("variant", "on_hand")[:6])
        take = open_take(warehouse_id=warehouse.pk, now=now)
        counted = dict(lying) | {lying[0][0]: lying[0][1] + 1}
        count(take_id=take, counts=counted, now=now)
        if warehouse.code == "cellar":
            close_take(take_id=take, now=now)


def wait_for(*, who: Customer, slug: str, market: Market, now: datetime) -> None:
    """Somebody wants to be told when it is back."""
    variant = Variant.objects.filter(product__slug=slug).order_by("position")[0]
    ask_alert(principal=who, variant_id=variant.pk, market=market, now=now)
