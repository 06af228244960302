"""Addresses that pages had, kept so that they lead to where the pages are now."""

from collections.abc import Collection, Mapping

from django.db import transaction

from core.catalog.models import OldPath, OldSlug


@transaction.atomic
def move_slug(*, product_id: int, before: str, now: str) -> None:
    """Told after a product's slug has changed: the one before leads to it from now on. In the caller's transaction."""
    take_slugs(slugs=[now])
    OldSlug.objects.update_or_create(slug=before, defaults={"product_id": product_id})


def take_slugs(*, slugs: Collection[str]) -> None:
    """These are products' own from now on, whatever they led to. One statement."""
    if slugs:
        OldSlug.objects.filter(slug__in=list(slugs)).delete()


def move_paths(*, moved: Mapping[str, int], taken: Collection[str]) -> None:
    """Paths that categories, by id, had before lead to them; those they have now are their own. Two statements."""
    OldPath.objects.filter(path__in=[*moved, *taken]).delete()
    OldPath.objects.bulk_create(
        OldPath(path=path, category_id=category_id) for path, category_id in moved.items() if path not in taken
    )
