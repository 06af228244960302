"""Who is who: what allauth and Django's own identity are told, the same in every shop."""

from collections.abc import Iterable
from typing import Any, Literal

from project.settings.environment import OIDCProvider

AUTHENTICATION_BACKENDS = ["project.identity.authentication.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_ENGINE = "core.customers.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "project.problems.csrf_failure"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# core.lockout counts guesses and project.limiter addresses, both for all processes. What stays allauth's, each process
# counts alone: mails to one address, and what one signed-in person does.
ACCOUNT_RATE_LIMITS: dict[str, str | None] | Literal[False] = {
    **dict.fromkeys(("login", "login_failed", "signup", "reset_password_from_key")),
    "reset_password": "5/10m/key",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True  # on every client, the one it was changed on too
ACCOUNT_CHANGE_EMAIL = True  # a new address replaces the old one once its code has come back
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before what could lock its owner out; good for five minutes
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the old address is told of each such change
ACCOUNT_ADAPTER = "project.identity.adapters.AccountAdapter"

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a code may arrive in the period after its own; see project/identity/authentication.py

SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ADAPTER = "project.identity.adapters.SocialAccountAdapter"

USERSESSIONS_ADAPTER = "project.identity.adapters.UserSessionsAdapter"

HEADLESS_FRONTEND_URLS = {  # where mails, and what went wrong at a provider, send their reader
    "account_signup": "/account/",
    "account_reset_password": "/account/reset/",
    "socialaccount_login_error": "/account/",
}
HEADLESS_TOKEN_STRATEGY = "mobile_api.tokens.PhoneTokenStrategy"


def vouchers(providers: Iterable[OIDCProvider]) -> dict[str, dict[str, Any]]:
    """Each is an app of allauth's provider for OpenID Connect; an address it gives opens no account that is there."""
    return {"openid_connect": {"APPS": [provider.app() for provider in providers], "OAUTH_PKCE_ENABLED": True}}
