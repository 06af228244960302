"""Variants: edited with their product, looked up by whoever needs one."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, CharField, IntegerField, ModelChoiceField, ModelForm, ValidationError
from django.http import HttpRequest
from django.utils.functional import cached_property

from core.catalog.models import Product, ProductImage, Variant
from core.catalog.rules import gtin_of, variant_title
from core.catalog.types import GtinInvalid
from core.shared.backoffice import ReadOnlyAdmin, TabularInline, TextsField, column, inputs


class OfVariant:
    """For the admins of rows that are a variant's: the columns that say whose."""

    @column("product", order="variant__product__title", header=True)
    def what(self, row: Any) -> list[str]:
        return [row.variant.product.title, variant_title(row.variant.option_values)]

    @column("SKU", order="variant__sku")
    def sku(self, row: Any) -> str:
        return str(row.variant.sku)


class VariantForm(ModelForm[Variant]):
    option_values = TextsField(label="Options", required=False)
    gtin = CharField(label="Barcode", required=False, max_length=30, widget=inputs.Text())
    weight_grams = IntegerField(label="Grams", required=False, min_value=0, max_value=2**31 - 1, widget=inputs.Number())
    image = ModelChoiceField(ProductImage.objects.none(), label="Picture", required=False, widget=inputs.Select())

    def clean_gtin(self) -> str:
        try:
            return gtin_of(self.cleaned_data["gtin"])
        except GtinInvalid:
            raise ValidationError("This is no barcode: a digit may be wrong or missing.") from None

    def clean_weight_grams(self) -> int:
        return self.cleaned_data["weight_grams"] or 0

    class Meta:
        model = Variant
        fields: ClassVar = ["sku", "option_values", "gtin", "weight_grams", "image", "position"]


class VariantFormSet(BaseInlineFormSet[Variant, Product, ModelForm[Variant]]):
    @cached_property
    def pictures(self) -> list[tuple[int | str, str]]:
        """Those of the product, read once for all variants."""
        kept = enumerate(self._kept(), start=1)
        return [("", "None of its own"), *((row.pk, f"{at}. {row.alt or 'picture'}") for at, row in kept)]

    def _kept(self) -> QuerySet[ProductImage]:
        return ProductImage.objects.filter(product=self.instance.pk).exclude(file="")

    def add_fields(self, form: ModelForm[Variant], index: int | None) -> None:
        super().add_fields(form, index)
        image: Any = form.fields["image"]
        image.queryset, image.choices = self._kept(), self.pictures

    def clean(self) -> None:
        """Each variant has a value for every option, and no two have the same."""
        super().clean()
        seen: list[list[str]] = []
        for form in self.forms:
            values = form.cleaned_data.get("option_values")
            if values is None:
                continue
            if len(values) != len(self.instance.option_names):
                form.add_error("option_values", "One value for each of the product's options, separated by commas.")
            elif values in seen:
                form.add_error("option_values", "Another variant has the same.")
            seen.append(values)


class VariantInline(TabularInline[Variant, Product]):
    """A variant is never deleted: its stock and movements hang on it. One without a price is not sold."""

    model = Variant
    form = VariantForm
    formset = VariantFormSet
    columns: ClassVar[list[Callable[[Variant], str]]] = []
    related: ClassVar[list[str]] = []
    ordering_field = "position"
    hide_ordering_field = True
    show_title = False
    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.columns

    def get_queryset(self, request: HttpRequest) -> QuerySet[Variant]:
        return super().get_queryset(request).prefetch_related(*self.related)


def show_beside_variants(shown: Callable[[Variant], str], *, related: str) -> None:
    """For the domains above, which know more of a variant: a column beside each on its product's page.

    `related` is what the column reads, and is read for all variants at once.
    """
    VariantInline.columns.append(shown)
    VariantInline.related.append(related)


@admin.register(Variant)
class VariantAdmin(ReadOnlyAdmin):
    """Here so that other domains' forms can look variants up."""

    list_display = ("sku", "product", "options", "gtin")
    list_select_related = ("product",)
    search_fields = ("sku", "gtin", "product__title")
    fields = ("product", "sku", "options", "gtin", "grams")
    readonly_fields = ("options", "grams")

    @column("options")
    def options(self, row: Variant) -> str:
        return variant_title(row.option_values)

    @column("grams")
    def grams(self, row: Variant) -> int:
        return row.weight_grams

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("product")
