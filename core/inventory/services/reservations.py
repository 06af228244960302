"""What orders hold, until it is over: by a sweep, or because somebody else wants it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, IntegerField, QuerySet, When

from core.inventory.models import Reservation, Stock
from core.inventory.services.ledger import Move, record
from core.inventory.services.telling import tell
from core.inventory.types import MovementKind

BATCH = 500  # reservations a sweep frees at most, so that none holds many for long


@transaction.atomic
def release_all(*, reference: str, now: datetime) -> None:
    """Whatever a reference still holds is for sale again; nothing where that is nothing."""
    tell(_free(Reservation.objects.select_for_update().filter(reference=reference), now), now)


@transaction.atomic
def expire_reservations(*, now: datetime) -> int:
    """What is held for longer than it was to be is for sale again; returns how many reservations, up to BATCH.

    Those that somebody makes good, or frees, at this moment are left to them.
    """
    over = list(_over(now).order_by("expires_at", "id")[:BATCH])
    tell(_free(over, now), now)
    return len(over)


def free_expired(variant_id: int, now: datetime) -> bool:
    """Whether any of this variant was held for too long, and is available now. The caller tells of it.

    Where there seems to be some, the stock is held first: whoever frees it at this moment is waited for. It is this
    variant's alone, so the order in which stock is held stays what it was.
    """
    if not Reservation.objects.filter(variant=variant_id, expires_at__lte=now).exists():
        return False
    list(Stock.objects.select_for_update().filter(variant=variant_id))
    return bool(_free(_over(now).filter(variant=variant_id), now))


def give_back(quantities: Mapping[tuple[int, str], int], now: datetime) -> None:
    """Available again, by variant and by what they were reserved for; their reservations are gone by now."""
    sums = Counter[int]()
    for (variant_id, _), quantity in quantities.items():
        sums[variant_id] += quantity
    for variant_id, quantity in sorted(sums.items()):
        rows = Stock.objects.filter(variant=variant_id)
        rows.update(reserved=F("reserved") - quantity, available=available_by(quantity))
    moves = [
        Move(MovementKind.RELEASED, variant_id, quantity, reference)
        for (variant_id, reference), quantity in sorted(quantities.items())
    ]
    record(moves, now, uncounted=uncounted(Stock.objects.filter(variant__in=sums)))


def available_by(change: int) -> Case:
    """What is not counted stays as it is."""
    counted = F("available") + change
    return Case(When(unlimited=True, then=F("available")), default=counted, output_field=IntegerField())


def uncounted(rows: Iterable[Stock]) -> set[int]:
    return {row.pk for row in rows if row.unlimited}


def _over(now: datetime) -> QuerySet[Reservation]:
    """Not those that somebody is at: whoever holds stock and waited for them could wait in a circle."""
    return Reservation.objects.select_for_update(skip_locked=True).filter(expires_at__lte=now)


def _free(held: Iterable[Reservation], now: datetime) -> Sequence[int]:
    """Of rows that are held; returns the variants."""
    rows = list(held)
    if rows:
        Reservation.objects.filter(id__in=[row.pk for row in rows]).delete()
        give_back({(row.variant_id, row.reference): row.quantity for row in rows}, now)
    return sorted({row.variant_id for row in rows})
