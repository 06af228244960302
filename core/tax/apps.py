from django.apps import AppConfig


class TaxConfig(AppConfig):
    name = "core.tax"
    label = "tax"
