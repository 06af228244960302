"""What is shown beside a product, picked by staff."""

from typing import Any, ClassVar

from django.forms import BaseInlineFormSet, ModelForm

from core.catalog.models import Product, RelatedProduct
from core.shared.backoffice import TabularInline


class RelatedFormSet(BaseInlineFormSet[RelatedProduct, Product, ModelForm[RelatedProduct]]):
    def clean(self) -> None:
        """Others, each once."""
        super().clean()
        seen: set[Any] = set()
        for form in self.forms:
            other = form.cleaned_data.get("other") if not form.cleaned_data.get("DELETE") else None
            if other is None:
                continue
            if other.pk == self.instance.pk:
                form.add_error("other", "This is the product itself.")
            elif other in seen:
                form.add_error("other", "It is beside it already.")
            seen.add(other)


class RelatedForm(ModelForm[RelatedProduct]):
    class Meta:
        labels: ClassVar = {"other": "Product"}


class RelatedInline(TabularInline[RelatedProduct, Product]):
    """Dragged into their order. Behind them, lists show what sells best of its category."""

    model = RelatedProduct
    fk_name = "product"
    form = RelatedForm
    formset = RelatedFormSet
    autocomplete_fields = ("other",)
    ordering_field = "position"
    hide_ordering_field = True
    show_title = False
    verbose_name = "product"
    verbose_name_plural = "shown beside it, in their order"
