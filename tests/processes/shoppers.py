"""Shoppers at the two backends, who speak to real servers and keep what those gave them."""

import re
from email.message import Message
from types import TracebackType
from typing import Any, Self

import requests

PASSWORD = "correct-horse-9"
ADDRESS = {
    "name": "Ada Lovelace",
    "line1": "12 St James's Square",
    "line2": "",
    "postcode": "10115",
    "city": "Berlin",
    "region": "",
    "country": "DE",
    "phone": "",
}
PATIENCE = 30.0


def code_in(mail: Message) -> str:
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}\s*$", str(mail.get_payload()), re.MULTILINE)
    assert found, mail.as_string()
    return found.group().strip()


class Shopper:
    """What both have in common: one kept connection, and answers that are JSON."""

    api: str

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.session.close()

    def get(self, path: str) -> Any:
        """A page or screen, which has to be there."""
        response = self.session.get(f"{self.url}{self.api}/{path}", headers=self.headers(), timeout=PATIENCE)
        assert response.status_code == 200, (path, response.status_code, response.text)
        return response.json()

    def send(self, method: str, path: str, data: object = None, **headers: str) -> requests.Response:
        return self.session.request(
            method, f"{self.url}{self.api}/{path}", json=data, headers={**self.headers(), **headers}, timeout=PATIENCE
        )

    def headers(self) -> dict[str, str]:
        raise NotImplementedError

    def add(self, variant: int, quantity: int = 1) -> requests.Response:
        raise NotImplementedError

    def use_coupon(self, code: str) -> None:
        raise NotImplementedError

    def tell(self, email: str = "guest@example.org") -> int:
        """Address and shipping; returns the total that is then asked for."""
        raise NotImplementedError

    def pay(self, way: str, **details: str) -> None:
        """Choose how the order is paid."""
        raise NotImplementedError

    def complete(self, total: int, key: str) -> requests.Response:
        raise NotImplementedError


class WebShopper(Shopper):
    """At the desktop: a cookie session, and the CSRF token the shop's own pages would send."""

    api = "/api/web/v1"

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.session.get(f"{url}/api/web/auth/v1/config", timeout=PATIENCE).raise_for_status()

    def headers(self) -> dict[str, str]:
        return {"X-CSRFToken": self.session.cookies.get("web_csrf") or "", "Origin": self.url}

    def auth(self, path: str, data: object) -> requests.Response:
        return self.session.post(
            f"{self.url}/api/web/auth/v1/{path}", json=data, headers=self.headers(), timeout=PATIENCE
        )

    def add(self, variant: int, quantity: int = 1) -> requests.Response:
        return self.send("POST", "cart/lines/", {"variant": variant, "quantity": quantity})

    def use_coupon(self, code: str) -> None:
        self.send("POST", "cart/coupon/", {"code": code}).raise_for_status()

    def tell(self, email: str = "guest@example.org") -> int:
        self.send("PUT", "checkout/address/", {"email": email, "address": ADDRESS}).raise_for_status()
        quote = self.send("PUT", "checkout/shipping/", {"shipping": "standard"})
        return int(quote.json()["total"]["amount"])

    def pay(self, way: str, **details: str) -> None:
        self.send("PUT", "checkout/payment/", {"payment": way, **details}).raise_for_status()

    def complete(self, total: int, key: str) -> requests.Response:
        return self.send("POST", "checkout/complete/", {"expected_total": total}, **{"Idempotency-Key": key})


class PhoneShopper(Shopper):
    """At the phone: a guest token first, an access token once signed in."""

    api = "/api/mobile/v1"

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.token = self.refresh_token = ""
        self.token = self.send("POST", "devices", {"platform": "ios"}).json()["guest_token"]

    def headers(self) -> dict[str, str]:
        return {"X-App-Version": "ios 1.0.0", **({"Authorization": f"Bearer {self.token}"} if self.token else {})}

    def sign_in(self, email: str) -> None:
        data = {"email": email, "password": PASSWORD}
        address = f"{self.url}/api/mobile/auth/v1/auth/login"
        response = self.session.post(address, json=data, headers=self.headers(), timeout=PATIENCE)
        assert response.status_code == 200, response.text
        self.token = response.json()["meta"]["access_token"]
        self.refresh_token = response.json()["meta"]["refresh_token"]

    def send(self, method: str, path: str, data: object = None, **headers: str) -> requests.Response:
        """As the app does: an access token that has run out is renewed, and the same is sent again."""
        response = super().send(method, path, data, **headers)
        if response.status_code != 401 or not self.refresh_token:
            return response
        self._renew()
        return super().send(method, path, data, **headers)

    def _renew(self) -> None:
        address = f"{self.url}/api/mobile/auth/v1/tokens/refresh"
        response = self.session.post(address, json={"refresh_token": self.refresh_token}, timeout=PATIENCE)
        assert response.status_code == 200, response.text
        self.token, self.refresh_token = (response.json()["data"][f"{kind}_token"] for kind in ("access", "refresh"))

    def add(self, variant: int, quantity: int = 1) -> requests.Response:
        return self.send("POST", "actions/cart/add", {"variant": variant, "quantity": quantity})

    def use_coupon(self, code: str) -> None:
        self.send("POST", "actions/cart/coupon", {"code": code}).raise_for_status()

    def tell(self, email: str = "guest@example.org") -> int:
        self.send("POST", "actions/checkout/address", {"email": email, "address": ADDRESS}).raise_for_status()
        quote = self.send("POST", "actions/checkout/shipping", {"shipping": "standard"})
        return int(quote.json()["amount"])

    def pay(self, way: str, **details: str) -> None:
        self.send("POST", "actions/checkout/payment", {"payment": way, **details}).raise_for_status()

    def complete(self, total: int, key: str) -> requests.Response:
        return self.send("POST", "actions/checkout/complete", {"expected_total": total}, **{"Idempotency-Key": key})
