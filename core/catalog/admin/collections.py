"""Collections: picked by hand in an order, or by a rule."""

from collections.abc import Collection as Several
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet, ChoiceField, ModelForm
from django.http import HttpRequest

from core.catalog.admin.facet_fields import facet_fields, field_of
from core.catalog.admin.translations import TranslatedAdmin, TranslatedForm, language_tabs
from core.catalog.models import Collection, CollectionItem
from core.catalog.rules import COLLECTION_TEXTS
from core.catalog.services import refresh_listings
from core.catalog.types import CollectionKind
from core.shared.backoffice import AmountField, AmountsForm, ModelAdmin, TabularInline, column, inputs, label

ASKED = "What has all of this is in a filtered collection by itself; of several values in one field, one is enough."


class CollectionForm(TranslatedForm, AmountsForm[Collection]):
    facets: tuple[str, ...] = ()  # by which lists can be narrowed
    amounts = ("price_from", "price_limit")
    price_from = AmountField(required=False, help_text="Such as 10.00, the least it costs.")
    price_limit = AmountField(required=False, label="Price below", help_text="Such as 15.00; what is in it costs less.")
    currency = ChoiceField(
        choices=lambda: [(code, code) for code in settings.SHOP_CURRENCIES],
        initial=lambda: settings.SHOP_CURRENCIES[0],
        widget=inputs.Select(),
        help_text="Of these prices: the collection is shown to those who pay in it.",
    )

    def __init__(self, *args: Any, instance: Collection | None = None, **kwargs: Any) -> None:
        if instance is not None:
            instance.currency = instance.currency or settings.SHOP_CURRENCIES[0]
        super().__init__(*args, instance=instance, **kwargs)

    def clean(self) -> Any:
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("kind")
        if kind == CollectionKind.PRICE_BELOW and not data.get("price_limit"):
            self.add_error("price_limit", "Below which price?")
        filtered = kind == CollectionKind.FILTERED
        asked = {code: data[field_of(code)] for code in self.facets if data.get(field_of(code))}
        self.instance.facets = asked if filtered else {}
        if filtered:
            self._check_rule(data, asked)
        else:
            data |= {"category": None, "price_from": None}
        return data

    def _check_rule(self, data: dict[str, Any], asked: dict[str, list[str]]) -> None:
        low, high = data.get("price_from") or None, data.get("price_limit") or None
        data |= {"price_from": low, "price_limit": high}
        if low and high and low >= high:
            self.add_error("price_limit", "This is not above the least it costs.")
        if not (asked or low or high or data.get("category") or self.errors):
            self.add_error("kind", "What does it ask for? A category, a price, or anything that products have.")


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
        (None, {"fields": (("name", "slug"), "description", "kind", ("price_from", "price_limit", "currency"))}),
        ("On the first page", {"fields": (("on_home", "position"),)}),
    )
    autocomplete_fields = ("category",)
    conditional_fields: ClassVar = {
        **dict.fromkeys(("price_limit", "currency"), "kind == 'price_below' || kind == 'filtered'"),
        "price_from": "kind == 'filtered'",
    }
    inlines: ClassVar = [CollectionItemInline]

    def get_form(self, request: HttpRequest, obj: Collection | None = None, change: bool = False, **kwargs: Any) -> Any:
        fields = facet_fields(obj.facets if obj else {})
        named = {field_of(code): field for code, field in fields.items()}
        form = type("CollectionForm", (CollectionForm,), {**named, "facets": tuple(fields)})
        return super().get_form(request, obj, change, form=form, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Collection | None = None) -> Any:
        facets = [field_of(code) for code in facet_fields(obj.facets if obj else {})]
        asked = ("category", *(tuple(facets[at : at + 2]) for at in range(0, len(facets), 2)))
        return (
            *self.fieldsets,
            ("What it asks for", {"classes": ["tab"], "description": ASKED, "fields": asked}),
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
