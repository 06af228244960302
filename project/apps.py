from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "project"

    def ready(self) -> None:
        from project.audit import sign_ins, staff  # noqa: F401 -- connects the receivers, which need every model loaded
