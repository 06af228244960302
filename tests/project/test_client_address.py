"""Whose request it is, the operator's own proxies may say, and nobody else."""

from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from project.middleware.client_address import client_address, network_of

PROXY, INNER, CLIENT = "10.0.0.5", "10.0.1.7", "198.51.100.7"


@pytest.fixture
def ask(settings: Settings) -> Callable[..., HttpRequest]:
    """Send a request from an address; returns it as the shop sees it."""
    settings.TRUSTED_PROXIES = (ip_network("10.0.0.0/16"), ip_network("fd00::/8"))

    def asked(address: str, **headers: str) -> HttpRequest:
        seen: list[HttpRequest] = []

        def view(request: HttpRequest) -> HttpResponse:
            seen.append(request)
            return HttpResponse()

        request: Any = RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)
        client_address(view)(request)
        return seen[0]

    return asked


@pytest.mark.parametrize(
    ("address", "forwarded", "found"),
    [
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"{CLIENT}, {INNER}", CLIENT),
        (PROXY, f"203.0.113.66, {CLIENT}", CLIENT),  # the client wrote the first itself
        (PROXY, f"127.0.0.1, 10.0.0.1, {CLIENT}", CLIENT),
        (PROXY, f"{CLIENT}, nonsense", PROXY),
        (PROXY, "", PROXY),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        ("::ffff:10.0.0.5", CLIENT, CLIENT),
        ("fd00::1", CLIENT, CLIENT),
        (CLIENT, "127.0.0.1", CLIENT),
        (CLIENT, PROXY, CLIENT),
        ("10.1.0.1", "127.0.0.1", "10.1.0.1"),
        ("", "127.0.0.1", ""),
    ],
)
def test_the_address_is_the_last_that_is_no_proxy_of_ours(
    ask: Callable[..., HttpRequest], address: str, forwarded: str, found: str
) -> None:
    assert ask(address, **{"X-Forwarded-For": forwarded}).META["REMOTE_ADDR"] == found


CLAIMS = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Host": "x", "X-Forwarded-Proto": "https", "Forwarded": "for=x"}


def test_what_a_stranger_claims_is_gone(ask: Callable[..., HttpRequest]) -> None:
    assert [name for name in ask(CLIENT, **CLAIMS).headers if "Forwarded" in name] == []


def test_of_a_proxy_only_the_scheme_stays(ask: Callable[..., HttpRequest]) -> None:
    assert [name for name in ask(PROXY, **CLAIMS).headers if "Forwarded" in name] == ["X-Forwarded-Proto"]


def test_without_proxies_nobody_is_believed(ask: Callable[..., HttpRequest], settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ()
    assert ask(PROXY, **CLAIMS).META["REMOTE_ADDR"] == PROXY


@pytest.mark.parametrize(
    ("address", "network"),
    [
        (CLIENT, CLIENT),
        ("::ffff:198.51.100.7", CLIENT),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"),
        ("", ""),
    ],
)
def test_one_network_is_one_client(address: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network
