"""A wrong environment is one clear line a variable, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from project.backends import ROOT


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
        ("SHOP_CURRENCY", "euro"),
        ("MEDIA_URL", "/media"),
        ("CELERY_BROKER_URL", "sqs://"),
        ("CELERY_QUEUE", "a queue"),
        ("OIDC_PROVIDERS", "acme"),
        ("OIDC_PROVIDERS", '[{"id": "acme"}]'),
        ("STAFF_MFA_REQUIRED", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
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


def test_production_needs_its_own_secret_database_and_hosts(tmp_path: Path) -> None:
    done = check(tmp_path, settings="production")
    assert done.stderr.strip() == "Production needs SECRET_KEY, DATABASE_URL, ALLOWED_HOSTS in the environment."


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
    environment = {
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": f"project.settings.{settings}",
        **dict.fromkeys(("SECRET_KEY", "ALLOWED_HOSTS"), "x"),
        "DATABASE_URL": "postgres://x",
        **({"WEBHOOKS_TO_PRIVATE_NETWORKS": said} if said else {}),
    }
    code = "from django.conf import settings; print(settings.WEBHOOKS_TO_PRIVATE_NETWORKS)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(allowed)
