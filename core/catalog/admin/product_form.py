"""The form of a product, and the dialog that puts it on show."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from core.catalog.admin.attributes import PREFIX
from core.catalog.admin.tax_classes import TaxClassField
from core.catalog.admin.translations import TranslatedForm, field_name, languages
from core.catalog.models import Product
from core.catalog.rules import check_window, safe_html
from core.catalog.types import ProductStatus, WindowInvalid
from core.shared.backoffice import StepForm, TextsField, inputs

NEVER_OPEN = "It would be off show before it is on."


class ProductForm(TranslatedForm):
    option_names = TextsField(label="Options", required=False, help_text="What its variants differ in, such as Format.")
    tags = TextsField(required=False, help_text="Separated by commas, such as live, reissue.")
    tax_class = TaxClassField(help_text="Each has its rates under Taxes.")

    class Meta:
        labels: ClassVar = {
            "published_at": "On show from",
            "unpublish_at": "On show until",
            "release_at": "Sold from",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tax_class"].keep(self.instance.tax_class)  # type: ignore[attr-defined]  # as declared above
        for name in self.attribute_names():
            self.initial[name] = self.instance.attributes.get(name.removeprefix(PREFIX))

    def attribute_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(PREFIX)]

    def words(self, field: str) -> Iterable[str]:
        """The values of its options."""
        if not self.instance.pk:
            return ()
        return (value for variant in self.instance.variants.all() for value in variant.option_values)

    def clean_description(self) -> str:
        return safe_html(self.cleaned_data["description"])

    def clean(self) -> Any:
        data: dict[str, Any] = super().clean() or {}
        self._check_window(data)
        self._check_place(data)
        self._check_option_names(data)
        known = {name.removeprefix(PREFIX): data.get(name) for name in self.attribute_names()}
        self.instance.attributes = {code: value for code, value in known.items() if value not in (None, "", [])}
        return data

    def _check_window(self, data: dict[str, Any]) -> None:
        if "published_at" not in data or "unpublish_at" not in data:
            return
        if data.get("status") == ProductStatus.ACTIVE and not data["published_at"]:
            self.add_error("published_at", "A product on show needs a date: lists of what is new are sorted by it.")
            return
        try:
            check_window(published_at=data["published_at"], unpublish_at=data["unpublish_at"])
        except WindowInvalid:
            self.add_error("unpublish_at", NEVER_OPEN)

    def _check_place(self, data: dict[str, Any]) -> None:
        """One that is not said, or that the product was taken out of, is chosen once its categories are saved."""
        main = data.get("main_category")
        if main is None or main in data.get("categories", ()):
            return
        if "main_category" in self.changed_data:
            self.add_error("main_category", "It does not stand in this one.")
        else:
            data["main_category"] = None

    def _check_option_names(self, data: dict[str, Any]) -> None:
        own = data.get("option_names")
        for name in (field_name(locale, "option_names") for locale, _ in languages()):
            if own is not None and data.get(name) and len(data[name]) != len(own):
                self.add_error(name, f"As many as the product has options: {', '.join(own) or 'none'}.")


class PublishForm(StepForm):
    published_at = forms.DateTimeField(
        label="On show from",
        widget=inputs.Moment(),
        help_text="Lists of what is new are sorted by this.",
        error_messages={"required": "Since when? Lists of what is new are sorted by it."},
    )
    unpublish_at = forms.DateTimeField(
        label="Until", required=False, widget=inputs.Moment(), help_text="Empty: without an end."
    )

    def __init__(self, *args: Any, object_id: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, object_id=object_id, **kwargs)
        row = Product.objects.filter(pk=object_id).first()
        now = timezone.now()
        self.initial["published_at"] = row.published_at if row and row.published_at else now
        if row and row.unpublish_at and row.unpublish_at > now:
            self.initial["unpublish_at"] = row.unpublish_at
