"""The catalogue's tables, and the narrow ones that lists are read from."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from treebeard.mp_tree import MP_Node

from core.catalog.types import ProductStatus


class Category(MP_Node):
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    description = models.TextField(blank=True)
    # Kept by services.place_category, so that a page finds its category and breadcrumbs in one row.
    url_path = models.CharField(max_length=500, unique=True, editable=False)
    trail = models.JSONField(
        default=list, editable=False, help_text="[id, name, url_path] of each ancestor, root first."
    )

    class Meta:
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    title = models.CharField(max_length=250)
    brand = models.CharField(max_length=120, blank=True)
    description = models.TextField(blank=True)
    option_names = models.JSONField(default=list, blank=True, help_text='Such as ["Format"].')
    status = models.CharField(
        max_length=10, choices=[(s.value, s.name.title()) for s in ProductStatus], default=ProductStatus.DRAFT
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="Newest first is by this.")
    categories = models.ManyToManyField(Category, blank=True, related_name="products")
    main_category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The one its breadcrumbs show."
    )
    seo_title = models.CharField("SEO title", max_length=250, blank=True)
    seo_description = models.CharField("SEO description", max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status=ProductStatus.ACTIVE) | Q(published_at__isnull=False),
                name="product_active_is_dated",
            ),
            models.CheckConstraint(condition=Q(status__in=list(ProductStatus)), name="product_status_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Variant(models.Model):
    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    sku = models.CharField("SKU", max_length=64, unique=True)
    option_values = models.JSONField(default=list, blank=True, help_text='Such as ["LP"]; one an option, in order.')
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("product", "option_values", name="variant_options_once"),
            models.CheckConstraint(condition=~Q(sku=""), name="variant_sku_not_empty"),
        ]

    def __str__(self) -> str:
        return self.sku


class ProductImage(models.Model):
    product = models.ForeignKey(Product, models.CASCADE, related_name="images")
    file = models.ImageField(upload_to="products/%Y/%m/", width_field="width", height_field="height")
    alt = models.CharField(max_length=250, blank=True)
    position = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    color = models.CharField(
        max_length=7, default="#e7e5e1", validators=[RegexValidator(r"^#[0-9a-f]{6}$")], help_text="Until it loads."
    )

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.alt or str(self.file)


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
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.currency})"


class ListingCategory(models.Model):
    """That a visible listing stands in a category or below it, with the values lists are sorted by."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="places")
    category = models.ForeignKey(Category, models.CASCADE, related_name="+")
    currency = models.CharField(max_length=3)
    product_id = models.BigIntegerField()
    published_at = models.DateTimeField()
    price = models.PositiveBigIntegerField()
    title = models.CharField(max_length=250)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("listing", "category", name="listing_category_once")]
        indexes: ClassVar = [
            models.Index(fields=["category", "currency", "-published_at", "-product_id"], name="listing_category_new"),
            models.Index(fields=["category", "currency", "price", "product_id"], name="listing_category_price"),
            models.Index(fields=["category", "currency", "title", "product_id"], name="listing_category_title"),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.category_id}"
