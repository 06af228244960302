"""Writes of products: one by hand or a thousand from a file, the same way."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from core.catalog.models import Product, ProductImage, Variant
from core.catalog.rules import check_attributes, check_variants, check_window, safe_html
from core.catalog.services.addresses import take_slugs
from core.catalog.services.attributes import attribute_kinds
from core.catalog.services.categories import hold_categories
from core.catalog.services.listings import hold_listings, refresh_listings
from core.catalog.services.translations import product_texts
from core.catalog.types import ProductDraft, ProductStatus, Saved, SkuTaken, VariantDraft
from core.shared.errors import DomainError

_FIELDS = (
    *("title", "brand", "kind", "description", "option_names", "status", "published_at", "unpublish_at", "release_at"),
    *("preorder", "tax_class", "main_category_id", "tags", "attributes", "seo_title", "seo_description"),
    "translations",
)
_VARIANT_FIELDS = ("sku", "option_values", "gtin", "weight_grams", "position", "image_id")


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
    refused = _refused(drafts, rows, now)
    wanted = {slug: draft for slug, draft in drafts.items() if slug not in refused}
    changed = _write_rows(wanted, rows, now)
    ids = {slug: rows[slug].pk for slug in wanted}
    hold_categories(category_ids={id_ for draft in wanted.values() for id_ in draft.category_ids})
    hold_listings(product_ids=ids.values())
    pictured = _write_images(wanted, ids)
    variants, revised = _write_variants(wanted, ids)
    changed |= _write_categories(wanted, ids) | revised
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


def _refused(drafts: Mapping[str, ProductDraft], rows: Mapping[str, Product], now: datetime) -> dict[str, DomainError]:
    kinds = attribute_kinds() if any(draft.attributes for draft in drafts.values()) else {}
    owners = _sku_owners(drafts, {row.pk: slug for slug, row in rows.items()})
    refused: dict[str, DomainError] = {}
    for slug, draft in drafts.items():
        try:
            check_variants(draft)
            check_attributes(kinds, draft.attributes or {})
            check_window(**_window(draft, rows.get(slug) or Product(), now))
            product_texts(translations=draft.translations or {})
            _check_skus(draft, owners)
        except DomainError as error:
            refused[slug] = error
    return refused


def _sku_owners(drafts: Mapping[str, ProductDraft], known: Mapping[int, str]) -> dict[str, str]:
    """Which product has each SKU: in the shop already, else the first draft that names it."""
    skus = {variant.sku: slug for slug in reversed(list(drafts)) for variant in drafts[slug].variants}
    taken = Variant.objects.filter(sku__in=skus).values_list("sku", "product_id", "product__slug")
    return skus | {sku: known.get(product_id, slug) for sku, product_id, slug in taken}


def _check_skus(draft: ProductDraft, owners: Mapping[str, str]) -> None:
    for variant in draft.variants:
        if owners[variant.sku] != draft.slug:
            raise SkuTaken(sku=variant.sku, product=owners[variant.sku])


def _write_rows(drafts: Mapping[str, ProductDraft], rows: dict[str, Product], now: datetime) -> set[int]:
    """Write the products' own rows, adding new ones to `rows`; returns the ids of the known ones that changed."""
    changed = [rows[slug] for slug, draft in drafts.items() if slug in rows and _apply(draft, rows[slug], now)]
    if changed:
        Product.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=_columns(_FIELDS)
        )
    new = {slug: Product(slug=slug) for slug in drafts if slug not in rows}
    for slug, row in new.items():
        _apply(drafts[slug], row, now)
    Product.objects.bulk_create(new.values())
    take_slugs(slugs=new)
    rows |= new
    return {row.pk for row in changed}


def _columns(attributes: Sequence[str]) -> list[str]:
    return [name.removesuffix("_id") for name in attributes]


def _apply(draft: ProductDraft, row: Product, now: datetime) -> bool:
    """Give a row what its draft says; returns whether that changes anything."""
    main, stands = row.main_category_id, draft.category_ids
    values: dict[str, Any] = {
        "title": draft.title,
        "brand": draft.brand,
        "kind": draft.kind,
        "description": safe_html(draft.description),
        "option_names": list(draft.option_names),
        "status": draft.status,
        "main_category_id": main if main in stands else next(iter(stands), None),
        "tags": list(dict.fromkeys(draft.tags)),
        "seo_title": draft.seo_title,
        "seo_description": draft.seo_description,
        **_window(draft, row, now),
        **_said(draft),
    }
    return _assign(row, values)


def _window(draft: ProductDraft, row: Product, now: datetime) -> dict[str, datetime | None]:
    """When a product is to be on show."""
    first = now if draft.status == ProductStatus.ACTIVE else None
    return {
        "published_at": draft.published_at or row.published_at or first,
        "unpublish_at": draft.unpublish_at or row.unpublish_at,
    }


