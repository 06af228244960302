"""Coupons in the back office: kept here, counted by the services alone."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.urls import reverse

from core.promotions.models import Coupon, Redemption
from core.promotions.rules import normalised
from core.promotions.types import CouponKind
from core.shared.backoffice import (
    AmountField,
    AmountsForm,
    ModelAdmin,
    ReadOnlyAdmin,
    column,
    inputs,
    link,
    page_of,
    price,
)


class CouponForm(AmountsForm[Coupon]):
    amounts = ("value", "minimum")
    value = AmountField(initial=0, help_text="Percent from 1 to 100, or an amount such as 5.00; 0 for free shipping.")
    minimum = AmountField(initial=0, help_text="What the goods have to cost, such as 30.00.")

    def amounts_of(self, values: Any) -> tuple[str, ...]:
        """A percentage is none."""
        names = super().amounts_of(values)
        return names if values.get("kind") == CouponKind.AMOUNT else tuple(name for name in names if name != "value")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in {"value", "minimum"} - set(self.amounts_of(data)):
            if (said := data.get(name)) is not None and said % 1:
                self.add_error(name, "A whole number, or in which currency?")
        return data

    def clean_code(self) -> str:
        code = normalised(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError("A code is made of letters from A to Z, digits and hyphens.")
        return code

    def clean_limit(self) -> int | None:
        limit: int | None = self.cleaned_data["limit"]
        if limit is not None and limit < self.instance.used:
            raise forms.ValidationError(f"It has been used {self.instance.used} times already.")
        return limit


@admin.register(Coupon)
class CouponAdmin(ModelAdmin[Coupon]):
    form = CouponForm
    list_display = ("code", "name", "gives", "uses", "starts_at", "ends_at", "active")
    list_filter = ("active", "kind")
    search_fields = ("code", "name")
    readonly_fields = ("uses",)
    fieldsets = (
        (None, {"fields": (("code", "name"), "active")}),
        ("What it gives", {"fields": (("kind", "value"), ("minimum", "currency"))}),
        ("When, and how often", {"fields": (("starts_at", "ends_at"), ("limit", "limit_per_customer"), "uses")}),
    )

    @column("gives")
    def gives(self, row: Coupon) -> str:
        said = {
            CouponKind.PERCENT: f"{row.value}%",
            CouponKind.AMOUNT: price(row.value, row.currency) if row.currency else "",
            CouponKind.FREE_SHIPPING: "Free shipping",
        }[CouponKind(row.kind)]
        return f"{said} from {price(row.minimum, row.currency)}" if row.minimum else said

    @column("used", order="used")
    def uses(self, row: Coupon) -> str:
        """Leading to by whom."""
        if not row.pk:
            return "Not yet"
        said = f"{row.used} of {row.limit}" if row.limit is not None else str(row.used)
        return link(f"{reverse('admin:promotions_redemption_changelist')}?coupon__id__exact={row.pk}", said)

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        if db_field.name == "currency":
            choices = [("", "Any"), *((code, code) for code in settings.SHOP_CURRENCIES)]
            return forms.ChoiceField(
                choices=choices, widget=inputs.Select(), required=False, help_text=db_field.help_text
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Coupon, form: Any, change: bool) -> None:
        """Only what staff can edit: the counter may have moved since the page was opened."""
        obj.save(update_fields=[*form.cleaned_data] if change else None)


@admin.register(Redemption)
class RedemptionAdmin(ReadOnlyAdmin):
    shows_people = True
    list_display = ("reference", "of", "email", "took_off", "redeemed_at", "returned_at")
    list_filter = (("returned_at", admin.EmptyFieldListFilter), ("coupon", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("coupon",)
    search_fields = ("reference", "email", "coupon__code")
    date_hierarchy = "redeemed_at"

    @column("coupon", order="coupon__code")
    def of(self, row: Redemption) -> str:
        return link(page_of(row.coupon), row.coupon.code)

    @column("discount", order="discount")
    def took_off(self, row: Redemption) -> str:
        return price(row.discount, row.currency)
