"""The shop's settings as its operator writes them: environment variables, typed and validated at start."""

import json
import os
import secrets
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any, Literal, Self

from babel import Locale, UnknownLocaleError
from babel.numbers import list_currencies
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from project.backends import ROOT, registry

type Network = IPv4Network | IPv6Network


class OIDCProvider(BaseModel):
    """Somebody who vouches for shoppers by OpenID Connect; `server_url` is its issuer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str = Field(min_length=1)
    client_id: str = Field(min_length=1)
    secret: str = Field(min_length=1)
    server_url: str = Field(pattern=r"^https?://[^/]+.*$")

    def app(self) -> dict[str, Any]:
        """What allauth calls a SocialApp."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.server_url},
        }


class Environment(BaseSettings):
    """Each field is an environment variable of the same name in capitals; none is needed to try the shop."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", frozen=True)

    backend: str = Field(default="", pattern=f"^({'|'.join(registry())})?$")
    database_url: str = Field(default="", pattern=r"^((sqlite|postgres(ql)?)://.*)?$")
    secret_key: str = ""
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    backend_hosts: str = Field(default="", pattern=rf"^(({'|'.join(registry())})=[a-z0-9.-]+(,|$))*$")
    trusted_proxies: str = ""
    rate_limits: bool = True
    redis_url: str = Field(default="", pattern=r"^(rediss?://.+)?$")
    email_url: str = Field(default="console:", pattern=r"^(console:|file:///.+|smtps?://.+)$")
    email_from: str = "Bespoke <shop@localhost>"
    celery_broker_url: str = Field(default="", pattern=r"^((rediss?|amqps?)://.+)?$")
    celery_queue: str = Field(default="bespoke", pattern=r"^[\w.-]+$")
    webhooks_to_private_networks: bool = True
    pictures_from_private_networks: bool = False
    media_url: str = Field(default="/media/", pattern=r"/$")
    var_dir: Path = ROOT / "var"
    shop_name: str = "Bespoke"
    shop_url: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://[^/]+$")
    shop_currencies: str = "EUR,USD"
    shop_locales: str = "en,de"
    shop_country: str = Field(default="DE", pattern=r"^[A-Z]{2}$")
    payment_providers: str = "manual"
    payment_capture: Literal["at_once", "on_shipping"] = "at_once"
    stripe_secret_key: str = ""
    stripe_publishable_key: str = ""
    stripe_webhook_secret: str = ""
    stripe_api_base: str = Field(default="https://api.stripe.com", pattern=r"^https?://[^/]+$")
    stripe_js_url: str = Field(default="https://js.stripe.com/v3/", pattern=r"^https?://.+$")
    staff_mfa_required: bool = False
    oidc_providers: Annotated[tuple[OIDCProvider, ...], NoDecode] = ()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("payment_providers")
    @classmethod
    def _known_providers(cls, value: str) -> str:
        names = [name.strip() for name in value.split(",")]
        if not set(names) <= {"manual", "stripe"} or len(set(names)) < len(names):
            raise ValueError("manual, stripe, or both with a comma, the favourite first")
        return value

    @field_validator("shop_currencies")
    @classmethod
    def _known_currencies(cls, value: str) -> str:
        codes = _listed(value)
        if not codes or len(set(codes)) < len(codes) or not set(codes) <= set(list_currencies()):
            raise ValueError("currencies by ISO 4217, such as EUR,USD, the shop's own first")
        return value

    @field_validator("shop_locales")
    @classmethod
    def _known_locales(cls, value: str) -> str:
        codes = _listed(value)
        if not codes or len(set(codes)) < len(codes) or not all(map(_is_locale, codes)):
            raise ValueError("languages by BCP 47, such as en,de or en,pt-BR, the catalogue's own first")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        _networks(value)  # raises ValueError, which names what is none
        return value

    @model_validator(mode="after")
    def _stripe_has_its_keys(self) -> Self:
        keys = ("stripe_secret_key", "stripe_publishable_key", "stripe_webhook_secret")
        missing = [key.upper() for key in keys if not getattr(self, key)]
        if "stripe" in self.providers and missing:
            raise ValueError(f"PAYMENT_PROVIDERS has stripe, which needs {', '.join(missing)}")
        return self

    @field_validator("oidc_providers", mode="before")
    @classmethod
    def _list_in_json(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value or "[]")
        except json.JSONDecodeError:
            raise ValueError('a list in JSON of {"id", "name", "client_id", "secret", "server_url"}') from None

    @field_validator("oidc_providers")
    @classmethod
    def _named_apart(cls, value: tuple[OIDCProvider, ...]) -> tuple[OIDCProvider, ...]:
        if len({provider.id for provider in value}) < len(value):
            raise ValueError("each provider needs an id of its own")
        return value

    @property
    def currencies(self) -> tuple[str, ...]:
        return tuple(_listed(self.shop_currencies))

    @property
    def locales(self) -> tuple[str, ...]:
        return tuple(_listed(self.shop_locales))

    @property
    def providers(self) -> tuple[str, ...]:
        return tuple(name.strip() for name in self.payment_providers.split(","))

    @property
    def hosts(self) -> list[str]:
        """All that are answered on: those allowed, and those that are a backend's own."""
        return list(dict.fromkeys([*_listed(self.allowed_hosts), *self.hosts_of_backends.values()]))

    @property
    def hosts_of_backends(self) -> dict[str, str]:
        """What the manifests say, unless the operator says otherwise: `web=shop.example,admin=office.example`."""
        declared = {name: manifest.host for name, manifest in registry().items() if manifest.host}
        return declared | dict(pair.split("=") for pair in _listed(self.backend_hosts))

    @property
    def proxies(self) -> tuple[Network, ...]:
        return _networks(self.trusted_proxies)

    def secret(self) -> str:
        """The signing secret: the operator's own, else one made once and kept in `var_dir`."""
        if self.secret_key:
            return self.secret_key
        kept = self.var_dir / "secret_key"
        if not kept.exists():
            self.var_dir.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self.var_dir) as new:  # made readable to its owner alone
                new.write(secrets.token_urlsafe(64))
                new.flush()
                with suppress(FileExistsError):  # another process was first; its secret serves both
                    os.link(new.name, kept)
        return kept.read_text()


def _is_locale(code: str) -> bool:
    try:
        return str(Locale.parse(code, sep="-")).replace("_", "-") == code
    except (ValueError, UnknownLocaleError):
        return False


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _networks(value: str) -> tuple[Network, ...]:
    return tuple(ip_network(part) for part in _listed(value))


def read_environment() -> Environment:
    """Raises SystemExit with one line a wrong variable, never a traceback."""
    try:
        return Environment()
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise SystemExit("Wrong environment:\n  " + "\n  ".join(faults)) from None
