"""An OpenID provider that others wrote, in a process of its own, whose word on somebody each test sets beforehand."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import requests

from tests.processes.server import DIES_WITH_ITS_PARENT, HOST, PATIENCE, free_port


@dataclass(frozen=True)
class Voucher:
    """The provider, as the person in front of its pages uses it; `url` is its issuer."""

    url: str

    def knows(self, subject: str, email: str, *, verified: bool) -> None:
        claims = {"email": email, "email_verified": verified}
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=PATIENCE).raise_for_status()

    def agree(self, asked: str, subject: str) -> str:
        """Sign in and let the shop know; returns where the provider sends the browser."""
        return self._answer(asked, sub=subject)

    def refuse(self, asked: str) -> str:
        return self._answer(asked, action="deny")

    def id_token(self, subject: str, client: str) -> str:
        """As the provider's own library on a phone would fetch one."""
        back = "http://phone.example/back"
        query = f"client_id={client}&redirect_uri={back}&response_type=code&scope=openid email&state=s"
        code = parse_qs(urlsplit(self.agree(f"{self.url}/oauth2/authorize?{query}", subject)).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        form |= {"client_id": client, "client_secret": "s"}
        return str(requests.post(f"{self.url}/oauth2/token", data=form, timeout=PATIENCE).json()["id_token"])

    def _answer(self, asked: str, **form: str) -> str:
        requests.get(asked, timeout=PATIENCE).raise_for_status()
        answered = requests.post(asked, data=form, allow_redirects=False, timeout=PATIENCE)
        assert answered.status_code == 302, answered.text
        return str(answered.headers["Location"])


@contextmanager
def a_voucher(folder: Path) -> Iterator[Voucher]:
    port = free_port()
    command = [sys.executable, "-c", DIES_WITH_ITS_PARENT, "-m", "oidc_provider_mock", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://{HOST}:{port}/jwks", folder / "log")
        yield Voucher(f"http://{HOST}:{port}")
    finally:
        process.kill()
        process.wait()


def _wait_for(url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            requests.get(url, timeout=PATIENCE).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())
