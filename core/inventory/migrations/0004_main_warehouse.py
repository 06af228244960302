"""All that was there lies in the main warehouse from now on, and what orders hold is written down order by order."""

from django.db import migrations
from django.db.models import Case, F, IntegerField, Sum, Value, When
from django.utils import timezone

PIECE = 2_000
CARRIED = {"received": 1, "found": 1, "lost": -1, "shipped": -1}
HELD = {"reserved": 1, "shipped": -1, "released": -1}


def net(signs):
    whens = [When(kind=kind, then=Value(sign) * F("quantity")) for kind, sign in signs.items()]
    return Sum(Case(*whens, default=Value(0), output_field=IntegerField()))


def open_main(apps, schema_editor):
    warehouse, _ = apps.get_model("inventory", "Warehouse").objects.get_or_create(
        code="main", defaults={"name": "Main warehouse"}
    )
    apps.get_model("inventory", "Movement").objects.filter(kind__in=CARRIED).update(warehouse=warehouse)
    _bring_in(apps, warehouse)
    _name_holders(apps)


def _bring_in(apps, warehouse):
    """What lies there is what can be sold and what orders hold. What was never counted is made to add up."""
    stock, movement = apps.get_model("inventory", "Stock"), apps.get_model("inventory", "Movement")
    place = apps.get_model("inventory", "WarehouseStock")
    rows = stock.objects.annotate(on_hand=F("available") + F("reserved"), moved=net_of_movements())
    goods, moves = [], []
    for row in rows.order_by("pk").iterator(PIECE):
        goods.append(place(variant_id=row.pk, warehouse=warehouse, on_hand=row.on_hand))
        if more := row.on_hand - (row.moved or 0):
            moves.append(
                movement(
                    variant_id=row.pk,
                    warehouse=warehouse,
                    kind="found" if more > 0 else "lost",
                    quantity=abs(more),
                    reference="warehouses",
                    happened_at=timezone.now(),
                )
            )
    place.objects.bulk_create(goods, batch_size=PIECE)
    movement.objects.bulk_create(moves, batch_size=PIECE)


def net_of_movements():
    whens = [
        When(variant__movements__kind=kind, then=Value(sign) * F("variant__movements__quantity"))
        for kind, sign in CARRIED.items()
    ]
    return Sum(Case(*whens, default=Value(0), output_field=IntegerField()))


def _name_holders(apps):
    movement, reservation = apps.get_model("inventory", "Movement"), apps.get_model("inventory", "Reservation")
    held = movement.objects.order_by().values("variant_id", "reference").annotate(units=net(HELD)).filter(units__gt=0)
    rows = [reservation(variant_id=r["variant_id"], reference=r["reference"], quantity=r["units"]) for r in held]
    reservation.objects.bulk_create(rows, batch_size=PIECE)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0003_warehouses_and_reservations")]

    operations = [migrations.RunPython(open_main, migrations.RunPython.noop)]
