"""The catalogue's back office: plain edits, after which the listing is refreshed."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, ModelForm, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from treebeard.admin import TreeAdmin
from treebeard.forms import MoveNodeForm, movenodeform_factory

from core.catalog.models import Category, Listing, Product, ProductImage, Variant
from core.catalog.rules import category_path
from core.catalog.services import delete_categories, place_category, refresh_listings
from core.shared.backoffice import ReadOnlyAdmin


class TextsField(forms.JSONField):
    """A JSON list of texts; where nothing is written, an empty one."""

    def clean(self, value: Any) -> list[str]:
        texts = super().clean(value) or []
        if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
            raise ValidationError('A list of texts, such as ["LP"].')
        return texts


class VariantFormSet(BaseInlineFormSet[Variant, Product, ModelForm[Variant]]):
    def clean(self) -> None:
        """Each variant has a value for every option, and no two have the same."""
        super().clean()
        seen: list[list[str]] = []
        for form in self.forms:
            values = form.cleaned_data.get("option_values")
            if values is None:
                continue
            if len(values) != len(self.instance.option_names):
                form.add_error("option_values", "One value for each of the product's options.")
            elif values in seen:
                form.add_error("option_values", "Another variant has the same.")
            seen.append(values)


class VariantInline(admin.TabularInline[Variant, Product]):
    """A variant is never deleted: its stock and movements hang on it. One without a price is not sold."""

    model = Variant
    formset = VariantFormSet
    formfield_overrides: ClassVar = {models.JSONField: {"form_class": TextsField}}
    extra = 0
    can_delete = False


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

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, models.JSONField) and db_field.default is list:
            kwargs["form_class"] = TextsField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_listings(product_ids=[form.instance.pk])


class CategoryForm(MoveNodeForm):
    def clean(self) -> Any:
        """No two categories have one path, which is the address of its page."""
        data = super().clean()
        if "slug" in data and "treebeard_position" in data:
            path = category_path(self._path_above(data), data["slug"])
            if Category.objects.filter(url_path=path).exclude(pk=self.instance.pk).exists():
                self.add_error("slug", f"There is a category at {path} already.")
            if len(path) > Category._meta.get_field("url_path").max_length:
                self.add_error("slug", "Its path, with the slugs of all above it, is too long.")
        return data

    def _path_above(self, data: dict[str, Any]) -> str:
        where = data.get("treebeard_ref_node")
        parent = where
        if where is not None and data["treebeard_position"] != "first-child":
            parent = Category.objects.get_parent(where)
        return parent.url_path if parent else ""


@admin.register(Category)
class CategoryAdmin(TreeAdmin):
    form = movenodeform_factory(Category, form=CategoryForm)
    list_display = ("name", "url_path")
    search_fields = ("name", "url_path")

    def save_model(self, request: HttpRequest, obj: Category, form: ModelForm[Category], change: bool) -> None:
        super().save_model(request, obj, form, change)
        place_category(category_id=obj.pk)

    def move_node(self, request: HttpRequest) -> HttpResponse:
        """A category dragged to another place."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().move_node(request)
                if response.status_code == 200:
                    place_category(category_id=int(request.POST["node"]))
        except IntegrityError:
            list(messages.get_messages(request))  # what was said of a move that has been taken back
            messages.error(request, "There is a category of that slug already.")
            return HttpResponseBadRequest()
        return response

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        delete_categories(category_ids=[obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Category]) -> None:
        delete_categories(category_ids=list(queryset.values_list("pk", flat=True)))


@admin.register(Listing)
class ListingAdmin(ReadOnlyAdmin):
    list_display = ("title", "currency", "price", "in_stock", "visible")
    list_filter = ("visible", "in_stock", "currency")
    search_fields = ("title", "brand")
