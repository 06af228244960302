"""Each price there is goes into everyone's list of its currency, as one that always held."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

SINCE_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def into_lists(apps: Any, editor: Any) -> None:
    lists, prices = apps.get_model("pricing", "PriceList").objects, apps.get_model("pricing", "Price").objects
    for currency in prices.order_by("currency").values_list("currency", flat=True).distinct():
        lists.get_or_create(currency=currency, group=None, defaults={"name": "Everyone"})
    everyones = lists.filter(currency=OuterRef("currency"), group=None).values("id")
    prices.filter(price_list=None).update(price_list=Subquery(everyones), starts_at=SINCE_EVER)


class Migration(migrations.Migration):
    dependencies = [("pricing", "0002_price_lists")]
    operations = [migrations.RunPython(into_lists, migrations.RunPython.noop)]
