"""Events, signed and posted to the shop: once and in order, unless told to be late, many, reversed or silent."""

import hmac
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

import requests

RETRY_AFTER = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
PATIENCE = 30.0


def signed(payload: bytes, secret: str, at: float) -> dict[str, str]:
    """The headers of a webhook: Stripe's scheme v1, an HMAC of time and body."""
    moment = str(int(at))
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + payload, "sha256").hexdigest()
    return {"Stripe-Signature": f"t={moment},v1={mac}", "Content-Type": "application/json"}


@dataclass
class Manner:
    """How they are sent. "hold" keeps them until they are asked for; `first` is before the API's own answer."""

    mode: Literal["send", "hold", "off"] = "send"
    delay: float = 0.0
    copies: int = 1
    first: bool = False


class Postman:
    """Sends to one address, and knows what became of each event."""

    def __init__(self, secret: str, address: str) -> None:
        self.secret = secret
        self.address = address
        self.manner = Manner()
        self.events: list[dict[str, Any]] = []
        self.held: list[dict[str, Any]] = []
        self.lock = threading.Lock()
        self.threads = ThreadPoolExecutor(32)

    def post(self, events: list[dict[str, Any]]) -> None:
        """After a step: sent in its order, in the background, or at once where the manner says so."""
        manner = self.manner
        kept = [{"event": event, "answers": []} for event in events]
        with self.lock:
            self.events.extend(kept)
            if manner.mode == "hold":
                self.held.extend(kept)
        if manner.mode == "send" and self.address and kept:
            sending = self.threads.submit(self._send_in_turn, kept, manner)
            if manner.first:
                sending.result()

    def deliver(self, *, reverse: bool, copies: int, together: bool) -> int:
        """Send what was held, each `copies` times; `together` all in the same moment. Returns how many were sent."""
        with self.lock:
            held, self.held = self.held, []
        sending = [kept for kept in (reversed(held) if reverse else held) for _ in range(copies)]
        if together:
            list(self.threads.map(self._send, sending))
        else:
            for kept in sending:
                self._send(kept)
        return len(sending)

    def _send_in_turn(self, kept: list[dict[str, Any]], manner: Manner) -> None:
        time.sleep(manner.delay)
        for each in kept:
            for _ in range(manner.copies):
                self._insist(each, retries=() if manner.first else RETRY_AFTER)

    def _insist(self, kept: dict[str, Any], retries: tuple[float, ...]) -> None:
        for wait in (0.0, *retries):
            time.sleep(wait)
            if 200 <= self._send(kept) < 300:
                return

    def _send(self, kept: dict[str, Any]) -> int:
        """The status answered; 0 where nobody answers."""
        payload = json.dumps(kept["event"]).encode()
        try:
            headers = signed(payload, self.secret, time.time())
            status = requests.post(self.address, data=payload, headers=headers, timeout=PATIENCE).status_code
        except requests.RequestException:
            status = 0
        kept["answers"].append(status)
        return status
