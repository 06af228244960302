"""The narrow tables that lists are read from. Written only by services/listings.py."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.catalog.models.categories import Category
from core.catalog.models.products import Product
from core.catalog.rules import LONGEST_FACET_VALUE


class Listing(models.Model):
    """A product as lists show it, in one currency. Written only by catalog's services."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="listings")
    currency = models.CharField(max_length=3)
    slug = models.CharField(max_length=200)
    title = models.CharField(max_length=250)
    brand = models.CharField(max_length=120)
    image = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)
    price = models.PositiveBigIntegerField(null=True, help_text="The lowest of its variants'.")
    price_varies = models.BooleanField(default=False)
    compare_at = models.PositiveBigIntegerField(null=True)
    in_stock = models.BooleanField(default=False)
    release_at = models.DateTimeField(null=True)
    popularity = models.PositiveIntegerField(default=0)
    visible = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("product", "currency", name="listing_once"),
            models.CheckConstraint(
                condition=Q(visible=False) | Q(price__isnull=False, published_at__isnull=False),
                name="listing_visible_is_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["currency", "-published_at", "-product"], name="listing_new", condition=Q(visible=True)
            ),
            models.Index(fields=["currency", "price", "product"], name="listing_price", condition=Q(visible=True)),
            models.Index(fields=["currency", "title", "product"], name="listing_title", condition=Q(visible=True)),
            models.Index(
                fields=["currency", "-popularity", "-product"], name="listing_popular", condition=Q(visible=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.currency})"


class ListingCategory(models.Model):
    """That a visible listing stands in a category or below it, with the values lists are sorted by.

    Like the facets below it can be made anew at any time, and is written by the thousand: neither carries indexes that
    others make needless, nor has the database look up each row's references.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="places", db_index=False, db_constraint=False)
    category = models.ForeignKey(Category, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    currency = models.CharField(max_length=3)
    product_id = models.BigIntegerField()
    published_at = models.DateTimeField()
    price = models.PositiveBigIntegerField()
    popularity = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=250)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("listing", "category", name="listing_category_once")]
        indexes: ClassVar = [
            models.Index(fields=["category", "currency", "-published_at", "-product_id"], name="listing_category_new"),
            models.Index(fields=["category", "currency", "price", "product_id"], name="listing_category_price"),
            models.Index(fields=["category", "currency", "title", "product_id"], name="listing_category_title"),
            models.Index(
                fields=["category", "currency", "-popularity", "-product_id"], name="listing_category_popular"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.category_id}"


class FacetValue(models.Model):
    """Every value a facet has ever had, so that the narrow table below holds two numbers a row."""

    code = models.CharField(max_length=60)
    value = models.CharField(max_length=LONGEST_FACET_VALUE)
    number = models.FloatField(null=True, help_text="What it is, where the facet is a number.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("code", "value", name="facet_value_once")]
        indexes: ClassVar = [
            models.Index(fields=["code", "number"], name="facet_value_number", condition=Q(number__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class ListingFacet(models.Model):
    """That a visible listing has a facet's value."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="facets", db_constraint=False)
    value = models.ForeignKey(FacetValue, models.CASCADE, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("value", "listing", name="listing_facet_once")]

    def __str__(self) -> str:
        return f"{self.value_id} of {self.listing_id}"


class FacetCensus(models.Model):
    """How often each facet's value stands in a whole list, counted ahead by the worker.

    A list that nobody has counted yet is counted while it is read.
    """

    category = models.ForeignKey(
        Category, models.CASCADE, null=True, related_name="+", help_text="None: the whole shop."
    )
    currency = models.CharField(max_length=3)
    counts = models.JSONField(help_text="[code, value, count] of each.")
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["category", "currency"], name="facet_census_once"),
            models.UniqueConstraint(
                fields=["currency"], name="facet_census_of_all_once", condition=Q(category__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id or 'all'} in {self.currency}"


class FacetRecount(models.Model):
    """That a list has changed since its census. Only added by those who change, so they never wait for each other."""

    category = models.ForeignKey(Category, models.CASCADE, null=True, related_name="+", db_constraint=False)
    currency = models.CharField(max_length=3)

    def __str__(self) -> str:
        return f"{self.category_id or 'all'} in {self.currency}"
