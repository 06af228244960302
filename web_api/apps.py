from django.apps import AppConfig


class WebApiConfig(AppConfig):
    name = "web_api"

    def ready(self) -> None:
        from web_api import signals  # noqa: F401 -- connects the receivers, which need every model loaded
