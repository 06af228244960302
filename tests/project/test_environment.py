"""A wrong environment is one clear line a variable, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from project.backends import ROOT

AT_HOME = {"SHOP_URL": "https://shop.example"}


def check(tmp_path: Path, settings: str = "base", **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": f"project.settings.{settings}",
    }
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BACKEND", "desktop"),
        ("EMAIL_URL", "carrier-pigeon"),
        ("SHOP_CURRENCIES", "euro"),
        ("SHOP_CURRENCIES", "EUR,EUR"),
        ("SHOP_CURRENCIES", ""),
        ("SHOP_LOCALES", "klingon"),
        ("SHOP_LOCALES", "en,en"),
        ("SHOP_COUNTRY", "Germany"),
        ("MEDIA_URL", "/media"),
        ("CELERY_BROKER_URL", "sqs://"),
        ("CELERY_QUEUE", "a queue"),
        ("OIDC_PROVIDERS", "acme"),
        ("OIDC_PROVIDERS", '[{"id": "acme"}]'),
        ("STAFF_MFA_REQUIRED", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,my-proxy"),
        ("BACKEND_HOSTS", "web=shop.example,desktop=x"),
        ("REDIS_URL", "memcached://127.0.0.1"),
    ],
)
def test_a_wrong_variable_is_named(name: str, value: str, tmp_path: Path) -> None:
    done = check(tmp_path, **{name: value})
    assert done.returncode != 0
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_nobody_knows_is_named(tmp_path: Path) -> None:
    done = check(tmp_path, DATABASE_URL="oracle-of-delphi://x")
    assert done.returncode != 0
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_needs_its_own_secret_database_hosts_and_address(tmp_path: Path) -> None:
    done = check(tmp_path, settings="production")
    assert (
        done.stderr.strip() == "Production needs SECRET_KEY, DATABASE_URL, ALLOWED_HOSTS, SHOP_URL in the environment."
    )


def test_production_takes_no_host_that_stands_for_many(tmp_path: Path) -> None:
    for hosts in ("shop.example,*", ".shop.example"):
        whole = {"SECRET_KEY": "x", "DATABASE_URL": "postgres://x", "ALLOWED_HOSTS": hosts, **AT_HOME}
        done = check(tmp_path, settings="production", **whole)
        assert done.returncode != 0
        assert "ALLOWED_HOSTS" in done.stderr
        assert "Traceback" not in done.stderr


def test_production_takes_no_provider_that_anybody_on_the_way_could_answer_for(tmp_path: Path) -> None:
    provider = {"id": "acme", "name": "Acme", "client_id": "x", "secret": "x", "server_url": "http://acme.example"}
    whole = {"SECRET_KEY": "x", "DATABASE_URL": "postgres://x", "ALLOWED_HOSTS": "shop.example", **AT_HOME}
    done = check(tmp_path, settings="production", **whole, OIDC_PROVIDERS=json.dumps([provider]))
    assert done.stderr.startswith("Production needs https in OIDC_PROVIDERS")


def settings_of(folder: Path, settings: str, *names: str, **environment: str) -> dict[str, Any]:
    """These settings, as a process with this environment has them."""
    whole = {
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": f"project.settings.{settings}",
        **dict.fromkeys(("SECRET_KEY", "ALLOWED_HOSTS"), "x"),
        "DATABASE_URL": "postgres://x",
        **AT_HOME,
        **environment,
    }
    code = f"import json\nfrom django.conf import settings\nprint(json.dumps([getattr(settings, n) for n in {names}]))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=whole, capture_output=True, text=True, check=True)
    return dict(zip(names, json.loads(done.stdout), strict=True))


def test_hosts_of_backends_are_allowed_and_trusted_only_for_them(tmp_path: Path) -> None:
    said = settings_of(
        tmp_path, "base", "ALLOWED_HOSTS", "BACKEND_HOSTS", BACKEND_HOSTS="web=shop.example,admin=office.example"
    )
    assert said["ALLOWED_HOSTS"] == ["x", "shop.example", "office.example"]
    assert said["BACKEND_HOSTS"] == {"web": "shop.example", "admin": "office.example"}


@pytest.mark.parametrize("backend", ["web", "mobile", "admin", "ops"])
def test_each_backend_starts_alone(backend: str, tmp_path: Path) -> None:
    done = check(tmp_path, BACKEND=backend)
    assert done.returncode == 0, done.stderr


def test_the_secret_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    check(tmp_path)
    kept = tmp_path / "secret_key"
    first = kept.read_text()
    check(tmp_path)
    assert kept.read_text() == first
    assert len(first) >= 64
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("settings", "said", "allowed"),
    [("base", "", True), ("base", "false", False), ("production", "", False), ("production", "true", True)],
)
def test_webhooks_reach_private_networks_where_the_shop_is_embedded_or_its_operator_says_so(
    tmp_path: Path, settings: str, said: str, allowed: bool
) -> None:
    environment = {"WEBHOOKS_TO_PRIVATE_NETWORKS": said} if said else {}
    names = ("WEBHOOKS_TO_PRIVATE_NETWORKS", "PICTURES_FROM_PRIVATE_NETWORKS")
    found = settings_of(tmp_path, settings, *names, **environment)
    assert found == {names[0]: allowed, names[1]: False}  # of pictures it is never so unless it is said
