"""Where pages were before, so that those who come by an old address are sent on.

What an address leads to is a row, not another address: however often a page moves, nobody is sent in a circle. An
address that is a page's own again is no old one any more.
"""

from django.db import models

from core.catalog.models.categories import Category
from core.catalog.models.products import Product


class OldSlug(models.Model):
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    product = models.ForeignKey(Product, models.CASCADE, related_name="old_slugs")

    def __str__(self) -> str:
        return self.slug


class OldPath(models.Model):
    path = models.CharField(max_length=500, unique=True)
    category = models.ForeignKey(Category, models.CASCADE, related_name="old_paths")

    def __str__(self) -> str:
        return self.path
