"""Products worth showing together."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value

from core.catalog.models.categories import Category
from core.catalog.models.products import Product
from core.catalog.models.texts import translations_field
from core.catalog.types import CollectionKind


def _is_set(price: str) -> Q:
    """That there is such a price. What is compared with NULL would pass a check."""
    return Q(**{f"{price}__isnull": False, f"{price}__gt": 0})


class Collection(models.Model):
    """Products worth showing together: picked by hand, or by a rule."""

    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=250, blank=True)
    kind = models.CharField(
        max_length=12, choices=[(k.value, k.name.replace("_", " ").title()) for k in CollectionKind]
    )
    price_limit = models.PositiveBigIntegerField(
        null=True, blank=True, help_text='What is in "price below" costs less; shown to those who pay in its currency.'
    )
    price_from = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The least that what a rule chooses costs."
    )
    currency = models.CharField(
        max_length=3, blank=True, db_default="", help_text="Of the prices; empty: the shop's first."
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", help_text="In it, or in one below it."
    )
    facets = models.JSONField(
        default=dict,
        blank=True,
        db_default=Value({}, models.JSONField()),
        help_text='Values by facet, one of which each product has: {"tag": ["live"]}.',
    )
    on_home = models.BooleanField(default=True, help_text="Shown on the first page of every client.")
    position = models.PositiveIntegerField(default=0)
    seo_title = models.CharField("SEO title", max_length=250, blank=True, db_default="")
    seo_description = models.CharField("SEO description", max_length=500, blank=True, db_default="")
    translations = translations_field()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(CollectionKind)), name="collection_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=CollectionKind.PRICE_BELOW) | _is_set("price_limit"),
                name="collection_price_below_has_limit",
            ),
            models.CheckConstraint(
                condition=~Q(kind=CollectionKind.FILTERED)
                | ~Q(facets={})
                | Q(category__isnull=False)
                | _is_set("price_from")
                | _is_set("price_limit"),
                name="collection_filtered_asks_for_something",
            ),
            models.CheckConstraint(
                condition=Q(kind=CollectionKind.FILTERED)
                | Q(facets={}, category__isnull=True, price_from__isnull=True),
                name="collection_others_ask_for_nothing",
            ),
            models.CheckConstraint(
                condition=Q(price_from__isnull=True) | Q(price_limit__isnull=True) | Q(price_from__lt=F("price_limit")),
                name="collection_prices_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CollectionItem(models.Model):
    """One of the products staff picked for a collection."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, models.CASCADE, related_name="picks")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint("collection", "product", name="collection_item_once")]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.collection_id}"
