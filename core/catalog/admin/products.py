"""Products: a form a person can fill in, and two steps: onto the shelf, and off it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, Prefetch, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from core.catalog.admin.attributes import attribute_fields
from core.catalog.admin.bulk import BULK_ACTIONS, BulkActions
from core.catalog.admin.images import ImageInline, save_images, thumbnail
from core.catalog.admin.product_form import NEVER_OPEN, ProductForm, PublishForm
from core.catalog.admin.related import RelatedInline
from core.catalog.admin.translations import TranslatedAdmin, language_tabs
from core.catalog.admin.variants import VariantInline
from core.catalog.models import Listing, Product, ProductImage
from core.catalog.rules import PRODUCT_TEXTS
from core.catalog.services import (
    archive_product,
    hold_categories,
    move_slug,
    publish_product,
    refresh_listings,
    settle_main_categories,
    take_slugs,
)
from core.catalog.types import ProductStatus, Supply
from core.shared.backoffice import ExportAdmin, ModelAdmin, ModelResource, column, label, price, step

REFUSALS = {
    "product_unpriced": "This product has no price yet. Give one of its variants a price, and publish it then.",
    "product_not_found": "This product is gone.",
    "window_invalid": NEVER_OPEN,
}


class ProductSheet(ModelResource):
    """A row a product; what can be brought in again is exported with the imports."""

    class Meta:
        model = Product
        fields = (
            "id",
            "slug",
            "title",
            "brand",
            "kind",
            "status",
            "published_at",
            "unpublish_at",
            "release_at",
            "popularity",
        )


class StandingFilter(admin.SimpleListFilter):
    """What its own dates make of a product; whether it has a price is asked of its listings."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name.replace("_", " ").capitalize()) for name in ("draft", *_STANDINGS, "archived")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        chosen = self.value()
        if chosen in _STANDINGS:
            return queryset.filter(_STANDINGS[chosen](timezone.now()), status=ProductStatus.ACTIVE)
        return queryset.filter(status=chosen) if chosen in set(ProductStatus) else queryset


_STANDINGS: dict[str, Callable[[datetime], Q]] = {
    "scheduled": lambda now: Q(published_at__gt=now),
    "on_show": lambda now: Q(published_at__lte=now) & (Q(unpublish_at=None) | Q(unpublish_at__gt=now)),
    "over": lambda now: Q(unpublish_at__lte=now),
}


@admin.register(Product)
class ProductAdmin(BulkActions, TranslatedAdmin, ExportAdmin, ModelAdmin[Product]):
    texts = PRODUCT_TEXTS
    named_by = "title"
    resource_classes: ClassVar = [ProductSheet]
    form = ProductForm
    list_display = ("what", "standing", "costs", "in_stock", "kind", "since", "popularity")
    list_filter = (StandingFilter, "listings__supply", "kind", "release_at", "tax_class")
    list_per_page = 50
    search_fields = ("title", "brand", "slug", "variants__sku")
    date_hierarchy = "published_at"
    ordering = ("-id",)
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    autocomplete_fields = ("categories", "main_category")
    inlines: ClassVar = [VariantInline, ImageInline, RelatedInline]
    readonly_fields = ("old_addresses",)
    actions = BULK_ACTIONS
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
        now = timezone.now()
        if row.unpublish_at is not None and row.unpublish_at <= now:
            return label("Over", "")
        if not any(one.price is not None for one in row.shown):
            return label("No price", "danger")
        return label("Scheduled", "info") if row.published_at > now else label("On show", "success")

    @column("price")
    def costs(self, row: Any) -> str | None:
        priced = next((one for one in row.shown if one.price is not None), None)
        if priced is None:
            return None
        return ("from " if priced.price_varies else "") + price(priced.price, priced.currency)

    @column("on show from", order="published_at")
    def since(self, row: Product) -> datetime | None:
        return row.published_at

    @column("in stock", yes_or_no=True)
    def in_stock(self, row: Any) -> bool:
        return any(one.supply == Supply.IN_STOCK for one in row.shown)

    # --- The form ---

    def get_form(self, request: HttpRequest, obj: Product | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = type("ProductForm", (ProductForm,), attribute_fields())
        return super().get_form(request, obj, change, form=form, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Product | None = None) -> Any:
        known = list(attribute_fields())
        return (
            (None, {"fields": (("title", "slug"), ("brand", "kind"), "description")}),
            _tab("On show", ("status", "published_at", "unpublish_at"), ("release_at", "preorder", "tax_class")),
            _tab("Where it stands", ("categories", "main_category"), "tags"),
            *([_tab("What is known of it", *_pairs(known))] if known else []),
            _tab("Options", "option_names"),
            *language_tabs(PRODUCT_TEXTS),
            _tab("For search engines", "seo_title", "seo_description", "old_addresses"),
        )

    @admin.display(description="Old addresses")
    def old_addresses(self, row: Product) -> str:
        """They lead to the one it has now."""
        slugs = row.old_slugs.order_by("slug").values_list("slug", flat=True) if row.pk else ()
        return ", ".join(slugs) or "None"

    def save_model(self, request: HttpRequest, obj: Product, form: ModelForm[Product], change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            move_slug(product_id=obj.pk, before=form.initial["slug"], now=obj.slug)
        elif not change:
            take_slugs(slugs=[obj.slug])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is ProductImage:
            save_images(formset)
        else:
            super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        hold_categories(category_ids=[category.pk for category in form.cleaned_data.get("categories", ())])
        super().save_related(request, form, formsets, change)
        settle_main_categories(product_ids=[form.instance.pk])
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
        publish_product(product_id=row.pk, published_at=asked["published_at"], unpublish_at=asked["unpublish_at"])
        ahead = asked["published_at"] > timezone.now()
        return f"{row} will be on show." if ahead else f"{row} is on show."

    @step("Archive", asks="Shoppers see it no more. Orders keep what they have of it.", icon="archive", words=REFUSALS)
    def archive(self, row: Product, asked: Any) -> str:
        archive_product(product_id=row.pk)
        return f"{row} is off the shelf."


def _tab(name: str, *rows: str | tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    return name, {"classes": ["tab"], "fields": rows}


def _pairs(names: list[str]) -> tuple[tuple[str, ...], ...]:
    """Two fields a row."""
    return tuple(tuple(names[at : at + 2]) for at in range(0, len(names), 2))
