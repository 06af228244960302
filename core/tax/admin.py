"""Rates of taxes in the back office, and what they come to."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from babel import Locale
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, Field, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from core.customers.selectors import countries
from core.shared.backoffice import ModelAdmin, answer, column, inputs, label, price
from core.shared.money import Money
from core.tax.models import TaxRate
from core.tax.regions import region_code
from core.tax.rules import reckon
from core.tax.selectors import needs_region, rates_for
from core.tax.types import STANDARD, WHOLE, Reckoning, Tax, Taxable, percent

_NAMES = Locale("en").territories
_EVER = Value(datetime.min.replace(tzinfo=UTC))


def tax_name(tax: Tax) -> str:
    """Such as "VAT (19%)"."""
    return f"{tax.name} ({percent(tax.rate):f}%)"


def _country_choices() -> list[tuple[str, str]]:
    return sorted(((code, str(_NAMES.get(code, code))) for code in countries()), key=lambda one: one[1])


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


class TrialForm(forms.Form):
    """Something somebody might buy."""

    amount = forms.DecimalField(
        label="It costs", min_value=0, max_digits=12, decimal_places=3, initial=100, widget=inputs.Text()
    )
    currency = forms.ChoiceField(
        choices=lambda: [(code, code) for code in settings.SHOP_CURRENCIES], widget=inputs.Select()
    )
    included = forms.BooleanField(label="Taxes are in that price", required=False, initial=True, widget=inputs.Switch())
    tax_class = forms.SlugField(label="Its class", initial=STANDARD, widget=inputs.Text())
    country = forms.ChoiceField(
        label="It goes to", choices=_country_choices, initial=lambda: settings.SHOP_COUNTRY, widget=inputs.Select()
    )
    region = forms.CharField(label="State or region", required=False, max_length=120, widget=inputs.Text())

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self._check_amount(asked)
            self._check_region(asked)
        return asked

    def _check_amount(self, asked: dict[str, Any]) -> None:
        try:
            asked["money"] = Money.of(asked["amount"], asked["currency"])
        except ValueError:
            self.add_error("amount", f"There is no such amount in {asked['currency']}.")

    def _check_region(self, asked: dict[str, Any]) -> None:
        if needs_region(country=asked["country"], region=asked["region"]):
            self.add_error("region", "Taxes depend on it there: a shopper is asked for it, too.")


@admin.register(TaxRate)
class TaxRateAdmin(ModelAdmin[TaxRate]):
    form = TaxRateForm
    list_display = ("place", "tax_class", "name", "percent", "on_top", "begins", "standing")
    list_filter = ("country", "tax_class", "region", "starts_at")
    search_fields = ("country", "region", "name", "tax_class")
    actions_list: ClassVar = ["try_it"]
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
        return [str(_NAMES.get(row.country, row.country)), row.region]

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
            return forms.ChoiceField(choices=_country_choices, widget=inputs.Select(), initial=settings.SHOP_COUNTRY)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @answer("Try it", icon="calculate")
    def try_it(self, request: HttpRequest) -> HttpResponse:
        """What something of a class costs in taxes, by the rates that are valid now."""
        form = TrialForm(request.GET if "amount" in request.GET else None, label_suffix="")
        found = _tried(form.cleaned_data) if form.is_bound and form.is_valid() else None
        context = {"title": "Try the rates", "form": form, "found": found, "opts": self.opts}
        return TemplateResponse(request, "tax/try.html", context)


def _tried(asked: dict[str, Any]) -> dict[str, Any]:
    money: Money = asked["money"]
    sold = Taxable(money, asked["tax_class"], asked["included"])
    rates = rates_for(country=asked["country"], region=asked["region"], now=timezone.now())
    return _told(reckon([sold], rates, currency=money.currency), money)


def _told(found: Reckoning, asked: Money) -> dict[str, Any]:
    total = asked + found.added
    return {
        "net": _said(total - found.tax),
        "taxes": [(tax_name(tax), _said(tax.tax)) for tax in found.taxes],
        "total": _said(total),
    }


def _said(money: Money) -> str:
    return price(money.amount, money.currency)
