"""What can be known of products, and the fields it is asked by on a product's page."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from core.catalog.admin.translations import TranslatedAdmin, TranslatedForm, language_tabs
from core.catalog.models import Attribute, Product
from core.catalog.rules import ATTRIBUTE_TEXTS, check_attributes
from core.catalog.services import refresh_listings, renumber_facet
from core.catalog.types import AttributeInvalid, AttributeKind
from core.shared.backoffice import ModelAdmin, TextsField, inputs

PREFIX = "attribute_"
OF_CHOICES = (AttributeKind.CHOICE, AttributeKind.CHOICES)


class NumberField(forms.FloatField):
    """A number as people write it: 1974 stays whole."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return int(number) if isinstance(number, float) and number.is_integer() else number


def attribute_fields() -> dict[str, forms.Field]:
    """A form field for each attribute there is, by the field's name."""
    return {f"{PREFIX}{row.code}": _field(row) for row in Attribute.objects.all()}


def _field(row: Attribute) -> forms.Field:
    shared: dict[str, Any] = {"label": f"{row.name} ({row.unit})" if row.unit else row.name, "required": False}
    choices = [(choice, choice) for choice in row.choices]
    match AttributeKind(row.kind):
        case AttributeKind.TEXT:
            return forms.CharField(widget=inputs.Text(), **shared)
        case AttributeKind.NUMBER:
            return NumberField(widget=inputs.Number(attrs={"step": "any"}), **shared)
        case AttributeKind.BOOLEAN:
            return forms.NullBooleanField(widget=inputs.YesOrNo(), **shared)
        case AttributeKind.CHOICE:
            return forms.ChoiceField(choices=[("", "Not said"), *choices], widget=inputs.Select(), **shared)
        case AttributeKind.CHOICES:
            return forms.MultipleChoiceField(choices=choices, widget=inputs.Checkboxes(), **shared)


class AttributeForm(TranslatedForm):
    choices = TextsField(
        required=False, help_text="Of choices: what there is to choose from, separated by commas. Such as Jazz, Rock."
    )

    def words(self, field: str) -> Iterable[str]:
        choices: list[str] = self.instance.choices
        return choices

    def clean(self) -> Any:
        """Choices where there is something to choose, units where something is measured, and products that fit."""
        data: dict[str, Any] = super().clean() or {}
        kind, choices = data.get("kind"), data.get("choices")
        if kind is None or choices is None:
            return data
        if (kind in OF_CHOICES) != bool(choices):
            self.add_error("choices", "A choice needs something to choose from; no other kind has any.")
        elif data.get("unit") and kind != AttributeKind.NUMBER:
            self.add_error("unit", "Only numbers have a unit.")
        elif misfits := _misfits(self.instance.code, AttributeKind(kind), choices):
            self.add_error("kind", f"This does not fit what is known of {misfits} products already.")
        return data


def _misfits(code: str, kind: AttributeKind, choices: Iterable[str]) -> int:
    """How many products have a value that an attribute like this cannot have."""
    kinds = {code: (kind, list(choices))}
    return sum(not _fits(kinds, {code: row.attributes[code]}) for row in _known_of(code))


def _fits(kinds: Any, values: dict[str, object]) -> bool:
    try:
        check_attributes(kinds, values)
    except AttributeInvalid:
        return False
    return True


def _known_of(code: str) -> QuerySet[Product]:
    return Product.objects.filter(attributes__has_key=code) if code else Product.objects.none()


@admin.register(Attribute)
class AttributeAdmin(TranslatedAdmin, ModelAdmin[Attribute]):
    texts = ATTRIBUTE_TEXTS
    form = AttributeForm
    list_display = ("name", "code", "kind", "unit", "is_facet", "position")
    list_filter = ("kind", "is_facet")
    list_editable = ("is_facet", "position")
    search_fields = ("name", "code")
    prepopulated_fields: ClassVar = {"code": ("name",)}
    fieldsets = (
        (None, {"fields": (("name", "code"), ("kind", "unit"), "choices")}),
        ("In lists", {"fields": (("is_facet", "position"),)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Attribute | None = None) -> Any:
        return (*self.fieldsets, *language_tabs(ATTRIBUTE_TEXTS))

    def get_readonly_fields(self, request: HttpRequest, obj: Attribute | None = None) -> tuple[str, ...]:
        """Products' values are kept by the code."""
        return ("code",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Attribute | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def save_model(self, request: HttpRequest, obj: Attribute, form: ModelForm[Attribute], change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "kind" in form.changed_data:
            renumber_facet(code=obj.code)
        _refresh([obj.code])

    def delete_model(self, request: HttpRequest, obj: Attribute) -> None:
        super().delete_model(request, obj)
        _refresh([obj.code])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Attribute]) -> None:
        codes = list(queryset.values_list("code", flat=True))
        super().delete_queryset(request, queryset)
        _refresh(codes)


def _refresh(codes: Iterable[str]) -> None:
    """Facets are read off the listings of the products that have such a value."""
    known = {pk for code in codes for pk in _known_of(code).values_list("pk", flat=True)}
    if known:
        refresh_listings(product_ids=known)
