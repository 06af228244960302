"""People who use the shop as they really do: over HTTP, with the mail it sends them."""

import json
import re
import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

PASSWORD = "correct-horse-9"
WEB = "/api/web/v1/"
PHONE = "/api/mobile/v1/"
ADDRESS = {"name": "Ada Lovelace", "line1": "1 Engine Street", "postcode": "10115", "city": "Berlin", "country": "DE"}
WEB_AUTH = "/api/web/auth/v1/"
PHONE_AUTH = "/api/mobile/auth/v1/"


def make_customer(email: str = "ada@example.org", **fields: Any) -> Any:
    """Somebody who signed up and verified their address some time ago."""
    user = get_user_model().objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def code_from_mail() -> str:
    """The code in the newest mail."""
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group()


def code_from_app(secret: str) -> str:
    """What an authenticator app shows at this moment (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


class Browser:
    """Somebody at a desktop browser: keeps cookies, and sends the CSRF token as the shop's own pages do."""

    def __init__(self, *, https: bool = False) -> None:
        self.https = https
        self.client = Client(enforce_csrf_checks=True)
        self.get(WEB_AUTH + "config")

    def cookie(self, name: str) -> str:
        morsel = self.client.cookies.get(("__Host-" if self.https else "") + name)
        return morsel.value if morsel else ""

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers, secure=self.https)

    def send(self, method: str, path: str, data: object = None, **headers: str) -> Any:
        origin = "https://testserver" if self.https else "http://testserver"
        return self.client.generic(
            method,
            path,
            json.dumps({} if data is None else data),
            "application/json",
            secure=self.https,
            headers={"X-CSRFToken": self.cookie("web_csrf"), "Origin": origin, **headers},
        )

    def submit(self, path: str, **fields: object) -> Any:
        """A form of a page, without script."""
        return self.client.post(path, fields, headers={"Origin": "http://testserver"})

    def sign_up(self, email: str = "ada@example.org") -> Any:
        self.send("POST", WEB_AUTH + "auth/signup", {"email": email, "password": PASSWORD})
        return self.send("POST", WEB_AUTH + "auth/email/verify", {"key": code_from_mail()})

    def sign_in(self, email: str = "ada@example.org", password: str = PASSWORD) -> Any:
        return self.send("POST", WEB_AUTH + "auth/login", {"email": email, "password": password})

    def sign_out(self) -> Any:
        return self.send("DELETE", WEB_AUTH + "auth/session")

    def change_password(self, new: str) -> Any:
        change = {"current_password": PASSWORD, "new_password": new}
        return self.send("POST", WEB_AUTH + "account/password/change", change)

    def add(self, variant: int, quantity: int = 1, **headers: str) -> Any:
        return self.send("POST", WEB + "cart/lines/", {"variant": variant, "quantity": quantity}, **headers)

    def use_coupon(self, code: str) -> Any:
        return self.send("POST", WEB + "cart/coupon/", {"code": code})

    def remove_coupon(self) -> Any:
        return self.send("DELETE", WEB + "cart/coupon/")

    def page(self, path: str) -> Any:
        """A page's document."""
        response = self.get(WEB + "pages/" + path)
        assert response.status_code == 200, response.content
        return response.json()

    def give_address(self, email: str = "ada@example.org", **fields: str) -> Any:
        body = {"email": email, "address": ADDRESS | fields}
        return self.send("PUT", WEB + "checkout/address/", body)

    def give_card(self, method: str) -> Any:
        """Tell the token that the provider gives for a card."""
        return self.send("PUT", WEB + "checkout/payment/", {"payment": "stripe", "method": method})

    def call_off(self, number: str, *, key: str | None = "k") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.send("POST", f"{WEB}orders/{number}/cancel/", **headers)

    def complete(self, *, key: str | None = None, total: int | None = None) -> Any:
        """Agree to a total, today's unless another is given."""
        page = self.page("checkout/")
        agreed = page["quote"]["total"]["amount"] if total is None else total
        headers = {"Idempotency-Key": key or page["attempt"] or "none"}
        return self.send("POST", WEB + "checkout/complete/", {"expected_total": agreed}, **headers)

    def buy(self, variant: int, quantity: int = 1) -> str:
        """From an empty cart to an order; returns its number."""
        self.add(variant, quantity)
        self.give_address()
        return str(self.complete().json()["number"])

    def is_signed_in(self) -> bool:
        return bool(self.get(WEB_AUTH + "auth/session").status_code == 200)


