"""A cache that many people share, as RFC 9111 allows one to be: it keeps whatever it may, for as long as it may."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

type Headers = dict[str, str]
type Alteration = Callable[[Any], None]
HEURISTIC = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501}  # RFC 9110, 15.1


@dataclass(frozen=True)
class Person:
    """A client and what it sends with everything."""

    client: Client
    headers: Headers

    def asks(self, path: str, **more: str) -> Headers:
        cookies = "; ".join(f"{name}={self.client.cookies[name].value}" for name in sorted(self.client.cookies))
        kept = {"cookie": cookies} if cookies else {}
        return kept | {name.lower(): value for name, value in (self.headers | more).items()}


@dataclass(frozen=True)
class Stored:
    request: Headers
    response: Any


class SharedCache:
    """Before the shop, for GET. `altered` changes an answer before it is seen: a defence that is taken away."""

    def __init__(self, altered: Alteration = lambda response: None) -> None:
        self._kept: dict[str, list[Stored]] = {}
        self._altered = altered

    def get(self, person: Person, path: str, **more: str) -> Any:
        asked = person.asks(path, **more)
        stored = next((one for one in self._kept.get(path, []) if _matches(one, asked)), None)
        if stored and not _must_ask_again(stored.response):
            return stored.response
        check = {"If-None-Match": stored.response["ETag"]} if stored and "ETag" in stored.response else {}
        response = person.client.get(path, headers={**person.headers, **more, **check})
        self._altered(response)
        if stored and response.status_code == 304:
            return stored.response
        if _may_be_kept(response, asked):
            self._kept.setdefault(path, []).insert(0, Stored(asked, response))
        return response


def directives(response: Any) -> set[str]:
    return {part.strip().lower().partition("=")[0] for part in response.headers.get("Cache-Control", "").split(",")}


def varies_by(response: Any) -> set[str]:
    return {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} - {""}


def _may_be_kept(response: Any, asked: Headers) -> bool:
    """RFC 9111, 3 and 3.5."""
    said = directives(response)
    if said & {"no-store", "private"}:
        return False
    if "authorization" in asked and not said & {"public", "must-revalidate", "s-maxage"}:
        return False
    return bool(said & {"public", "max-age", "s-maxage"}) or response.status_code in HEURISTIC


def _must_ask_again(response: Any) -> bool:
    """RFC 9111, 4.2.2 and 5.2.2.4: without an end of its own it may be used for as long as the cache sees fit."""
    return "no-cache" in directives(response)


def _matches(stored: Stored, asked: Headers) -> bool:
    """RFC 9111, 4.1."""
    names = varies_by(stored.response)
    return "*" not in names and all(stored.request.get(name) == asked.get(name) for name in names)
