"""For its makers: tracebacks in the browser, templates and static files read afresh."""

from project.settings.base import *  # noqa: F403 -- a settings module is the one it stands on, changed
from project.settings.base import STORAGES

DEBUG = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
