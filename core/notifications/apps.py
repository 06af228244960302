from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "core.notifications"
    label = "notifications"

    def ready(self) -> None:
        from core.notifications.handlers import CONSUMERS
        from core.outbox.services import subscribe

        for consumer in CONSUMERS:
            subscribe(consumer=consumer)
