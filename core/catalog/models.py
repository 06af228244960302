"""The catalogue's tables, and the narrow ones that lists are read from."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from treebeard.mp_tree import MP_Node

from core.catalog.types import AttributeKind, CollectionKind, ProductStatus


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
    kind = models.CharField(max_length=120, blank=True, help_text='What sort of thing it is, such as "Lamp".')
    description = models.TextField(blank=True, help_text="HTML; whatever is not harmless is taken out.")
    option_names = models.JSONField(default=list, blank=True, help_text='Such as ["Format"].')
    status = models.CharField(
        max_length=10, choices=[(s.value, s.name.title()) for s in ProductStatus], default=ProductStatus.DRAFT
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="Newest first is by this.")
    categories = models.ManyToManyField(Category, blank=True, related_name="products")
    main_category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The one its breadcrumbs show."
    )
    release_at = models.DateTimeField(
        null=True, blank=True, help_text="Shown as coming soon, and not sold, until then."
    )
    tags = models.JSONField(default=list, blank=True, help_text='Such as ["live", "reissue"].')
    attributes = models.JSONField(default=dict, blank=True, help_text='Values by attribute code: {"year": 1974}.')
    popularity = models.PositiveIntegerField(default=0, editable=False, help_text="How many were sold.")
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
    gtin = models.CharField("barcode", max_length=14, blank=True, help_text="GTIN: EAN, UPC or ISBN.")
    weight_grams = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("product", "option_values", name="variant_options_once"),
            models.CheckConstraint(condition=~Q(sku=""), name="variant_sku_not_empty"),
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

    class Meta:
        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(AttributeKind)), name="attribute_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Collection(models.Model):
    """Products worth showing together: picked by hand, or by a rule."""

    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=250, blank=True)
    kind = models.CharField(
        max_length=12, choices=[(k.value, k.name.replace("_", " ").title()) for k in CollectionKind]
    )
    price_limit = models.PositiveBigIntegerField(
        null=True, blank=True, help_text='In minor units; what is in "price below" costs less.'
    )
    on_home = models.BooleanField(default=True, help_text="Shown on the first page of every client.")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(CollectionKind)), name="collection_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=CollectionKind.PRICE_BELOW) | Q(price_limit__gt=0),
                name="collection_price_below_has_limit",
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
    value = models.CharField(max_length=250)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("code", "value", name="facet_value_once")]

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


class SearchDocument(models.Model):
    """The words a product is found by, folded, each once: in the first of these columns that has it.

    Every word stands between two spaces. The engine's own index hangs on these columns (migration 0003) and follows
    them by itself. Written only by core.catalog.search.
    """

    product = models.OneToOneField(Product, models.CASCADE, primary_key=True, related_name="+")
    title = models.TextField(blank=True)
    brand = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word of products' titles, brands and keywords."""

    word = models.CharField(max_length=64, primary_key=True)
    products = models.PositiveIntegerField(help_text="How many have it.")

    def __str__(self) -> str:
        return self.word


class SearchSlip(models.Model):
    """What is left of a word's beginning when a letter or two are left out: where mistyped words meet right ones."""

    pk = models.CompositePrimaryKey("letters", "word")
    letters = models.CharField(max_length=7)
    word = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.letters} of {self.word}"
