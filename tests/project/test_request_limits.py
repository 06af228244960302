"""What no backend should have to look at is refused before any of them does."""

import pytest
from django.test import Client

from project.backends import registry


@pytest.mark.parametrize("name", ["web", "mobile"])
def test_a_body_beyond_the_backends_own_limit_is_refused(name: str) -> None:
    manifest = registry()[name]
    body = b" " * (manifest.limits.body_bytes + 1)
    response = Client().generic("POST", manifest.prefix[-1] + "v1/nothing", body, "application/json")
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


def test_a_body_of_unknown_length_is_refused() -> None:
    response = Client().post("/api/mobile/v1/devices", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")
    assert (response.status_code, response.json()["code"]) == (411, "length_required")


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "9" * 5000])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    response = Client().post("/api/mobile/v1/devices", CONTENT_LENGTH=length)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_content_length")


def test_a_path_with_nul_is_refused() -> None:
    response = Client().get("/api/mobile/v1/screens/order/a%00b")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_path")
