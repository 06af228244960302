from django.contrib import admin

from core.shared.backoffice import PricedAdmin
from core.shipping.models import ShippingMethod


@admin.register(ShippingMethod)
class ShippingMethodAdmin(PricedAdmin[ShippingMethod]):
    list_display = ("name", "code", "currency", "price", "active", "position")
