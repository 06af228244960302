"""Money in forms: people read and write 12.99, tables keep minor units."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from unfold.widgets import UnfoldAdminTextInputWidget

from core.shared.money import Money

HIGHEST = Decimal(10) ** 12


class AmountField(forms.DecimalField):
    """An amount in whole units of a currency, such as 12.99 or 12,99. Kept as a Decimal: see `minor_units`."""

    def __init__(self, **kwargs: Any) -> None:
        widget = UnfoldAdminTextInputWidget({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"min_value": 0, "max_value": HIGHEST, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


def minor_units(amount: Decimal, currency: str) -> int:
    """Raises ValidationError for what is finer than the currency's smallest unit."""
    try:
        return Money.of(amount, currency).amount
    except ValueError:
        raise forms.ValidationError(f"There is no such amount in {currency}.") from None


class AmountsForm[M: Model](forms.ModelForm[M]):
    """A form of rows that keep minor units of their `currency` in the columns `amounts`, each an AmountField here."""

    amounts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.instance
        for name in self.amounts_of(vars(row)) if row.pk else ():
            if (kept := getattr(row, name)) is not None:
                self.initial[name] = Money(kept, row.currency).decimal

    def amounts_of(self, values: Any) -> tuple[str, ...]:
        """Which of the columns hold money where the row, or what was typed, has these values."""
        return self.amounts if values.get("currency") else ()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in self.amounts_of(data):
            if data.get(name) is not None:
                try:
                    data[name] = minor_units(data[name], data["currency"])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return data
