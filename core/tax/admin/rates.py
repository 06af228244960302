"""The rates: which are valid where, and classes that may have been misspelt."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Exists, Field, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from core.catalog.admin import offer_tax_classes
from core.catalog.models import Product
from core.shared.backoffice import ModelAdmin, answer, column, inputs, label
from core.tax.admin.trial import TrialForm, tried
from core.tax.admin.words import NAMES, country_choices
from core.tax.models import TaxRate
from core.tax.regions import region_code
from core.tax.selectors import rated_classes, unrated
from core.tax.types import SHIPPING, STANDARD, WHOLE, percent

_EVER = Value(datetime.min.replace(tzinfo=UTC))


def _known_classes() -> list[str]:
    """A class begins with its first rate; products may have been given it before."""
    return sorted({*rated_classes(), SHIPPING, *(one.tax_class for one in unrated())})


class PercentField(forms.DecimalField):
    """As people write it: 19, 7.25, 7,25 or 19 %."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace("%", "").replace(",", ".").strip())


class TaxRateForm(forms.ModelForm[TaxRate]):
    percent = PercentField(
        min_value=0,
        max_value=100,
        decimal_places=3,
        widget=inputs.Text(attrs={"inputmode": "decimal"}),
        help_text="Such as 19 or 7.25. Of what is exempt: 0.",
    )

    class Meta:
        model = TaxRate
        fields = ("name", "country", "region", "tax_class", "adds", "starts_at")
        widgets: ClassVar = {"tax_class": inputs.Suggesting(_known_classes)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["percent"] = f"{percent(self.instance.rate):f}"

    def clean_percent(self) -> Decimal:
        said: Decimal = self.cleaned_data["percent"]
        self.instance.rate = int(said * WHOLE / 100)
        return said

    def clean_region(self) -> str:
        """However it is written, where the country's regions are known."""
        written: str = self.cleaned_data["region"]
        code = region_code(self.cleaned_data.get("country", ""), written)
        if written.strip() and not code:
            raise forms.ValidationError("This country has no such region.")
        return code


@admin.register(TaxRate)
class TaxRateAdmin(ModelAdmin[TaxRate]):
    form = TaxRateForm
    list_display = ("place", "tax_class", "name", "percent", "on_top", "begins", "standing")
    list_filter = ("country", "tax_class", "region", "starts_at")
    search_fields = ("country", "region", "name", "tax_class")
    actions_list: ClassVar = ["try_it"]
    list_before_template = "tax/unrated.html"
    fieldsets = (
        (None, {"fields": (("name", "percent"), "tax_class")}),
        ("Where goods go", {"fields": (("country", "region"), "adds")}),
        ("When", {"fields": ("starts_at",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        begun = TaxRate.objects.filter(starts_at__lte=timezone.now())
        alike = {name: OuterRef(name) for name in ("country", "region", "tax_class")}
        replaced = Exists(begun.filter(**alike, starts_at__gt=OuterRef("since")))
        since = Coalesce("starts_at", _EVER)
        rows: QuerySet[Any] = super().get_queryset(request).annotate(since=since).annotate(replaced=replaced)
        return rows

    @column("where", order="country", header=True)
    def place(self, row: TaxRate) -> list[str]:
        return [str(NAMES.get(row.country, row.country)), row.region]

    @column("rate", order="rate")
    def percent(self, row: TaxRate) -> str:
        return f"{percent(row.rate):f}%"

    @column("on top of", order="adds")
    def on_top(self, row: TaxRate) -> str:
        return "The country's" if row.adds else ""

    @column("valid from", order="starts_at")
    def begins(self, row: TaxRate) -> datetime | str:
        return row.starts_at or "Ever since"

    @column("state")
    def standing(self, row: Any) -> str:
        if row.since > timezone.now():
            return label("To come", "info")
        return label("Past", "default") if row.replaced else label("Valid", "success")

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        if db_field.name == "country":
            return forms.ChoiceField(choices=country_choices, widget=inputs.Select(), initial=settings.SHOP_COUNTRY)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, (extra_context or {}) | {"unrated": unrated})

    def save_model(self, request: HttpRequest, obj: TaxRate, form: forms.ModelForm[TaxRate], change: bool) -> None:
        """Of a class that may have been misspelt, it is said."""
        super().save_model(request, obj, form, change)
        named = {STANDARD, SHIPPING, form.initial.get("tax_class")}
        if obj.tax_class not in named and not Product.objects.filter(tax_class=obj.tax_class).exists():
            messages.warning(request, f"No product is of the class {obj.tax_class} so far.")

    @answer("Try it", icon="calculate")
    def try_it(self, request: HttpRequest) -> HttpResponse:
        """What something of a class costs in taxes, by the rates that are valid now."""
        form = TrialForm(request.GET if "amount" in request.GET else None, label_suffix="")
        found = tried(form.cleaned_data) if form.is_bound and form.is_valid() else None
        context = {"title": "Try the rates", "form": form, "found": found, "opts": self.opts}
        return TemplateResponse(request, "tax/try.html", context)


offer_tax_classes(lambda: (one for one in rated_classes() if one != SHIPPING))
