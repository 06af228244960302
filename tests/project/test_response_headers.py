"""What every answer says of itself, whoever asks for what."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from tests.project.test_environment import settings_of

pytestmark = pytest.mark.django_db
DOCS = ["/api/web/docs/", "/api/mobile/docs"]
PAGES = ["/", "/m/", "/admin/auth/login/", "/api/web/v1/pages/home/", "/api/mobile/v1/screens/home", "/healthz/live"]
ELSEWHERE = ["/nothing/", "/api/web/nothing", "/api/mobile/nothing", "/account", "/media/x.png", "/metrics"]


@pytest.mark.parametrize("path", [*PAGES, *DOCS, *ELSEWHERE])
def test_every_answer_is_framed_sniffed_referred_to_and_embedded_by_nobody_else(path: str) -> None:
    said = Client().get(path).headers
    assert "frame-ancestors 'none'" in said["Content-Security-Policy"]
    assert said["X-Frame-Options"] == "DENY"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"
    assert said["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", [path for path in (*PAGES, *ELSEWHERE) if not path.startswith("/admin/")])
def test_the_policy_of_web_and_mobile_lets_nothing_unsafe(path: str) -> None:
    said = Client().get(path).headers["Content-Security-Policy"]
    assert "unsafe" not in said
    assert {"default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'"} <= set(said.split("; "))


@pytest.mark.parametrize(
    ("path", "camera"), [("/m/", "camera=(self)"), ("/", "camera=()"), ("/admin/auth/login/", "camera=()")]
)
def test_only_the_phone_app_may_use_the_camera_and_nobody_more(path: str, camera: str) -> None:
    said = Client().get(path).headers["Permissions-Policy"].split(", ")
    assert camera in said
    assert {"microphone=()", "geolocation=()", "payment=()", "usb=()"} <= set(said)


def test_without_the_rule_an_answer_says_nothing_of_it(settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "response_headers" not in name]
    said = Client().get("/m/").headers
    assert "Permissions-Policy" not in said
    assert "Cross-Origin-Resource-Policy" not in said


def test_on_plain_http_nothing_is_said_of_https() -> None:
    assert "Strict-Transport-Security" not in Client().get("/m/").headers


def test_in_production_browsers_are_told_to_keep_to_https(settings: Settings, tmp_path: Path) -> None:
    production = settings_of(
        tmp_path, "production", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"
    )
    for name, value in production.items():
        setattr(settings, name, value)
    said = Client().get("/m/", secure=True).headers["Strict-Transport-Security"]
    assert said == "max-age=31536000; includeSubDomains; preload"


def test_nothing_is_shared_with_other_origins() -> None:
    assert not [app for app in settings.INSTALLED_APPS if "cors" in app]
