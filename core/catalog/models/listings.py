"""The narrow tables that lists are read from. Written only by services/listings.py."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value

from core.catalog.collation import LONGEST_SORT_KEY
from core.catalog.models.categories import Category
from core.catalog.models.products import Product
from core.catalog.rules import LONGEST_FACET_VALUE
from core.catalog.types import EVERYONE, FOREVER, LONG_AGO, Supply


class Listing(models.Model):
    """A product as lists show it in a currency, to a group of customers, for a period: `since` <= now < `until`.

    A product has one from LONG_AGO on in every currency of the shop, which is never deleted, and beside it those of
    whatever prices or dates are to come. Together they hold from LONG_AGO to FOREVER without a gap, so that everything
    switches by itself. Written only by catalog's services.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="listings", db_index=False)
    currency = models.CharField(max_length=3)
    group = models.PositiveIntegerField(default=EVERYONE, db_default=EVERYONE)
    since = models.DateTimeField(default=LONG_AGO, db_default=Value(LONG_AGO, models.DateTimeField()))
    until = models.DateTimeField(default=FOREVER, db_default=Value(FOREVER, models.DateTimeField()))
    slug = models.CharField(max_length=200)
    title = models.CharField(max_length=250)
    brand = models.CharField(max_length=120)
    translations = models.JSONField(
        default=dict, db_default=Value({}, models.JSONField()), help_text="Its title and its picture's text."
    )
    image = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)
    price = models.PositiveBigIntegerField(null=True, help_text="The lowest of its variants'.")
    price_varies = models.BooleanField(default=False)
    compare_at = models.PositiveBigIntegerField(null=True)
    supply = models.CharField(
        max_length=10,
        choices=[(s.value, s.name.capitalize().replace("_", " ")) for s in Supply],
        default=Supply.SOLD_OUT,
        db_default=Supply.SOLD_OUT.value,
    )
    release_at = models.DateTimeField(null=True)
    preorder = models.BooleanField(default=False, db_default=False)
    popularity = models.PositiveIntegerField(default=0)
    visible = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("product", "currency", "group", "since", name="listing_once"),
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="listing_lasts"),
            models.CheckConstraint(condition=Q(supply__in=list(Supply)), name="listing_supply_known"),
            models.CheckConstraint(
                condition=Q(visible=False) | Q(price__isnull=False, published_at__isnull=False),
                name="listing_visible_is_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["currency", "group", "-published_at", "-product"],
                name="listing_new",
                condition=Q(visible=True),
            ),
            models.Index(
                fields=["currency", "group", "price", "product"], name="listing_price", condition=Q(visible=True)
            ),
            models.Index(
                fields=["currency", "group", "-popularity", "-product"],
                name="listing_popular",
                condition=Q(visible=True),
            ),
            models.Index(fields=["until"], name="listing_ends", condition=Q(until__lt=FOREVER)),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.currency})"

    @property
    def in_stock(self) -> bool:
        return self.supply == Supply.IN_STOCK


class ListingCategory(models.Model):
    """That a visible listing stands in a category or below it, with its period and the values lists are sorted by.

    Like the facets and titles below it can be made anew at any time, and is written by the thousand: none of them
    carries indexes that others make needless, nor has the database look up each row's references.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="places", db_index=False, db_constraint=False)
    category = models.ForeignKey(Category, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    currency = models.CharField(max_length=3)
    group = models.PositiveIntegerField(default=EVERYONE, db_default=EVERYONE)
    product_id = models.BigIntegerField()
    since = models.DateTimeField(default=LONG_AGO, db_default=Value(LONG_AGO, models.DateTimeField()))
    until = models.DateTimeField(default=FOREVER, db_default=Value(FOREVER, models.DateTimeField()))
    published_at = models.DateTimeField()
    price = models.PositiveBigIntegerField()
    popularity = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("listing", "category", name="listing_category_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["category", "currency", "group", "-published_at", "-product_id"], name="listing_category_new"
            ),
            models.Index(
                fields=["category", "currency", "group", "price", "product_id"], name="listing_category_price"
            ),
            models.Index(
                fields=["category", "currency", "group", "-popularity", "-product_id"], name="listing_category_popular"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.category_id}"


class ListingTitle(models.Model):
    """Where a product stands among the titles of a language, in the whole shop and in each category or above.

    There is one of each product that some listing may show; which of them a market shows now, the listings say.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    category_id = models.BigIntegerField(default=0, help_text="0: the whole shop.")
    locale = models.CharField(max_length=20)
    sort_key = models.CharField(max_length=LONGEST_SORT_KEY)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("product", "category_id", "locale", name="listing_title_once")]
        indexes: ClassVar = [
            models.Index(fields=["category_id", "locale", "sort_key", "product"], name="listing_title_sorted")
        ]

    def __str__(self) -> str:
        return f"{self.sort_key} ({self.locale})"


class FacetValue(models.Model):
    """Every value a facet has ever had, so that the narrow table below holds two numbers a row."""

    code = models.CharField(max_length=60)
    value = models.CharField(max_length=LONGEST_FACET_VALUE)
    number = models.FloatField(null=True, help_text="What it is, where the facet is a number.")
    translations = models.JSONField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        help_text="Of an option: what the facet and the value are called, as a product said it last.",
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("code", "value", name="facet_value_once")]
        indexes: ClassVar = [
            models.Index(fields=["code", "number"], name="facet_value_number", condition=Q(number__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class ListingFacet(models.Model):
    """That a product which some listing may show has a facet's value."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="facets", db_constraint=False)
    value = models.ForeignKey(FacetValue, models.CASCADE, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("value", "product", name="listing_facet_once")]

    def __str__(self) -> str:
        return f"{self.value_id} of {self.product_id}"


class FacetCensus(models.Model):
    """How often each facet's value stands in a whole list, counted ahead by the worker.

    It is right until something it counted changes by itself. A list that has none which is right now is counted while
    it is read.
    """

    category = models.ForeignKey(
        Category, models.CASCADE, null=True, related_name="+", help_text="None: the whole shop."
    )
    currency = models.CharField(max_length=3)
    group = models.PositiveIntegerField(default=EVERYONE, db_default=EVERYONE)
    counts = models.JSONField(help_text="[code, value, count] of each.")
    counted_at = models.DateTimeField()
    until = models.DateTimeField(default=FOREVER, db_default=Value(FOREVER, models.DateTimeField()))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["category", "currency", "group"], name="facet_census_once"),
            models.UniqueConstraint(
                fields=["currency", "group"], name="facet_census_of_all_once", condition=Q(category__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id or 'all'} in {self.currency}"


class FacetRecount(models.Model):
    """That a list has changed since its census. Only added by those who change, so they never wait for each other."""

    category = models.ForeignKey(Category, models.CASCADE, null=True, related_name="+", db_constraint=False)
    currency = models.CharField(max_length=3)
    group = models.PositiveIntegerField(default=EVERYONE, db_default=EVERYONE)

    def __str__(self) -> str:
        return f"{self.category_id or 'all'} in {self.currency}"


class BoughtTogether(models.Model):
    """How often whoever bought a product bought another with it. Written only by services.write_bought_together."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Product, models.CASCADE, related_name="+")
    score = models.PositiveIntegerField(help_text="In how many orders both were.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("product", "other", name="bought_together_once"),
            models.CheckConstraint(condition=~Q(product=F("other")), name="bought_together_with_another"),
            models.CheckConstraint(condition=Q(score__gt=0), name="bought_together_at_all"),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} with {self.product_id}: {self.score}"
