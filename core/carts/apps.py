from django.apps import AppConfig


class CartsConfig(AppConfig):
    name = "core.carts"
    label = "carts"
