"""What the shop sells, and what is known of it."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import In

from core.catalog.models.categories import Category
from core.catalog.models.texts import translations_field
from core.catalog.types import AttributeKind, ProductStatus


class Product(models.Model):
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    title = models.CharField(max_length=250)
    brand = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=120, blank=True, help_text='What sort of thing it is, such as "Lamp".')
    description = models.TextField(blank=True, help_text="HTML; whatever is not harmless is taken out.")
    option_names = models.JSONField(default=list, blank=True, help_text='Such as ["Format"].')
    status = models.CharField(
        max_length=10, choices=[(s.value, s.name.title()) for s in ProductStatus], default=ProductStatus.DRAFT
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="Newest first is by this.")
    unpublish_at = models.DateTimeField(null=True, blank=True, help_text="From then on nobody sees it any more.")
    categories = models.ManyToManyField(Category, blank=True, related_name="products")
    main_category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The one its breadcrumbs show."
    )
    release_at = models.DateTimeField(
        null=True, blank=True, help_text="Shown as coming soon, and not sold, until then."
    )
    preorder = models.BooleanField(default=False, db_default=False, help_text="Can be ordered before it is released.")
    tax_class = models.SlugField(max_length=40, default="standard", db_default="standard")
    tags = models.JSONField(default=list, blank=True, help_text='Such as ["live", "reissue"].')
    attributes = models.JSONField(default=dict, blank=True, help_text='Values by attribute code: {"year": 1974}.')
    popularity = models.PositiveIntegerField(default=0, editable=False, help_text="How many were sold.")
    seo_title = models.CharField("SEO title", max_length=250, blank=True)
    seo_description = models.CharField("SEO description", max_length=500, blank=True)
    translations = translations_field()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status=ProductStatus.ACTIVE) | Q(published_at__isnull=False),
                name="product_active_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(unpublish_at__isnull=True)
                | Q(published_at__isnull=False, unpublish_at__gt=F("published_at")),
                name="product_window_opens_first",
            ),
            models.CheckConstraint(condition=Q(status__in=list(ProductStatus)), name="product_status_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Variant(models.Model):
    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    sku = models.CharField("SKU", max_length=64, unique=True)
    option_values = models.JSONField(default=list, blank=True, help_text='Such as ["LP"]; one an option, in order.')
    gtin = models.CharField("barcode", max_length=14, blank=True, help_text="GTIN: EAN, UPC or ISBN.")
    weight_grams = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    image = models.ForeignKey(
        "ProductImage", models.SET_NULL, null=True, blank=True, related_name="+", help_text="One of its product's."
    )

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("product", "option_values", name="variant_options_once"),
            models.CheckConstraint(condition=~Q(sku=""), name="variant_sku_not_empty"),
            models.CheckConstraint(condition=In(Length("gtin"), [0, 8, 12, 13, 14]), name="variant_gtin_is_as_long"),
        ]
        indexes: ClassVar = [models.Index(fields=["gtin"], name="variant_gtin", condition=~Q(gtin=""))]

    def __str__(self) -> str:
        return " · ".join([str(self.product), *self.option_values, self.sku])


class ProductImage(models.Model):
    """A picture of a product: kept re-encoded, or so far only known by the address it is to be fetched from."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="images")
    file = models.ImageField(upload_to="products", max_length=120, blank=True)
    source_url = models.URLField(max_length=2000, blank=True, editable=False)
    alt = models.CharField(max_length=250, blank=True)
    position = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    color = models.CharField(
        max_length=7, default="#e7e5e1", validators=[RegexValidator(r"^#[0-9a-f]{6}$")], editable=False
    )
    placeholder = models.CharField(max_length=64, blank=True, editable=False, help_text="ThumbHash in base64.")
    widths = models.JSONField(default=list, editable=False, help_text="Those it has renditions in.")
    translations = translations_field()
    renditions_due = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["id"], name="image_due", condition=Q(renditions_due=True))]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(file="") | ~Q(source_url=""), name="image_is_somewhere"),
            models.UniqueConstraint(
                fields=["product", "source_url"], name="image_source_once", condition=~Q(source_url="")
            ),
        ]

    def __str__(self) -> str:
        return self.alt or str(self.file)


class Attribute(models.Model):
    """Something that can be known of products, and what its values look like."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=10, choices=[(k.value, k.name.title()) for k in AttributeKind], default=AttributeKind.TEXT
    )
    unit = models.CharField(max_length=20, blank=True, help_text='Of numbers, such as "g".')
    choices = models.JSONField(default=list, blank=True, help_text='Of choices, such as ["Jazz", "Rock"].')
    is_facet = models.BooleanField("facet", default=False, help_text="Lists can be narrowed by it.")
    position = models.PositiveIntegerField(default=0)
    translations = translations_field()

    class Meta:
        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(AttributeKind)), name="attribute_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name
