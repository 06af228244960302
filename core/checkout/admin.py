from django.contrib import admin

from core.checkout.models import Checkout
from core.shared.backoffice import ReadOnlyAdmin


@admin.register(Checkout)
class CheckoutAdmin(ReadOnlyAdmin):
    shows_people = True
    list_display = ("cart", "email", "shipping_code", "payment_provider")
    list_filter = ("shipping_code", "payment_provider")
    search_fields = ("email",)
