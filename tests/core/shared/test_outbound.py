"""Hosts that strangers name: which of them the shop connects to, and for how long."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from threading import Thread
from typing import Any

import pytest

from core.shared.outbound import CONNECT, READ, AddressRefused, NotReached, guarded_session, is_public

PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1"),  # noqa: S104 -- nobody binds to it
    *("169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.2.1", "198.18.0.1"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1%eth0", "fec0::1", "fd00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "100::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1"),  # IPv4 in IPv6, as it is mapped and as it once was
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),  # through NAT64
    *("2002:7f00:1::1", "2001:0:5ef5:79fd::1"),  # 6to4, Teredo
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_house_a_machine_or_a_cloud_is_not(address: str) -> None:
    assert not is_public(address)


def ask(url: str, *, private_networks: bool, seconds: float = 5.0) -> bytes:
    with (
        guarded_session(private_networks=private_networks, seconds=seconds) as session,
        session.get(url, timeout=(CONNECT, READ), stream=True) as response,
    ):
        return bytes(response.raw.read())


@pytest.fixture
def dripping() -> Iterator[str]:
    """A server that sends a byte of a header every 20 ms, for ever."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        Thread(target=drip, args=(server,), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def drip(server: socket.socket) -> None:
    with suppress(OSError):  # nobody came, or whoever came has gone
        taken, _ = server.accept()
        with taken:
            taken.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while True:
                taken.sendall(b"a")
                time.sleep(0.02)


def test_headers_that_drip_are_cut_off_in_time(dripping: str) -> None:
    began = time.monotonic()
    with pytest.raises(NotReached, match="too long"):
        ask(dripping, private_networks=True, seconds=0.3)
    assert time.monotonic() - began < 2


def test_nothing_is_sent_to_this_machine_unless_the_shop_is_told_to(dripping: str) -> None:
    with pytest.raises(AddressRefused, match="not on the open internet"):
        ask(dripping, private_networks=False)


def lead_to(monkeypatch: pytest.MonkeyPatch, port: int, *addresses: str) -> None:
    """Names lead there, and addresses to themselves."""
    look_up = socket.getaddrinfo

    def found(host: str, *rest: Any, **more: Any) -> list[Any]:
        hosts = addresses if host == "both.example" else [host]
        return [one for each in hosts for one in look_up(each, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_one_private_address_among_public_ones_is_enough_to_refuse_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    lead_to(monkeypatch, 80, "93.184.216.34", "10.0.0.1")
    with pytest.raises(AddressRefused):
        ask("http://both.example/", private_networks=False)


def test_the_next_address_of_a_name_is_tried_where_the_first_does_not_answer(
    dripping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(dripping.rstrip("/").rpartition(":")[2])
    lead_to(monkeypatch, port, "127.0.0.2", "127.0.0.1")
    with pytest.raises(NotReached, match="too long"):  # it was reached, then
        ask(f"http://both.example:{port}/", private_networks=True, seconds=0.3)
