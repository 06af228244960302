from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "core.promotions"
    label = "promotions"
