"""Rows of stock held until the transaction ends, in the one order in which everybody holds them: by variant."""

from collections.abc import Collection, Mapping

from core.catalog.models import Variant
from core.inventory.models import Stock, Warehouse, WarehouseStock
from core.inventory.types import NotCounted, QuantityInvalid, WarehouseUnknown


def check_positive(quantities: Mapping[int, int]) -> None:
    """Raises QuantityInvalid."""
    if any(quantity < 1 for quantity in quantities.values()):
        raise QuantityInvalid


def hold(variant_ids: Collection[int]) -> dict[int, Stock]:
    """How it is with some variants, which stays so; nothing of one never received."""
    hold_variants(variant_ids)
    rows = Stock.objects.filter(variant__in=variant_ids).select_for_update().order_by("variant_id")
    return {variant_id: Stock(variant_id=variant_id) for variant_id in variant_ids} | {row.pk: row for row in rows}


def hold_counted(variant_ids: Collection[int]) -> dict[int, Stock]:
    """The same, of variants that are counted. Raises NotCounted."""
    rows = hold(variant_ids)
    if free := next((row for row in rows.values() if row.unlimited), None):
        raise NotCounted(variant_id=free.pk)
    return rows


def hold_variants(variant_ids: Collection[int]) -> None:
    """Whoever may give a variant its first stock holds the variant, for there is no row of stock to hold yet."""
    variants = Variant.objects.filter(id__in=variant_ids).select_for_update(no_key=True)
    list(variants.order_by("id").values_list("id", flat=True))


def open_warehouse_id(warehouse_id: int | None) -> int:
    """The warehouse named, or the one that goods come into. Raises WarehouseUnknown."""
    rows = Warehouse.objects.filter(active=True)
    if warehouse_id is not None:
        rows = rows.filter(id=warehouse_id)
    found = rows.values_list("id", flat=True).first()
    if found is None:
        raise WarehouseUnknown
    return found


def goods_of(variant_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """How many lie where, by variant and warehouse, in the order in which goods leave. Of variants that are held."""
    rows = WarehouseStock.objects.filter(variant__in=variant_ids).order_by("warehouse__priority", "warehouse_id")
    found: dict[int, dict[int, int]] = {variant_id: {} for variant_id in variant_ids}
    for variant_id, warehouse_id, on_hand in rows.values_list("variant_id", "warehouse_id", "on_hand"):
        found[variant_id][warehouse_id] = on_hand
    return found


def put(goods: Mapping[tuple[int, int], int]) -> None:
    """So many lie there from now on, by variant and warehouse. Of variants that are held."""
    WarehouseStock.objects.bulk_create(
        [
            WarehouseStock(variant_id=variant_id, warehouse_id=warehouse_id, on_hand=on_hand)
            for (variant_id, warehouse_id), on_hand in sorted(goods.items())
        ],
        update_conflicts=True,
        unique_fields=["variant", "warehouse"],
        update_fields=["on_hand"],
    )
