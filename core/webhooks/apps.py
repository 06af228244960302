from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "core.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from core.outbox.services import subscribe
        from core.webhooks.handlers import CONSUMERS

        for consumer in CONSUMERS:
            subscribe(consumer=consumer)
