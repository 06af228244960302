"""Lets only the operator's own proxies say who is asking, and over what: `TRUSTED_PROXIES` names their networks.

From here on `REMOTE_ADDR` is the client's own address, for limits, logs, mails and allauth alike. Whatever else claims
to know it is taken away, so that nothing further in can believe it.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

type Address = IPv4Address | IPv6Address


def client_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        peer = _address(request.META.get("REMOTE_ADDR", ""))
        if peer is not None and _is_trusted(peer):
            hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            request.META["REMOTE_ADDR"] = str(_client(hops, peer))
            _forget(request, keep="HTTP_X_FORWARDED_PROTO")
        else:
            _forget(request)
        return get_response(request)

    return middleware


def network_of(request: HttpRequest | None) -> str:
    """Where a request came from, empty where nobody can say. Whoever has one IPv6 address has its /64 (RFC 6177)."""
    address = _address(request.META.get("REMOTE_ADDR", "")) if request else None
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address or "")


def _client(hops: Iterable[str], peer: Address) -> Address:
    """The last hop, read from our side, that is none of our proxies. Beyond it a client writes what it likes."""
    client = peer
    for hop in reversed(list(hops)):
        address = _address(hop)
        if address is None:
            break
        client = address
        if not _is_trusted(address):
            break
    return client


def _forget(request: HttpRequest, keep: str = "") -> None:
    claims = [name for name in request.META if name.startswith(("HTTP_X_FORWARDED", "HTTP_FORWARDED"))]
    for name in claims:
        if name != keep:
            del request.META[name]


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)
