"""Reads of stock."""

from collections.abc import Collection

from core.inventory.models import Stock


def available(*, variant_ids: Collection[int]) -> dict[int, int]:
    """How many of each variant can be sold now. One statement.

    Of one never received there are 0, of one that is not counted UNLIMITED.
    """
    known = {row.variant_id: row.sellable for row in Stock.objects.filter(variant__in=variant_ids)}
    return {variant_id: known.get(variant_id, 0) for variant_id in variant_ids}
