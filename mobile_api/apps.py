from django.apps import AppConfig


class MobileApiConfig(AppConfig):
    name = "mobile_api"

    def ready(self) -> None:
        from mobile_api import signals  # noqa: F401 -- connects the receivers, which need every model loaded
