"""What staff are asked for prices with, in whole units of the list's currency."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from core.catalog.models import Category
from core.pricing.models import Price, PriceList
from core.pricing.types import Adjustment, PriceDraft, PriceInvalid, Rounding
from core.shared.backoffice import AmountField, StepForm, inputs, minor_units
from core.shared.money import Money

_ROUNDINGS = {
    Rounding.EXACT: "to the cent",
    Rounding.NINETY_NINE: "to end in .99",
    Rounding.NINETY_FIVE: "to end in .95",
    Rounding.WHOLE: "to whole units",
}


def moment_field(label: str, help_text: str, *, required: bool = False) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, required=required, help_text=help_text, widget=inputs.Moment())


class NewPriceForm(forms.ModelForm[Price]):
    """A price beside those that are there."""

    amount = AmountField(label="Price", help_text="Such as 12.99.")
    compare_at = AmountField(label="Compared with", required=False, help_text="The higher price it is an offer beside.")

    class Meta:
        model = Price
        fields: ClassVar = ["price_list", "variant", "amount", "compare_at", "starts_at", "ends_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if currency := self.initial.get("currency"):
            self.initial["price_list"] = PriceList.objects.filter(currency=currency, group=None).first()
        self.fields["starts_at"].required = False
        self.fields["starts_at"].help_text = "Empty: at once."
        self.fields["ends_at"].help_text = "Empty: until another price begins. With an end it is an offer."

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        price_list: PriceList | None = data.get("price_list")
        for name in ("amount", "compare_at"):
            if price_list is not None and data.get(name) is not None:
                try:
                    data[name] = minor_units(data[name], price_list.currency)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        self._check_sense(data)
        return data

    def _check_sense(self, data: dict[str, Any]) -> None:
        """In words what the service would refuse."""
        now = timezone.now()
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        amount, compare_at = data.get("amount"), data.get("compare_at")
        if starts_at is not None and starts_at < now:
            self.add_error("starts_at", "What was stays as it was: leave it empty for at once.")
        if ends_at is not None and ends_at <= (starts_at or now):
            self.add_error("ends_at", "It ends after it begins.")
        if amount is not None and compare_at is not None and compare_at <= amount:
            self.add_error("compare_at", "It has to be higher than the price.")


class SetForm(StepForm):
    amount = AmountField(label="Price")
    compare_at = AmountField(label="Compared with", required=False, help_text="The higher price, if it is an offer.")
    starts_at = moment_field("From", "Empty: at once.")


class OfferForm(StepForm):
    amount = AmountField(label="Price")
    starts_at = moment_field("From", "Empty: at once.")
    ends_at = moment_field("Until", "The regular price counts again then.", required=True)


class _HowForm(StepForm):
    percent = forms.DecimalField(
        label="Percent",
        initial=0,
        min_value=-100,
        max_value=100_000,
        decimal_places=2,
        widget=inputs.Number(),
        help_text="-10 is a tenth less, 5 a twentieth more.",
    )
    rounding = forms.ChoiceField(
        choices=[(one.value, said) for one, said in _ROUNDINGS.items()], widget=inputs.Select()
    )
    starts_at = moment_field("From", "Empty: at once.")


class AdjustForm(_HowForm):
    amount = forms.DecimalField(
        label="And by",
        initial=0,
        max_digits=12,
        decimal_places=3,
        widget=inputs.Number(),
        help_text="In whole units, such as -1.50.",
    )
    ends_at = moment_field("Until", "Empty: for good. With an end they are offers.")
    category = forms.ModelChoiceField(
        Category.objects.order_by("path"), required=False, empty_label="All", widget=inputs.Select()
    )
    brand = forms.CharField(required=False, max_length=120, help_text="Empty: all.", widget=inputs.Text())
    field_order = ("percent", "amount", "rounding", "starts_at", "ends_at", "category", "brand")


class CopyForm(_HowForm):
    source = forms.ModelChoiceField(
        PriceList.objects.filter(closed_at=None),
        label="From the list",
        widget=inputs.Select(),
        help_text="Between currencies, percent is what a unit of its currency is more than one of this list's.",
    )
    field_order = ("source", "percent", "rounding", "starts_at")

    def __init__(self, *args: Any, object_id: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, object_id=object_id, **kwargs)
        source: Any = self.fields["source"]
        source.queryset = source.queryset.exclude(pk=object_id)


class ListForm(forms.ModelForm[PriceList]):
    class Meta:
        model = PriceList
        fields: ClassVar = ["name", "currency", "group", "tax_included"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "group" in self.fields:
            self.fields["group"].required = True
            self.fields[
                "group"
            ].help_text = "Whose prices these are. What they have none of costs what it costs everyone."


def draft(asked: Any, currency: str) -> PriceDraft:
    """Raises PriceInvalid for an amount that the currency does not have."""
    return PriceDraft(_minor(asked["amount"], currency), _minor_or_none(asked.get("compare_at"), currency))


def adjustment(asked: Any) -> Adjustment:
    return Adjustment(asked["percent"], asked.get("amount", Decimal(0)), Rounding(asked["rounding"]))


def _minor(amount: Decimal, currency: str) -> int:
    try:
        return Money.of(amount, currency).amount
    except ValueError:
        raise PriceInvalid(currency=currency) from None


def _minor_or_none(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else _minor(amount, currency)
