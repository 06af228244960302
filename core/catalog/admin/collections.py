"""Collections: picked by hand in an order, or by a rule."""

from collections.abc import Collection as Several
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet, ChoiceField, ModelForm
from django.http import HttpRequest

from core.catalog.admin.translations import TranslatedAdmin, TranslatedForm, language_tabs
from core.catalog.models import Collection, CollectionItem
from core.catalog.rules import COLLECTION_TEXTS
from core.catalog.services import refresh_listings
from core.catalog.types import CollectionKind
from core.shared.backoffice import AmountField, AmountsForm, ModelAdmin, TabularInline, column, inputs, label


class CollectionForm(TranslatedForm, AmountsForm[Collection]):
    amounts = ("price_limit",)
    price_limit = AmountField(required=False, help_text='Such as 15.00; what is in "price below" costs less.')
    currency = ChoiceField(
        choices=lambda: [(code, code) for code in settings.SHOP_CURRENCIES],
        initial=lambda: settings.SHOP_CURRENCIES[0],
        widget=inputs.Select(),
        help_text="Of the price limit: the collection is shown to those who pay in it.",
    )

    def __init__(self, *args: Any, instance: Collection | None = None, **kwargs: Any) -> None:
        if instance is not None:
            instance.currency = instance.currency or settings.SHOP_CURRENCIES[0]
        super().__init__(*args, instance=instance, **kwargs)

    def clean(self) -> Any:
        data: dict[str, Any] = super().clean() or {}
        limited = data.get("kind") == CollectionKind.PRICE_BELOW
        if limited and not data.get("price_limit"):
            self.add_error("price_limit", "Below which price?")
        return data


class PicksFormSet(BaseInlineFormSet[CollectionItem, Collection, ModelForm[CollectionItem]]):
    def clean(self) -> None:
        super().clean()
        seen: set[Any] = set()
        for form in self.forms:
            product = form.cleaned_data.get("product") if not form.cleaned_data.get("DELETE") else None
            if product is not None and product in seen:
                form.add_error("product", "It is in the collection already.")
            seen.add(product)


class CollectionItemInline(TabularInline[CollectionItem, Collection]):
    """Dragged into their order; asked for only where staff do the picking."""

    model = CollectionItem
    formset = PicksFormSet
    autocomplete_fields = ("product",)
    ordering_field = "position"
    hide_ordering_field = True
    show_title = False
    verbose_name = "product"
    verbose_name_plural = "products, in their order (of a picked collection)"


@admin.register(Collection)
class CollectionAdmin(TranslatedAdmin, ModelAdmin[Collection]):
    texts = COLLECTION_TEXTS
    form = CollectionForm
    list_display = ("name", "chosen_by", "picked", "on_home", "position")
    list_editable = ("on_home", "position")
    list_filter = ("kind", "on_home")
    search_fields = ("name", "slug")
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": (("name", "slug"), "description", ("kind", "price_limit", "currency"))}),
        ("On the first page", {"fields": (("on_home", "position"),)}),
    )
    conditional_fields: ClassVar = dict.fromkeys(("price_limit", "currency"), "kind == 'price_below'")
    inlines: ClassVar = [CollectionItemInline]

    def get_fieldsets(self, request: HttpRequest, obj: Collection | None = None) -> Any:
        return (
            *self.fieldsets,
            *language_tabs(COLLECTION_TEXTS),
            ("For search engines", {"classes": ["tab"], "fields": ("seo_title", "seo_description")}),
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(items_count=Count("items"))

    @column("chosen by", order="kind")
    def chosen_by(self, row: Collection) -> str:
        return label(row.get_kind_display(), "primary" if row.kind == CollectionKind.PICKED else "")

    @column("products", order="items_count")
    def picked(self, row: Any) -> int | None:
        return row.items_count if row.kind == CollectionKind.PICKED else None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Lists can be narrowed to a collection: those that are in it now, and those that were, are told."""
        before = _inside([form.instance.pk])
        super().save_related(request, form, formsets, change)
        _refresh(before | _inside([form.instance.pk]))

    def delete_model(self, request: HttpRequest, obj: Collection) -> None:
        before = _inside([obj.pk])
        super().delete_model(request, obj)
        _refresh(before)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Collection]) -> None:
        before = _inside(list(queryset.values_list("pk", flat=True)))
        super().delete_queryset(request, queryset)
        _refresh(before)


def _inside(collection_ids: Several[int]) -> set[int]:
    return set(CollectionItem.objects.filter(collection__in=collection_ids).values_list("product_id", flat=True))


def _refresh(product_ids: Several[int]) -> None:
    if product_ids:
        refresh_listings(product_ids=product_ids)
