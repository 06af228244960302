"""For the tests: fast hashing, mail kept in memory, nothing written outside temporary folders."""

import tempfile
from pathlib import Path

from project.settings.base import *  # noqa: F403 -- a settings module is the one it stands on, changed
from project.settings.base import DATABASES, STORAGES

SECRET_KEY = "only-for-tests-and-long-enough-to-sign-a-token"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)  # each test worker is one connection
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="bespoke-test-media-"))
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="bespoke-test-static-"))
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # else every test client lists every static file first
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
ACCOUNT_RATE_LIMITS = False
SHOP_CURRENCIES = ("EUR",)  # what one currency is enough for is tried in one
REDIS_URL = ""  # a run counts for itself; what is shared has tests of its own
