"""What the back office's pages may do in a browser is wider than elsewhere, and theirs alone."""

import re

import pytest
from django.test import Client

from tests.admin.staff import Staff


def policy(response: object) -> dict[str, str]:
    header: str = response.headers["Content-Security-Policy"]  # type: ignore[attr-defined]  # a response of the client
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("path", ["", "orders/order/", "catalog/product/add/", "login/"])
def test_the_back_office_may_evaluate_and_style_but_runs_no_inline_script(staff: Staff, path: str) -> None:
    said = policy(staff.get(path))
    assert said["script-src"] == "'self' 'unsafe-eval'"
    assert said["style-src"] == "'self' 'unsafe-inline'"
    assert (said["default-src"], said["frame-ancestors"], said["object-src"]) == ("'self'", "'none'", "'none'")


@pytest.mark.parametrize("path", ["/", "/m/", "/account/", "/healthz/live", "/api/mobile/v1/config"])
def test_nobody_else_may(db: None, path: str) -> None:
    said = policy(Client().get(path))
    assert "unsafe" not in str(said)
    assert said["default-src"] == "'self'"


@pytest.mark.parametrize("path", ["", "orders/order/", "catalog/product/add/"])
def test_no_page_of_it_asks_anybody_else_for_anything_or_carries_a_script(staff: Staff, path: str) -> None:
    page = staff.get(path).content.decode()
    asked = re.findall(r"""(?:src|href)=["']([^"']+)""", page)
    assert [url for url in asked if "//" in url] == []
    scripts = re.findall(r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>", page)
    assert scripts == []
    assert re.findall(r"\son(?:click|change|submit|load)=", page) == []
