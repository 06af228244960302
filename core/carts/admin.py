from typing import ClassVar

from django.contrib import admin

from core.carts.models import Cart, CartLine
from core.shared.backoffice import ReadOnlyAdmin, ReadOnlyInline


class CartLineInline(ReadOnlyInline):
    model = CartLine


@admin.register(Cart)
class CartAdmin(ReadOnlyAdmin):
    list_display = ("id", "customer", "guest_id", "updated_at")
    inlines: ClassVar = [CartLineInline]
