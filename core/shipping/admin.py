from typing import ClassVar

from django.contrib import admin

from core.shared.backoffice import AmountField, AmountsForm, PricedAdmin, column, price
from core.shipping.models import ShippingMethod


class ShippingMethodForm(AmountsForm[ShippingMethod]):
    amounts = ("price",)
    price = AmountField(help_text="Such as 4.90.")


@admin.register(ShippingMethod)
class ShippingMethodAdmin(PricedAdmin[ShippingMethod]):
    form = ShippingMethodForm
    list_display = ("name", "code", "costs", "tax_included", "active", "position")
    list_editable = ("active", "position")
    list_filter = ("active", "currency")
    search_fields = ("name", "code")
    fieldsets: ClassVar = (
        (None, {"fields": (("name", "code"), ("price", "currency", "tax_included"))}),
        ("At the checkout", {"fields": (("active", "position"),)}),
    )

    @column("price", order="price")
    def costs(self, row: ShippingMethod) -> str:
        return price(row.price, row.currency)
