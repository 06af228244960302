"""Products made or brought up to date, whole, and how many of them were sold."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from core.catalog.models import Product
from core.catalog.services.categories import hold_categories
from core.catalog.services.listings import hold_listings, refresh_listings
from core.catalog.services.products.checking import refusals_of
from core.catalog.services.products.pictures import write_pictures
from core.catalog.services.products.rows import write_places, write_rows
from core.catalog.services.products.variants import write_variants
from core.catalog.types import ProductDraft, Saved


@transaction.atomic
def save_products(*, products: Sequence[ProductDraft], now: datetime) -> Saved:
    """Make products, or bring those of the same slugs up to date; the same again writes nothing.

    A variant is known by its SKU, else by its option values; one that a draft does not have stays, for its stock and
    orders hang on it. Of several drafts of one slug the last one counts. New products are on show as soon as pricing
    has priced them. Statements grow with the kinds of rows, not with the products.
    """
    drafts = {draft.slug: draft for draft in products}
    rows = {
        row.slug: row for row in Product.objects.select_for_update(no_key=True).filter(slug__in=drafts).order_by("id")
    }
    known = {row.pk: slug for slug, row in rows.items()}
    refused = refusals_of(drafts, rows, now)
    wanted = {slug: draft for slug, draft in drafts.items() if slug not in refused}
    changed = write_rows(wanted, rows, now)
    ids = {slug: rows[slug].pk for slug in wanted}
    hold_categories(category_ids={id_ for draft in wanted.values() for id_ in draft.category_ids})
    hold_listings(product_ids=ids.values())
    pictured = write_pictures(wanted, ids)
    variants, revised = write_variants(wanted, ids)
    changed |= write_places(wanted, ids) | revised
    if stale := changed & known.keys():
        refresh_listings(product_ids=stale)
    updated = frozenset(known[product_id] for product_id in stale | (pictured & known.keys()))
    return Saved(ids, variants, refused, frozenset(ids.keys() - known.values()), updated)


@transaction.atomic
def create_product(*, draft: ProductDraft, now: datetime) -> int:
    """Make one product; returns its id. Raises what `save_products` would refuse it for."""
    saved = save_products(products=[draft], now=now)
    for refusal in saved.refused.values():
        raise refusal
    return saved.products[draft.slug]


@transaction.atomic
def count_sold(*, quantities: Mapping[int, int]) -> None:
    """Told once an order: how many of each product, by id, were sold. Lists by popularity follow."""
    for product_id, quantity in sorted(quantities.items()):
        Product.objects.filter(id=product_id).update(popularity=F("popularity") + quantity)
    refresh_listings(product_ids=quantities.keys())
