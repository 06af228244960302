"""Whatever a client can ask of the shop: the operations of both contracts, allauth's, and the desktop's HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from project.contracts import contracts, generated
from web_api.page import MARKET
from web_api.urls import storefront


@dataclass(frozen=True, slots=True)
class Operation:
    """`path` is a template: `/orders/{number}/`. `form` is what an HTML form sends in `do`."""

    method: str
    path: str
    form: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path}" + (f" do={self.form}" if self.form else "")

    @property
    def backend(self) -> str:
        return "mobile" if self.path.startswith("/api/mobile/") else "web"


def contracted() -> dict[Operation, dict[str, Any]]:
    """The operations of both contracts, each with what its contract says of it."""
    documents = [yaml.safe_load(generated(manifest)) for manifest in contracts().values()]
    return {
        Operation(method.upper(), path): said
        for document in documents
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    }


def pages() -> Iterator[Operation]:
    """The storefront's HTML, and the forms on it that run an action. (Those of the account run allauth's views.)"""
    for pattern in storefront:
        path = "/" + "".join(_templated(str(pattern.pattern)))
        yield Operation("GET", path)
        if path == "/":
            yield Operation("POST", path, MARKET)  # on every page, and one and the same
        view: Any = pattern.callback
        yield from (Operation("POST", path, form) for form in view.cls.forms)


def sign_in() -> Iterator[Operation]:
    """allauth's endpoints, as both backends mount them."""
    for path, view in _views(get_resolver().url_patterns):
        if path.startswith(("/api/web/auth/", "/api/mobile/auth/")):
            methods = (name for name in ("get", "post", "put", "patch", "delete") if hasattr(view.view_class, name))
            yield from (Operation(method.upper(), path) for method in methods)


def _views(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def _templated(route: str) -> Iterator[str]:
    """`orders/<str:number>/` as `orders/{number}/`."""
    for step in route.split("<"):
        converter, closed, rest = step.rpartition(">")
        yield f"{{{converter.rpartition(':')[2]}}}{rest}" if closed else step
