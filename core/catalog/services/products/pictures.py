"""The pictures that drafts and their variants name by where they are, so far or for good."""

from collections.abc import Mapping

from core.catalog.models import ProductImage
from core.catalog.types import ProductDraft, VariantDraft


def write_pictures(drafts: Mapping[str, ProductDraft], ids: Mapping[str, int]) -> set[int]:
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


def named_pictures(drafts: Mapping[str, ProductDraft], ids: Mapping[str, int]) -> dict[tuple[int, str], int]:
    """The pictures that variants may name, by product and address. One statement, or none where no variant does."""
    if not any(variant.image_url for draft in drafts.values() for variant in draft.variants):
        return {}
    known = ProductImage.objects.filter(product__in=ids.values()).values_list("id", "product_id", "source_url", "file")
    return {(product_id, where): pk for pk, product_id, *places in known for where in places if where}


def picture_of(variant: VariantDraft, product_id: int, pictures: Mapping[tuple[int, str], int]) -> int | None:
    url = variant.image_url
    return pictures.get((product_id, url)) or pictures.get((product_id, _kept_as(url))) if url else None


def _kept_as(url: str) -> str:
    """The name a picture would have in the media storage, if its address were one of this shop's own."""
    return "/".join(url.rsplit("/", 2)[-2:])
