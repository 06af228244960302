"""Products of a file written some hundreds at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import DataError, IntegrityError, transaction

from core.catalog.selectors import category_by_path
from core.catalog.services import create_category, save_products
from core.catalog.types import CategoryNotFound, ProductDraft, Saved
from core.imports.rules.products import shelf_of
from core.imports.types import ImportConflict, Item, Tally
from core.inventory.services import hold_stock, set_levels
from core.inventory.types import StockLevel
from core.pricing.services import set_prices
from core.pricing.types import PriceDraft
from core.shared.errors import DomainError


@dataclass(frozen=True, slots=True)
class Outcome:
    """`refused` says by slug why; nothing of such a product was written."""

    tally: Tally
    refused: dict[str, DomainError]

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.tally + other.tally, self.refused | other.refused)


def find_shelves(*, items: Sequence[Item], known: Mapping[str, int]) -> dict[str, int]:
    """The id of the root category of each kind of product, by its slug; made where there is none yet."""
    kinds = {shelf_of(item.draft.kind): item.draft.kind for item in items}
    return {slug: known.get(slug) or _category(slug, name) for slug, name in kinds.items() if slug}


def write_items(
    *, items: Sequence[Item], shelves: Mapping[str, int], currency: str, reference: str, now: datetime
) -> Outcome:
    """Save products with stock and prices. Of what the database itself refuses, halves are tried till it is found."""
    if not items:
        return Outcome(Tally(), {})
    try:
        return _write(items, shelves, currency, reference, now)
    except (DataError, IntegrityError) as error:
        if len(items) == 1:
            conflict = ImportConflict(why=str(error).partition("\n")[0])
            return Outcome(Tally(refused=1), {items[0].draft.slug: conflict})
    half = len(items) // 2
    parts = [
        write_items(items=part, shelves=shelves, currency=currency, reference=reference, now=now)
        for part in (items[:half], items[half:])
    ]
    return parts[0] + parts[1]


@transaction.atomic
def _write(items: Sequence[Item], shelves: Mapping[str, int], currency: str, reference: str, now: datetime) -> Outcome:
    """Stock before prices: what is listed once it is priced then says at once whether there is any."""
    hold_stock(products=[item.draft.slug for item in items])
    saved = save_products(products=[_placed(item.draft, shelves) for item in items], now=now)
    offers = {saved.variants[o.sku]: o for i in items if i.draft.slug not in saved.refused for o in i.offers}
    levels = [StockLevel(variant_id, offer.available, offer.unlimited) for variant_id, offer in offers.items()]
    restocked = set_levels(levels=levels, reference=reference, now=now)
    prices = {variant_id: PriceDraft(offer.price, offer.compare_at) for variant_id, offer in offers.items()}
    repriced = set_prices(currency=currency, prices=prices)
    return Outcome(_tally(items, saved, restocked | repriced), saved.refused)


def _tally(items: Sequence[Item], saved: Saved, variants: set[int]) -> Tally:
    touched = {item.draft.slug for item in items for o in item.offers if saved.variants.get(o.sku) in variants}
    updated = (saved.updated | touched) - saved.created
    created, refused = len(saved.created), len(saved.refused)
    return Tally(created, len(updated), len(saved.products) - created - len(updated), refused)


def _placed(draft: ProductDraft, shelves: Mapping[str, int]) -> ProductDraft:
    shelf = shelf_of(draft.kind)
    return replace(draft, category_ids=(shelves[shelf],)) if shelf else draft


def _category(slug: str, name: str) -> int:
    try:
        return category_by_path(slug).id
    except CategoryNotFound:
        return create_category(name=name, slug=slug)
