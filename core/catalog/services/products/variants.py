"""The variants of products."""

from collections.abc import Collection, Mapping

from core.catalog.models import Variant
from core.catalog.services.products.assigning import assign, write_changed
from core.catalog.services.products.pictures import named_pictures, picture_of
from core.catalog.types import ProductDraft

_FIELDS = ("sku", "option_values", "gtin", "weight_grams", "position", "image_id")


def write_variants(drafts: Mapping[str, ProductDraft], ids: Mapping[str, int]) -> tuple[dict[str, int], set[int]]:
    """Returns every draft's variants' ids by SKU, and the ids of the products whose variants changed."""
    wanted = {variant.sku for draft in drafts.values() for variant in draft.variants}
    by_sku, by_options = _known_variants(ids, wanted)
    pictures = named_pictures(drafts, ids)
    changed, new = list[Variant](), list[Variant]()
    for slug, draft in drafts.items():
        for position, variant in enumerate(draft.variants):
            options = tuple(variant.option_values)
            row = by_sku.get(variant.sku) or by_options.get((ids[slug], options)) or Variant(product_id=ids[slug])
            values = {"sku": variant.sku, "option_values": list(options), "gtin": variant.gtin, "position": position}
            values["image_id"] = picture_of(variant, ids[slug], pictures) or row.image_id
            if assign(row, {**values, "weight_grams": variant.weight_grams}):
                (changed if row.pk else new).append(row)
            by_sku[variant.sku] = row
    write_changed(Variant, changed, _FIELDS)
    Variant.objects.bulk_create(new)
    return {sku: by_sku[sku].pk for sku in wanted}, {row.product_id for row in (*changed, *new)}


def _known_variants(
    ids: Mapping[str, int], wanted: Collection[str]
) -> tuple[dict[str, Variant], dict[tuple[int, tuple[str, ...]], Variant]]:
    """By SKU; and by option values those whose SKU is not among the wanted ones, for that goes first."""
    rows = list(Variant.objects.filter(product__in=ids.values()))
    free = {(row.product_id, tuple(row.option_values)): row for row in rows if row.sku not in wanted}
    return {row.sku: row for row in rows}, free
