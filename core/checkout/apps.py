from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "core.checkout"
    label = "checkout"
