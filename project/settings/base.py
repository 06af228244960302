"""The embedded shop: complete and safe with no environment at all. The other settings only change what they must."""

from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
import django_stubs_ext
from django.utils.csp import CSP

from project.backends import ROOT, registry
from project.content import policy
from project.settings.backoffice import look
from project.settings.environment import read_environment
from project.settings.identity import *  # noqa: F403 -- a settings module is the ones it stands on
from project.settings.identity import vouchers

django_stubs_ext.monkeypatch()  # ModelAdmin[Product] and its like can then be written at run time too

env = read_environment()

BACKEND = env.backend
SERVES_ADMIN = BACKEND in ("", "admin")

DEBUG = False
SECRET_KEY = env.secret()
ALLOWED_HOSTS = env.hosts
BACKEND_HOSTS = env.hosts_of_backends  # a backend's own host, by its name
TRUSTED_PROXIES = env.proxies  # whose X-Forwarded-For and X-Forwarded-Proto count
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["project.formats"]
ROOT_URLCONF = f"project.urls.{BACKEND or 'all'}"
WSGI_APPLICATION = "project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "customers.User"

SHOP_NAME = env.shop_name
PRODUCT_URL = env.shop_url + "/p/{slug}/"  # where mails lead to: the desktop's page, which any device opens
SHOP_CURRENCIES = env.currencies  # the first is the default
SHOP_LOCALES = env.locales  # the first is the catalogue's own language
SHOP_COUNTRY = env.shop_country  # whose taxes count until a shopper has given an address

PAYMENT_PROVIDERS = env.providers  # the first is the favourite
PAYMENT_CAPTURE = env.payment_capture
STRIPE_SECRET_KEY = env.stripe_secret_key
STRIPE_PUBLISHABLE_KEY = env.stripe_publishable_key
STRIPE_WEBHOOK_SECRET = env.stripe_webhook_secret
STRIPE_API_BASE = env.stripe_api_base
STRIPE_JS_URL = env.stripe_js_url

INSTALLED_APPS = [
    "project",
    "web_api",
    "mobile_api",
    "core.outbox",
    "core.idempotency",
    "core.audit",
    "core.lockout",
    "core.customers",
    "core.catalog",
    "core.tax",
    "core.pricing",
    "core.inventory",
    "core.shipping",
    "core.payments",
    "core.promotions",
    "core.carts",
    "core.orders",
    "core.checkout",
    "core.notifications",
    "core.webhooks",
    "core.imports",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "ninja",
    "django_structlog",
    "unfold",  # before the admin, whose templates it replaces
    "unfold.contrib.import_export",
    "import_export",
    # A process that does not serve the admin does not load the domains' admin.py.
    "django.contrib.admin" if SERVES_ADMIN else "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's pages write times with it
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "project.middleware.client_address.client_address",
    "project.middleware.response_headers.response_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "project.middleware.client_scope.client_scope",
    "project.middleware.hosts.hosts",
    "project.middleware.content_policy.content_policy",
    "project.middleware.request_limits.request_limits",
    "project.middleware.bodies.bodies",
    "project.middleware.sessions.AudienceSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "project.middleware.rate_limits.rate_limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    *(["project.middleware.staff.StaffMiddleware"] if SERVES_ADMIN else []),
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A client's files live in its own house: <backend>/client/templates/<namespace>/
        "DIRS": [ROOT / "web_api/client/templates", ROOT / "mobile_api/client/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------


def _database(url: str) -> dict[str, Any]:
    """One connection description from a URL; an empty URL is the embedded SQLite file."""
    if not url:
        url = f"sqlite:///{env.var_dir / 'shop.sqlite3'}"
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # writers queue at BEGIN instead of failing at COMMIT
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;",
        }
    else:
        share = registry()[BACKEND].database if BACKEND else None
        options: dict[str, Any] = {"pool": {"min_size": 1, "max_size": share.connections if share else 8, "timeout": 5}}
        if share:
            options["options"] = f"-c statement_timeout={share.statement_timeout_ms}"
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **options}
    return config


DATABASES = {"default": _database(env.database_url)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Files ----------------------------------------------------------------------------------------

# The widths each client asks its pictures in; the worker makes them all.
IMAGE_WIDTHS = {name: manifest.images.widths for name, manifest in registry().items() if manifest.images}

STATIC_URL = "/static/"
STATIC_ROOT = env.var_dir / "static"
STATICFILES_DIRS = [ROOT / "web_api/client/static", ROOT / "mobile_api/client/static"]
MEDIA_URL = env.media_url
MEDIA_ROOT = env.var_dir / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "project.storage.HashedStaticFilesStorage"},
}

