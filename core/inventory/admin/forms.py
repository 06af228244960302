"""What staff are asked."""

from typing import Any, ClassVar

from django import forms

from core.inventory.models import Stock, Warehouse
from core.shared.backoffice import StepForm, inputs

MOST = 1_000_000


def _units(help_text: str = "", *, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(min_value=least, max_value=MOST, help_text=help_text, widget=inputs.Number())


def _reference(help_text: str) -> forms.CharField:
    return forms.CharField(max_length=80, required=False, help_text=help_text, widget=inputs.Text())


def _warehouse(help_text: str = "", *, label: str | None = None) -> "forms.ModelChoiceField[Warehouse]":
    """One that has to be chosen where it has a label of its own."""
    rows = Warehouse.objects.filter(active=True)
    empty = "Which one?" if label else "The first one"
    return forms.ModelChoiceField(
        rows, required=label is not None, empty_label=empty, label=label, help_text=help_text, widget=inputs.Select()
    )


class ReceiptForm(forms.ModelForm[Stock]):
    """Goods that have come in, for a variant that is new here or not."""

    received = _units("How many have come in now.")
    warehouse = _warehouse("Where they lie.")
    reference = _reference("Such as the delivery note's number.")

    class Meta:
        model = Stock
        fields: ClassVar = ["variant"]

    def validate_unique(self) -> None:
        """More comes in of what there is, too: nothing is made twice by it."""


class OfStockForm(StepForm):
    """Filled with how it is now: `shows` says what field shows which column."""

    shows: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, object_id: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, object_id=object_id, **kwargs)
        row = Stock.objects.filter(pk=object_id).values(*self.shows.values()).first() or {}
        self.initial |= {field: row[name] for field, name in self.shows.items() if name in row}


class CountForm(OfStockForm):
    shows: ClassVar = {"available": "available", "unlimited": "unlimited"}

    available = _units("Without those that orders hold.", least=0)
    unlimited = forms.BooleanField(
        required=False, label="Not counted", help_text="There is always enough of it.", widget=inputs.Switch()
    )

    def __init__(self, *args: Any, object_id: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, object_id=object_id, **kwargs)
        self.initial["available"] = max(0, self.initial.get("available", 0))


class BackorderForm(OfStockForm):
    shows: ClassVar = {"limit": "backorder_limit", "expected_at": "expected_at"}

    limit = _units("How many; 0 where nothing is sold that is not there.", least=0)
    expected_at = forms.DateTimeField(
        required=False, label="More come in", help_text="Shoppers are told the day.", widget=inputs.Moment()
    )


class SafetyForm(OfStockForm):
    shows: ClassVar = {"units": "safety"}

    units = _units("They stay on the shelf, for mistakes and for the counter.", least=0)


class TransferForm(StepForm):
    source = _warehouse(label="From")
    target = _warehouse(label="To")
    quantity = _units()
    reference = _reference("Such as the van's number.")

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if asked.get("source") == asked.get("target") is not None:
            self.add_error("target", "Another one than where they are.")
        return asked


class ReturnForm(StepForm):
    quantity = _units()
    warehouse = _warehouse("Where they lie now.")
    reference = _reference("Such as the order's number.")