class Phone:
    """Somebody at the phone app: keeps the tokens it was given, and sends what each endpoint wants."""

    def __init__(self) -> None:
        self.client = Client(headers={"X-App-Version": "ios 1.0.0"})
        self.guest = self.session = self.access = self.refresh = ""

    def get(self, path: str, *, bearer: str | None = None, **headers: str) -> Any:
        return self.client.get(path, headers=self._headers(bearer, headers))

    def send(self, method: str, path: str, data: object = None, *, bearer: str | None = None, **headers: str) -> Any:
        body = json.dumps({} if data is None else data)
        return self.client.generic(method, path, body, "application/json", headers=self._headers(bearer, headers))

    def register(self) -> Any:
        response = self.send("POST", "/api/mobile/v1/devices", {"platform": "ios"})
        self.guest = response.json()["guest_token"]
        return response

    def sign_up(self, email: str = "ada@example.org") -> Any:
        self._auth("POST", "auth/signup", {"email": email, "password": PASSWORD})
        return self._auth("POST", "auth/email/verify", {"key": code_from_mail()})

    def sign_in(self, email: str = "ada@example.org", password: str = PASSWORD) -> Any:
        return self._auth("POST", "auth/login", {"email": email, "password": password})

    def sign_out(self) -> Any:
        return self._auth("DELETE", "auth/session")

    def change_password(self, new: str) -> Any:
        return self._auth("POST", "account/password/change", {"current_password": PASSWORD, "new_password": new})

    def renew(self, refresh: str | None = None) -> Any:
        """Use a refresh token, its own newest if no other is given."""
        return self._auth("POST", "tokens/refresh", {"refresh_token": self.refresh if refresh is None else refresh})

    def add(self, variant: int, quantity: int = 1, **headers: str) -> Any:
        return self.send("POST", PHONE + "actions/cart/add", {"variant": variant, "quantity": quantity}, **headers)

    def use_coupon(self, code: str) -> Any:
        return self.send("POST", PHONE + "actions/cart/coupon", {"code": code})

    def remove_coupon(self) -> Any:
        return self.use_coupon("")

    def screen(self, path: str) -> Any:
        """A screen's document."""
        response = self.get(PHONE + "screens/" + path)
        assert response.status_code == 200, response.content
        return response.json()

    def give_address(self, email: str = "ada@example.org", **fields: str) -> Any:
        body = {"email": email, "address": ADDRESS | fields}
        return self.send("POST", PHONE + "actions/checkout/address", body)

    def give_card(self, method: str) -> Any:
        """Tell the token that the provider gives for a card."""
        return self.send("POST", PHONE + "actions/checkout/payment", {"payment": "stripe", "method": method})

    def call_off(self, number: str, *, key: str | None = "k") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.send("POST", f"{PHONE}actions/orders/{number}/cancel", **headers)

    def complete(self, *, key: str | None = None, total: int | None = None) -> Any:
        """Agree to a total, today's unless another is given."""
        screen = self.screen("checkout")
        agreed = screen["amount"] if total is None else total
        headers = {"Idempotency-Key": key or screen.get("attempt") or "none"}
        return self.send("POST", PHONE + "actions/checkout/complete", {"expected_total": agreed}, **headers)

    def buy(self, variant: int, quantity: int = 1) -> str:
        """From an empty cart to an order; returns its number."""
        self.add(variant, quantity)
        self.give_address()
        return str(self.complete().json()["number"])

    def is_let_in(self) -> bool:
        """Whether its own token opens a screen that needs one."""
        return bool(self.get("/api/mobile/v1/screens/cart").status_code == 200)

    def _auth(self, method: str, path: str, data: object = None) -> Any:
        headers = {"X-Session-Token": self.session} if self.session else {}
        response = self.send(method, PHONE_AUTH + path, data, **headers)
        answer = response.json()
        given = answer.get("meta", {}) | answer.get("data", {})
        self.session = given.get("session_token", self.session)
        self.access = given.get("access_token", self.access)
        self.refresh = given.get("refresh_token", self.refresh)
        return response

    def _headers(self, bearer: str | None, headers: dict[str, str]) -> dict[str, str]:
        token = (self.access or self.guest) if bearer is None else bearer
        return {"Authorization": f"Bearer {token}", **headers} if token else headers
