"""What something somebody might buy costs in taxes, tried before it is sold."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from core.shared.backoffice import inputs, price
from core.shared.money import Money
from core.tax.admin.words import country_choices, tax_name
from core.tax.rules import reckon
from core.tax.selectors import needs_region, rated_classes, rates_for
from core.tax.types import Reckoning, Taxable


class TrialForm(forms.Form):
    """Something somebody might buy."""

    amount = forms.DecimalField(
        label="It costs", min_value=0, max_digits=12, decimal_places=3, initial=100, widget=inputs.Text()
    )
    currency = forms.ChoiceField(
        choices=lambda: [(code, code) for code in settings.SHOP_CURRENCIES], widget=inputs.Select()
    )
    included = forms.BooleanField(label="Taxes are in that price", required=False, initial=True, widget=inputs.Switch())
    tax_class = forms.ChoiceField(
        label="Its class", choices=lambda: [(one, one) for one in rated_classes()], widget=inputs.Select()
    )
    country = forms.ChoiceField(
        label="It goes to", choices=country_choices, initial=lambda: settings.SHOP_COUNTRY, widget=inputs.Select()
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


def tried(asked: dict[str, Any]) -> dict[str, Any]:
    """What the form was filled in with, reckoned by the rates that are valid now, in words."""
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
