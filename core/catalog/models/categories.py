"""The tree that products stand in."""

from django.db import models
from django.db.models import Value
from treebeard.mp_tree import MP_Node

from core.catalog.models.texts import translations_field


class Category(MP_Node):
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    description = models.TextField(blank=True)
    seo_title = models.CharField("SEO title", max_length=250, blank=True, db_default="")
    seo_description = models.CharField("SEO description", max_length=500, blank=True, db_default="")
    translations = translations_field()
    # Kept by services.place_category, so that a page finds its category and breadcrumbs in one row.
    url_path = models.CharField(max_length=500, unique=True, editable=False)
    trail = models.JSONField(
        default=list, editable=False, help_text="[id, name, url_path] of each ancestor, root first."
    )

    trail_translations = models.JSONField(
        default=dict,
        editable=False,
        db_default=Value({}, models.JSONField()),
        help_text="Names of its ancestors by language, by their ids.",
    )

    class Meta:
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name
