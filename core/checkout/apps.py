from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "core.checkout"
    label = "checkout"

    def ready(self) -> None:
        from core.checkout.handlers import CONSUMERS
        from core.outbox.services import subscribe

        for consumer in CONSUMERS:
            subscribe(consumer=consumer)