# --- Who is who: see identity.py --------------------------------------------------------------------

STAFF_MFA_REQUIRED = env.staff_mfa_required
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SHOP_NAME}] "
MFA_TOTP_ISSUER = SHOP_NAME
SOCIALACCOUNT_PROVIDERS = vouchers(env.oidc_providers)
HEADLESS_ONLY = not SERVES_ADMIN  # allauth's own pages are for staff, where the admin is

# --- E-mail ---------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.email_from


def _mailer(url: str) -> dict[str, Any]:
    """How mail leaves the shop: console:, file:///folder, smtp[s]://user:password@host:port."""
    backends = "django.core.mail.backends"
    if url.startswith("file://"):
        options: dict[str, Any] = {"file_path": url.removeprefix("file://")}
        return {"BACKEND": f"{backends}.filebased.EmailBackend", "OPTIONS": options}
    if not url.startswith("smtp"):
        return {"BACKEND": f"{backends}.console.EmailBackend"}
    parts = urlsplit(url)
    options = {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and parts.port == 587,  # the submission port begins in plain (RFC 6409)
        "timeout": 10,
    }
    return {"BACKEND": f"{backends}.smtp.EmailBackend", "OPTIONS": options}


MAILERS = {"default": _mailer(env.email_url)}

# --- Background work ------------------------------------------------------------------------------

CELERY_BROKER_URL = env.celery_broker_url  # without one, `manage.py work` does the same duties
CELERY_QUEUE = env.celery_queue
PICTURES_FROM_PRIVATE_NETWORKS = env.pictures_from_private_networks  # whoever writes a file could look around in them
WEBHOOKS_TO_PRIVATE_NETWORKS = env.webhooks_to_private_networks  # whoever may subscribe could look around in them

# --- The backends ---------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["web_api.authentication.ShopperAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": ["web_api.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["web_api.rendering.CompactJSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "web_api.schema.ContractSchema",
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is as unknown as any other parameter
    "EXCEPTION_HANDLER": "web_api.exceptions.problem_response",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Bespoke for the desktop web",
    "DESCRIPTION": "One request a page. Cookie session; every unsafe method needs X-CSRFToken.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",  # whose schemas are JSON Schema's own, as ninja's are
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "PREPROCESSING_HOOKS": ["web_api.schema.only_the_api"],
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "OrderStatus": "web_api.parts.order.ORDER_STATUSES",
        "PaymentStatus": "web_api.parts.order.PAYMENT_STATUSES",
        "Availability": "web_api.parts.card.AVAILABILITIES",
    },
}

# --- Defence --------------------------------------------------------------------------------------

_TAKES_CARDS = "stripe" in PAYMENT_PROVIDERS
SECURE_CSP: dict[str, list[str]] = policy(
    media_url=MEDIA_URL,
    card_script=STRIPE_JS_URL if _TAKES_CARDS else "",
    card_api=STRIPE_API_BASE,
    vouchers=[provider.server_url for provider in env.oidc_providers],
)
# unfold's pages are driven by Alpine, which evaluates the expressions in their attributes, and carry inline style.
ADMIN_CSP: dict[str, list[str]] = {
    **policy(media_url=MEDIA_URL),
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
}
X_FRAME_OPTIONS = "DENY"
DEFAULT_EXCEPTION_REPORTER = "project.reports.ScrubbingReporter"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
RATE_LIMITS = env.rate_limits
REDIS_URL = env.redis_url  # where processes count together what they must not each count alone
DATA_UPLOAD_MAX_NUMBER_FIELDS = max(manifest.limits.keys for manifest in registry().values())  # of multipart forms
DATA_UPLOAD_MAX_MEMORY_SIZE = registry()[BACKEND].limits.body_bytes if BACKEND else None  # else request_limits decides

# --- The back office ------------------------------------------------------------------------------

UNFOLD = look(SHOP_NAME)
LOGIN_REDIRECT_URL = "/admin/"  # Django's own sign-in is the staff's alone, and unfold's form does not say where to go

# --- Logs -----------------------------------------------------------------------------------------

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # client_scope says it, as client_address has found it
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "project.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.log_level},
    "loggers": {
        "django": {"handlers": []},  # Django's own handlers would say everything a second time
        "django.server": {"handlers": [], "propagate": True},
        "django_structlog": {"level": "WARNING"},
        "stripe": {"level": "WARNING"},
        "celery": {"level": "WARNING"},  # a duty is no news, twice a second
    },
}

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # User.email is unique regardless of case, by a constraint of its own
