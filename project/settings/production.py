"""For the open internet: https only, secrets and hosts from the operator."""

from project.settings.base import *  # noqa: F403 -- a settings module is the one it stands on, changed
from project.settings.base import env

_needed = ("secret_key", "database_url", "allowed_hosts", "shop_url")
_missing = [name for name in _needed if name not in env.model_fields_set]
if _missing:
    raise SystemExit("Production needs " + ", ".join(name.upper() for name in _missing) + " in the environment.")

if any("*" in host or host.startswith(".") for host in env.hosts):
    raise SystemExit(
        "Production needs whole names in ALLOWED_HOSTS: links in mails are made of the host that was asked for."
    )

if any(not provider.server_url.startswith("https://") for provider in env.oidc_providers):
    raise SystemExit("Production needs https in OIDC_PROVIDERS: what they vouch for rests on who answers there.")

WEBHOOKS_TO_PRIVATE_NETWORKS = (
    "webhooks_to_private_networks" in env.model_fields_set and env.webhooks_to_private_networks
)
STAFF_MFA_REQUIRED = "staff_mfa_required" not in env.model_fields_set or env.staff_mfa_required

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
# Only what a trusted proxy says of it gets so far (client_address).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
