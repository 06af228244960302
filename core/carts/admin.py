from typing import ClassVar

from django.contrib import admin

from core.carts.models import Cart, CartLine
from core.shared.backoffice import ReadOnlyAdmin, ReadOnlyInline


class CartLineInline(ReadOnlyInline):
    model = CartLine
    fields: ClassVar = ("variant", "quantity", "added_at")


@admin.register(Cart)
class CartAdmin(ReadOnlyAdmin):
    shows_people = True
    list_display = ("id", "customer", "guest_id", "coupon", "updated_at")
    list_filter = ("updated_at", ("customer", admin.EmptyFieldListFilter))
    list_select_related = ("customer",)
    search_fields = ("customer__email",)
    ordering = ("-updated_at",)
    inlines: ClassVar = [CartLineInline]
