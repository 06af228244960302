"""Staff at the back office, as they really are: signed in by its own form, sending what its pages hold."""

import csv
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client

from tests.personas import PASSWORD, make_customer

SIGN_IN = "/admin/auth/login/"


class Form(HTMLParser):
    """What a browser would send of a page's forms if nothing were changed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._select: str | None = None
        self._text: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name, value = attributes.get("name"), attributes.get("value")
        if tag == "option" and self._select and "selected" in attributes:
            self.fields.setdefault(self._select, []).append(value or "")
        if not name or "__prefix__" in name:
            return
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text, self.fields[name] = name, ""
        elif tag == "input":
            self._input(name, attributes.get("type") or "text", value, checked="checked" in attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data.removeprefix("\r\n")

    def _input(self, name: str, kind: str, value: str | None, *, checked: bool) -> None:
        if kind in {"submit", "file", "search"}:
            return
        said = value if value is not None else ("on" if kind == "checkbox" else "")
        if kind == "checkbox" and checked and name in self.fields:
            self.fields[name] = [*self._several(name), said]
        elif kind not in {"checkbox", "radio"} or checked:
            self.fields[name] = said

    def _several(self, name: str) -> list[Any]:
        """Boxes of one name are sent each."""
        known = self.fields[name]
        return known if isinstance(known, list) else [known]


class Staff:
    """Somebody of the shop's team; with no `permissions` given, somebody who may do everything."""

    def __init__(self, *permissions: str, email: str = "staff@example.org") -> None:
        self.user = make_customer(email, is_staff=True, is_superuser=not permissions)
        self.user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        self.client = Client(enforce_csrf_checks=True)
        self.sign_in()

    def sign_in(self) -> None:
        form = Form(self.client.get(SIGN_IN).content.decode()).fields
        assert self.client.post(SIGN_IN, form | {"login": self.user.email, "password": PASSWORD}).status_code == 302
        assert self.client.cookies["admin_session"].value

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        return self.client.get(f"/admin/{path}", query)

    def fields(self, path: str) -> dict[str, Any]:
        page = self.get(path)
        assert page.status_code == 200, page
        return Form(page.content.decode()).fields

    def send(self, path: str, changes: Mapping[str, Any] | None = None, *, to: str | None = None) -> Any:
        """Open a page, change some of its fields and send it, there or to another address."""
        fields = self.fields(path) | dict(changes or {})
        return self.client.post(f"/admin/{path if to is None else to}", fields)

    def save(self, path: str, changes: Mapping[str, Any] | None = None) -> None:
        """As `send`; what is saved leads back to the list."""
        response = self.send(path, changes)
        assert response.status_code == 302, complaints(response)

    def act(self, path: str, action: str, *ids: object, **asked: object) -> Any:
        """Choose rows of a list, and an action; one that asks first is answered with `confirmed` and what it asks."""
        return self.send(path, {"action": action, "_selected_action": [str(id_) for id_ in ids], **asked})


def complaints(response: Any) -> list[str]:
    """What a form that was not saved says is wrong with it."""
    if response.status_code == 302:
        return []
    assert response.status_code == 200, response
    return [str(error) for error in response.context["errors"]]


def rows(response: Any) -> list[dict[str, str]]:
    """Of a file that was taken away."""
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))
