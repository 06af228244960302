"""HTTP to hosts that strangers name: to public addresses alone, and never for long."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, override

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

CONNECT, READ = 3.0, 10.0  # seconds: for a connection, and between two pieces of an answer
TOO_LONG = "It took too long"
_UNICAST = IPv6Network("2000::/3")  # all of IPv6 that was ever given out to the open internet
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address, and lead there
_OF_CLOUDS = frozenset({IPv4Address("168.63.129.16")})  # looks public, and is Azure's own way into its machines


class NotReached(Exception):
    """Nobody answered. It says why, and nothing of the URL's path, which may hold what must not be logged."""


class AddressRefused(NotReached):
    """A URL or the addresses of its host lead to where the shop does not go."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, not of a house, a machine or a cloud's own network."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or (IPv4Address(ip.packed[-4:]) if ip in _NAT64 else None)
        if inner is None:
            return ip in _UNICAST and ip.is_global
        ip = inner
    return ip.is_global and not ip.is_multicast and ip not in _OF_CLOUDS


@contextmanager
def guarded_session(*, private_networks: bool, seconds: float) -> Iterator[requests.Session]:
    """A session that connects to public addresses alone, unless told otherwise, and is cut off after `seconds`.

    Of the machine it takes neither a proxy, which would resolve names itself, nor a netrc. Raises NotReached where its
    user meets an error of the connection, AddressRefused where there may be none.
    """
    guard = _Guard(private_networks, time.monotonic() + seconds)
    with requests.Session() as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _GuardedAdapter(guard))
        try:
            yield session
        except (requests.RequestException, HTTPError, OSError) as error:
            raise NotReached(guard.reason(error)) from None
        finally:
            guard.end()
        if guard.is_over():  # what was cut off may look as if it had ended there
            raise NotReached(TOO_LONG)


class _Guard:
    """What every connection of a session goes through."""

    def __init__(self, private_networks: bool, deadline: float) -> None:
        self._private_networks = private_networks
        self._deadline = deadline
        self._watched: list[tuple[threading.Timer, socket.socket]] = []

    def connect(self, host: str, port: int) -> socket.socket:
        """To the very addresses that were looked at: a name that leads elsewhere a moment later gains nothing."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(where[0]) for *_, where in found))
        if not self._private_networks and not all(map(is_public, addresses)):
            raise AddressRefused(f"{host} is not on the open internet")
        connection = self._first_of(addresses, port)
        self._watch(connection)
        return connection

    def _first_of(self, addresses: list[str], port: int) -> socket.socket:
        """The first that answers: there may be an IPv6 address to which this machine knows no way."""
        *others, last = addresses
        for address in others:
            with suppress(OSError):
                return socket.create_connection((address, port), timeout=min(CONNECT, self._left()))
        return socket.create_connection((last, port), timeout=min(CONNECT, self._left()))

    def _watch(self, connection: socket.socket) -> None:
        """Ends it in time: every byte that drips in, in TLS or in headers too, renews the socket's own patience."""
        handle = connection.dup()  # which TLS, when it takes the socket over, leaves as it is
        timer = threading.Timer(self._left(), _cut, [handle])
        timer.daemon = True
        timer.start()
        self._watched.append((timer, handle))

    def _left(self) -> float:
        return max(0.001, self._deadline - time.monotonic())

    def reason(self, error: Exception) -> str:
        """The innermost of the errors wrapped in each other: those around it would tell the path."""
        told = [error]
        for outer in told:
            told += [one for one in (*outer.args, getattr(outer, "reason", None)) if isinstance(one, Exception)]
        error = told[-1]
        return TOO_LONG if self.is_over() else getattr(error, "strerror", None) or str(error)

    def is_over(self) -> bool:
        return time.monotonic() >= self._deadline

    def end(self) -> None:
        for timer, handle in self._watched:
            timer.cancel()
            handle.close()


def _cut(handle: socket.socket) -> None:
    with suppress(OSError):  # it may have ended by itself
        handle.shutdown(socket.SHUT_RDWR)


class _Guarded(HTTPConnection):
    def __init__(self, *args: Any, guard: _Guard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guard = guard

    @override
    def _new_conn(self) -> socket.socket:
        return self.guard.connect(self._dns_host, self.port)


class _GuardedTLS(_Guarded, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTLS


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, guard: _Guard) -> None:
        self._guard = guard
        super().__init__()

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        pools = {"http": _Pool, "https": _TLSPool}
        self.poolmanager.pool_classes_by_scheme = {
            scheme: partial(pool, guard=self._guard) for scheme, pool in pools.items()
        }
