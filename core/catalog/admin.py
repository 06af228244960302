"""The catalogue's back office: plain edits, after which the listing is refreshed."""

from typing import Any, ClassVar

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from treebeard.admin import TreeAdmin
from treebeard.forms import movenodeform_factory

from core.catalog.models import Category, Listing, Product, ProductImage, Variant
from core.catalog.services import place_category, refresh_listings
from core.shared.admin import ReadOnlyAdmin


class VariantInline(admin.TabularInline[Variant, Product]):
    model = Variant
    extra = 0


class ProductImageInline(admin.TabularInline[ProductImage, Product]):
    model = ProductImage
    extra = 0


@admin.register(Variant)
class VariantAdmin(ReadOnlyAdmin):
    """Edited with their product; here so that other domains' forms can look them up."""

    list_display = ("sku", "product", "option_values")
    search_fields = ("sku", "product__title")


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin[Product]):
    list_display = ("title", "brand", "status", "published_at")
    list_filter = ("status",)
    search_fields = ("title", "brand", "variants__sku")
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    autocomplete_fields = ("categories", "main_category")
    inlines: ClassVar = [VariantInline, ProductImageInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_listings(product_ids=[form.instance.pk])


@admin.register(Category)
class CategoryAdmin(TreeAdmin):
    form = movenodeform_factory(Category)
    list_display = ("name", "url_path")
    search_fields = ("name", "url_path")

    def save_model(self, request: HttpRequest, obj: Category, form: ModelForm[Category], change: bool) -> None:
        super().save_model(request, obj, form, change)
        place_category(category_id=obj.pk)


@admin.register(Listing)
class ListingAdmin(ReadOnlyAdmin):
    list_display = ("title", "currency", "price", "in_stock", "visible")
    list_filter = ("visible", "in_stock", "currency")
    search_fields = ("title", "brand")
