"""HTTP to hosts that strangers name: to public addresses, without redirects, and never for long."""

import socket
from dataclasses import dataclass
from typing import Any, override

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from core.webhooks.rules import is_public
from core.webhooks.types import AddressRefused, NotReached

CONNECT, READ = 3.0, 10.0  # seconds
EXCERPT = 2_000  # bytes kept of an answer


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is the beginning of the body; `duration` is in milliseconds, until the headers."""

    status: int
    text: str
    duration: int


def post(url: str, *, body: bytes, headers: dict[str, str], private_networks: bool) -> Answer:
    """Raises NotReached where nothing was answered, or the address was refused."""
    with requests.Session() as session:
        session.trust_env = False  # no proxy that would resolve names itself, no netrc
        if not private_networks:
            for scheme in ("http://", "https://"):
                session.mount(scheme, _PublicAdapter())
        try:
            return _post(session, url, body, {"Accept-Encoding": "identity", **headers})
        except requests.RequestException as error:
            reason = getattr(
                next(iter(error.args), error), "reason", error
            )  # of what urllib3 gave up, without the path
            raise NotReached(str(reason)) from None


def _post(session: requests.Session, url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """What of the answer has come at once is read: a body that drips is not waited for."""
    wait = (CONNECT, READ)
    with session.post(url, data=body, headers=headers, timeout=wait, allow_redirects=False, stream=True) as response:
        said = response.raw.read1(EXCERPT).decode(errors="replace").replace("\x00", "")
        return Answer(response.status_code, said, int(response.elapsed.total_seconds() * 1000))


class _Public(HTTPConnection):
    @override
    def _new_conn(self) -> socket.socket:
        """Connects to the very address that was looked at: a name that leads elsewhere a moment later gains nothing."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(where[0]) for *_, where in found]
        if not all(map(is_public, addresses)):
            raise AddressRefused(f"{self.host} is not on the open internet")
        return socket.create_connection((addresses[0], self.port), timeout=CONNECT)


class _PublicTLS(HTTPSConnection):
    _new_conn = _Public._new_conn


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _Public


class _PublicTLSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicTLS


class _PublicAdapter(HTTPAdapter):
    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicTLSPool}
