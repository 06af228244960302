from django.apps import AppConfig


class LockoutConfig(AppConfig):
    name = "core.lockout"
    label = "lockout"