def _said(draft: ProductDraft) -> dict[str, Any]:
    """What a draft says of that on which it may be silent."""
    said: dict[str, Any] = {
        "release_at": draft.release_at,
        "preorder": draft.preorder,
        "tax_class": draft.tax_class,
        "attributes": None if draft.attributes is None else dict(draft.attributes),
        "translations": None if draft.translations is None else product_texts(translations=draft.translations),
    }
    return {name: value for name, value in said.items() if value is not None}


def _assign(row: Any, values: Mapping[str, Any]) -> bool:
    changes = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    return bool(changes)


def _write_categories(drafts: Mapping[str, ProductDraft], ids: Mapping[str, int]) -> set[int]:
    """Returns the ids of the products that stand elsewhere now."""
    through = Product.categories.through
    wanted = {(ids[slug], category_id) for slug, draft in drafts.items() for category_id in draft.category_ids}
    standing = through.objects.filter(product__in=ids.values()).values_list("product_id", "category_id", "id")
    there = {(product_id, category_id): pk for product_id, category_id, pk in standing}
    gone, new = there.keys() - wanted, wanted - there.keys()
    if gone:
        through.objects.filter(id__in=[there[pair] for pair in gone]).delete()
    through.objects.bulk_create(through(product_id=product, category_id=category) for product, category in sorted(new))
    return {product_id for product_id, _ in gone | new}


def _write_images(drafts: Mapping[str, ProductDraft], ids: Mapping[str, int]) -> set[int]:
    """Note the pictures that are to be fetched, behind those a product has. Nothing is shown of them yet.

    Returns the ids of the products that have such a picture more.
    """
    wanted = {
        (ids[slug], image.source_url): (position, image.alt)
        for slug, draft in drafts.items()
        for position, image in enumerate(draft.images)
    }
    if not wanted:
        return set()
    known = ProductImage.objects.filter(product__in=ids.values()).values_list("product_id", "source_url", "file")
    there = {(product_id, where) for product_id, *places in known for where in places}
    new = {
        (product_id, url): image
        for (product_id, url), image in wanted.items()
        if (product_id, url) not in there and (product_id, _kept_as(url)) not in there
    }
    ProductImage.objects.bulk_create(
        ProductImage(product_id=product_id, source_url=url, position=position, alt=alt)
        for (product_id, url), (position, alt) in new.items()
    )
    return {product_id for product_id, _ in new}


def _named_images(drafts: Mapping[str, ProductDraft], ids: Mapping[str, int]) -> dict[tuple[int, str], int]:
    """The pictures that variants may name, by product and address. One statement, or none where no variant does."""
    if not any(variant.image_url for draft in drafts.values() for variant in draft.variants):
        return {}
    known = ProductImage.objects.filter(product__in=ids.values()).values_list("id", "product_id", "source_url", "file")
    return {(product_id, where): pk for pk, product_id, *places in known for where in places if where}


def _image_of(variant: VariantDraft, product_id: int, images: Mapping[tuple[int, str], int]) -> int | None:
    url = variant.image_url
    return images.get((product_id, url)) or images.get((product_id, _kept_as(url))) if url else None


def _kept_as(url: str) -> str:
    """The name a picture would have in the media storage, if its address were one of this shop's own."""
    return "/".join(url.rsplit("/", 2)[-2:])


def _write_variants(drafts: Mapping[str, ProductDraft], ids: Mapping[str, int]) -> tuple[dict[str, int], set[int]]:
    """Returns every draft's variants' ids by SKU, and the ids of the products whose variants changed."""
    wanted = {variant.sku for draft in drafts.values() for variant in draft.variants}
    by_sku, by_options = _known_variants(ids, wanted)
    images = _named_images(drafts, ids)
    changed, new = list[Variant](), list[Variant]()
    for slug, draft in drafts.items():
        for position, variant in enumerate(draft.variants):
            options = tuple(variant.option_values)
            row = by_sku.get(variant.sku) or by_options.get((ids[slug], options)) or Variant(product_id=ids[slug])
            values = {"sku": variant.sku, "option_values": list(options), "gtin": variant.gtin, "position": position}
            values["image_id"] = _image_of(variant, ids[slug], images) or row.image_id
            if _assign(row, {**values, "weight_grams": variant.weight_grams}):
                (changed if row.pk else new).append(row)
            by_sku[variant.sku] = row
    if changed:
        Variant.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=_columns(_VARIANT_FIELDS)
        )
    Variant.objects.bulk_create(new)
    return {sku: by_sku[sku].pk for sku in wanted}, {row.product_id for row in (*changed, *new)}


def _known_variants(
    ids: Mapping[str, int], wanted: Collection[str]
) -> tuple[dict[str, Variant], dict[tuple[int, tuple[str, ...]], Variant]]:
    """By SKU; and by option values those whose SKU is not among the wanted ones, for that goes first."""
    rows = list(Variant.objects.filter(product__in=ids.values()))
    free = {(row.product_id, tuple(row.option_values)): row for row in rows if row.sku not in wanted}
    return {row.sku: row for row in rows}, free
