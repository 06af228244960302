"""Products: a form a person can fill in, and two steps: onto the shelf, and off it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from core.catalog.admin.attributes import PREFIX, attribute_fields
from core.catalog.admin.images import ImageInline, save_images, thumbnail
from core.catalog.admin.variants import VariantInline
from core.catalog.models import Listing, Product, ProductImage
from core.catalog.rules import safe_html
from core.catalog.services import archive_product, hold_categories, publish_product, refresh_listings
from core.catalog.types import ProductStatus, ProductUnpriced, Supply
from core.shared.backoffice import (
    ExportAdmin,
    ModelAdmin,
    ModelResource,
    StepForm,
    TextsField,
    column,
    inputs,
    label,
    price,
    step,
)

REFUSALS = {
    "product_unpriced": "This product has no price yet. Give one of its variants a price, and publish it then.",
    "product_not_found": "This product is gone.",
}


class ProductForm(ModelForm[Product]):
    option_names = TextsField(label="Options", required=False, help_text="What its variants differ in, such as Format.")
    tags = TextsField(required=False, help_text="Separated by commas, such as live, reissue.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.attribute_names():
            self.initial[name] = self.instance.attributes.get(name.removeprefix(PREFIX))

    def attribute_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(PREFIX)]

    def clean_description(self) -> str:
        return safe_html(self.cleaned_data["description"])

    def clean(self) -> Any:
        data: dict[str, Any] = super().clean() or {}
        if data.get("status") == ProductStatus.ACTIVE and "published_at" in data and not data["published_at"]:
            self.add_error("published_at", "A product on show needs a date: lists of what is new are sorted by it.")
        known = {name.removeprefix(PREFIX): data.get(name) for name in self.attribute_names()}
        self.instance.attributes = {code: value for code, value in known.items() if value not in (None, "", [])}
        return data


class PublishForm(StepForm):
    published_at = forms.DateTimeField(
        label="On show since",
        widget=inputs.Moment(),
        help_text="Lists of what is new are sorted by this.",
        error_messages={"required": "Since when? Lists of what is new are sorted by it."},
    )

    def __init__(self, *args: Any, object_id: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, object_id=object_id, **kwargs)
        known = Product.objects.filter(pk=object_id).values_list("published_at", flat=True).first()
        self.initial["published_at"] = known or timezone.now()


class ProductSheet(ModelResource):
    """A row a product; what can be brought in again is exported with the imports."""

    class Meta:
        model = Product
        fields = ("id", "slug", "title", "brand", "kind", "status", "published_at", "release_at", "popularity")


@admin.register(Product)
class ProductAdmin(ExportAdmin, ModelAdmin[Product]):
    resource_classes: ClassVar = [ProductSheet]
    form = ProductForm
    list_display = ("what", "standing", "costs", "in_stock", "kind", "published_at", "popularity")
    list_filter = ("status", "listings__supply", "kind", "release_at")
    list_per_page = 50
    search_fields = ("title", "brand", "slug", "variants__sku")
    date_hierarchy = "published_at"
    ordering = ("-id",)
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    autocomplete_fields = ("categories", "main_category")
    inlines: ClassVar = [VariantInline, ImageInline]
    actions = ("publish_chosen",)
    actions_detail = ("publish", "archive")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Orders, stock and lists hang on it: it is archived."""
        return False

    # --- The list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        pictures = ProductImage.objects.exclude(file="")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("images", pictures, to_attr="pictures"),
                Prefetch("listings", Listing.objects.order_by("id"), to_attr="shown"),
            )
        )

    @column("product", order="title", header=True)
    def what(self, row: Any) -> list[Any]:
        picture = {"path": thumbnail(row.pictures[0]), "squared": True} if row.pictures else None
        return [row.title, row.brand, None, picture]

    @column("state", order="status")
    def standing(self, row: Any) -> str:
        if row.status != ProductStatus.ACTIVE:
            return label(row.get_status_display(), "warning" if row.status == ProductStatus.DRAFT else "")
        return label("On show", "success") if any(one.visible for one in row.shown) else label("No price", "danger")

    @column("price")
    def costs(self, row: Any) -> str | None:
        priced = next((one for one in row.shown if one.price is not None), None)
        if priced is None:
            return None
        return ("from " if priced.price_varies else "") + price(priced.price, priced.currency)

    @column("in stock", yes_or_no=True)
    def in_stock(self, row: Any) -> bool:
        return any(one.supply == Supply.IN_STOCK for one in row.shown)

    # --- The form ---

    def get_form(self, request: HttpRequest, obj: Product | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = type("ProductForm", (ProductForm,), dict(attribute_fields()))
        return super().get_form(request, obj, change, form=form, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Product | None = None) -> Any:
        known = list(attribute_fields())
        return (
            (None, {"fields": (("title", "slug"), ("brand", "kind"), "description")}),
            ("On show", {"fields": (("status", "published_at", "release_at"),)}),
            ("Where it stands", {"fields": (("categories", "main_category"), "tags")}),
            *([("What is known of it", {"fields": _pairs(known)})] if known else []),
            ("What its variants differ in", {"fields": ("option_names",)}),
            ("For search engines", {"classes": ("collapse",), "fields": ("seo_title", "seo_description")}),
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is ProductImage:
            save_images(formset)
        else:
            super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        hold_categories(category_ids=[category.pk for category in form.cleaned_data.get("categories", ())])
        super().save_related(request, form, formsets, change)
        refresh_listings(product_ids=[form.instance.pk])

    # --- The steps ---

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        row: Model | None = self.get_object(request, str(object_id))
        shown = isinstance(row, Product) and row.status == ProductStatus.ACTIVE
        steps = super().get_actions_detail(request, object_id)
        return [one for one in steps if one.path == ("archive" if shown else "publish")]

    @step(
        "Publish",
        asks="Shoppers see it from now on.",
        icon="visibility",
        words=REFUSALS,
        form=PublishForm,
        look="primary",
    )
    def publish(self, row: Product, asked: Any) -> str:
        publish_product(product_id=row.pk, published_at=asked["published_at"])
        return f"{row} is on show."

    @step("Archive", asks="Shoppers see it no more. Orders keep what they have of it.", icon="archive", words=REFUSALS)
    def archive(self, row: Product, asked: Any) -> str:
        archive_product(product_id=row.pk)
        return f"{row} is off the shelf."

    @admin.action(description="Publish those that are priced", permissions=["act"])
    def publish_chosen(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        for row in queryset:
            try:
                publish_product(product_id=row.pk, published_at=row.published_at or timezone.now())
            except ProductUnpriced as refusal:
                messages.error(request, f"{row}: {REFUSALS[refusal.code]}")
            else:
                messages.success(request, f"{row} is on show.")


def _pairs(names: list[str]) -> tuple[tuple[str, ...], ...]:
    """Two fields a row."""
    return tuple(tuple(names[at : at + 2]) for at in range(0, len(names), 2))
