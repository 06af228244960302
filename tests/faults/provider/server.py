"""The provider's HTTP: Stripe's paths under /v1, its script for browsers under /v3, and the tests' own under /_."""

import html
import json
import re
import socket
import struct
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.faults.provider import disputes
from tests.faults.provider.bank import Bank
from tests.faults.provider.desk import Answer, Desk
from tests.faults.provider.forms import decoded
from tests.faults.provider.journal import Journal, Step
from tests.faults.provider.mischief import Fault, Mischief
from tests.faults.provider.refusals import Refused
from tests.faults.provider.webhooks import Manner, Postman

PAGES = Path(__file__).parent / "pages"
ID = r"(?P<id_>[a-zA-Z0-9_]+)"

# Method and path, the operation's name, and the bank's method that does it.
OPERATIONS: list[tuple[str, str, str]] = [
    ("POST", "/v1/payment_intents", "create"),
    ("GET", f"/v1/payment_intents/{ID}", "retrieve"),
    ("POST", f"/v1/payment_intents/{ID}/confirm", "confirm"),
    ("POST", f"/v1/payment_intents/{ID}/capture", "capture"),
    ("POST", f"/v1/payment_intents/{ID}/cancel", "cancel"),
    ("POST", "/v1/refunds", "refund"),
    ("GET", "/v1/refunds", "refunds"),
    ("GET", "/v1/charges", "charges"),
    ("GET", "/v1/disputes", "disputes"),
]


class Provider(ThreadingHTTPServer):
    """Everything one provider is made of."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, *, secret: str, webhook: str, ledger: Path) -> None:
        super().__init__((host, port), Handler)
        self.url = f"http://{host}:{self.server_port}"
        self.mischief = Mischief()
        self.postman = Postman(secret, webhook)
        self.bank = Bank(Journal(ledger), self.url)
        self.desk = Desk(self.bank, self.mischief, self.postman)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Provider

    def do_GET(self) -> None:
        self._route()

    do_POST = do_PUT = do_GET  # noqa: N815 -- the names http.server calls

    def do_OPTIONS(self) -> None:
        self._send(Answer(204))

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def _route(self) -> None:
        at = urlsplit(self.path)
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if at.path.startswith("/v1/"):
            return self._send(self._api(at.path, at.query if self.command == "GET" else sent))
        for method, pattern, view in VIEWS:
            found = re.fullmatch(pattern, at.path)
            if found and method == self.command:
                return self._send(view(self.server, sent or at.query, **found.groupdict()))
        return self._send(Answer(404, b"{}"))

    def _api(self, path: str, sent: str) -> Answer:
        if not (self.headers.get("Authorization") or "").startswith("Bearer sk_"):
            return _error(Refused(401, "invalid_request_error", "You did not provide an API key."))
        for method, pattern, name in OPERATIONS:
            found = re.fullmatch(pattern, path)
            if found and method == self.command:
                return self._operate(name, path, sent, found.groupdict())
        return _error(Refused(404, "invalid_request_error", f"Unrecognized request URL ({self.command}: {path})."))

    def _operate(self, name: str, path: str, sent: str, named: dict[str, str]) -> Answer:
        key = self.headers.get("Idempotency-Key") if self.command == "POST" else None
        bank = self.server.bank

        def work(step: Step) -> dict[str, Any]:
            params = decoded(sent)
            done = getattr(bank, name)(step, params, **named)
            return _expanded(bank.objects | step.named, done, params.get("expand", []))

        return self.server.desk.serve(name, f"{self.command} {path} {sent}", key, work)

    def _send(self, answer: Answer) -> None:
        if answer.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        self.send_response(answer.status)
        headers = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*", **answer.headers}
        for name, value in {**headers, "Content-Length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)


def _expanded(objects: dict[str, Any], thing: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    """`expand[]=latest_charge`: the object where its id would be."""
    return thing | {name: objects[thing[name]] for name in wanted if thing.get(name) in objects}


def _error(refused: Refused) -> Answer:
    return Answer(refused.status, json.dumps({"error": refused.error}).encode())


def _json(value: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value).encode())


def _page(name: str, kind: str = "text/html", **words: str) -> Answer:
    text = (PAGES / name).read_text()
    for word, value in words.items():
        text = text.replace(f"[[{word}]]", html.escape(value))
    return Answer(200, text.encode(), {"Content-Type": f"{kind}; charset=utf-8"})


# --- The tests' own -------------------------------------------------------------------------------


def _ledger(provider: Provider, sent: str) -> Answer:
    with provider.bank.lock:
        return _json(provider.bank.movements)


def _intents(provider: Provider, sent: str) -> Answer:
    with provider.bank.lock:
        return _json([thing for thing in provider.bank.objects.values() if thing["object"] == "payment_intent"])


def _events(provider: Provider, sent: str) -> Answer:
    with provider.postman.lock:
        return _json(provider.postman.events)


def _set_faults(provider: Provider, sent: str) -> Answer:
    wanted = json.loads(sent)
    provider.mischief.set([Fault(**fault) for fault in (wanted if isinstance(wanted, list) else [wanted])])
    return _faults(provider, "")


def _faults(provider: Provider, sent: str) -> Answer:
    return _json([vars(fault) for fault in provider.mischief.faults])


def _set_webhooks(provider: Provider, sent: str) -> Answer:
    wanted = json.loads(sent)
    provider.postman.address = wanted.pop("address", provider.postman.address)
    provider.postman.manner = Manner(**wanted)
    return _json(vars(provider.postman.manner))


def _deliver(provider: Provider, sent: str) -> Answer:
    return _json(
        {"sent": provider.postman.deliver(**{"reverse": False, "copies": 1, "together": False, **json.loads(sent)})}
    )


def _pay(provider: Provider, sent: str, id_: str) -> Answer:
    return provider.desk.serve("pay", f"pay {id_}", None, lambda step: provider.bank.pay(step, id_))


def _dispute(provider: Provider, sent: str, id_: str) -> Answer:
    bank = provider.bank
    return provider.desk.serve(
        "dispute", f"dispute {id_}", None, lambda step: disputes.opened(bank.objects, step, bank.intent(id_))
    )


def _decide(provider: Provider, sent: str, id_: str) -> Answer:
    status = json.loads(sent)["status"]
    return provider.desk.serve(
        "decide", f"decide {id_}", None, lambda step: disputes.decided(provider.bank.objects, step, id_, status)
    )


# --- The shopper's: the bank's page, and what the script asks for -----------------------------------


def _bank_page(provider: Provider, sent: str, id_: str) -> Answer:
    try:
        intent = provider.bank.intent(id_)
    except Refused as refused:
        return _error(refused)
    amount = f"{intent['amount'] / 100:.2f} {intent['currency'].upper()}"
    return _page("bank.html", id=id_, amount=amount, embedded=dict(parse_qsl(sent)).get("embedded", ""))


def _bank_answer(provider: Provider, sent: str, id_: str) -> Answer:
    """Approved or refused: the way back to the shop, or word to the script that shows this page in a frame."""
    said = dict(parse_qsl(sent))
    action = provider.bank.intent(id_)["next_action"] or {}

    def work(step: Step) -> dict[str, Any]:
        intent = provider.bank.intent(id_)
        if intent["status"] != "requires_action":
            return intent
        if said.get("answer") == "approve":
            return provider.bank.approve(step, intent)
        return provider.bank.decline(step, intent, "payment_intent_authentication_failure")

    done = provider.desk.serve("bank", id_, None, work)
    if said.get("embedded"):
        return _page("done.html")
    intent = provider.bank.intent(id_)
    query = {
        "payment_intent": id_,
        "payment_intent_client_secret": intent["client_secret"],
        "redirect_status": "succeeded" if done.status == 200 else "failed",
    }
    to = (action.get("redirect_to_url") or {}).get("return_url") or f"{provider.url}/3ds/{id_}"
    return Answer(303, headers={"Location": f"{to}{'&' if '?' in to else '?'}{urlencode(query)}"})


def _for_the_script(provider: Provider, sent: str, id_: str) -> Answer:
    """What a browser may see of an intent whose secret it knows."""
    try:
        intent = provider.bank.intent(id_)
    except Refused as refused:
        return _error(refused)
    if dict(parse_qsl(sent)).get("client_secret") != intent["client_secret"]:
        return _error(Refused(404, "invalid_request_error", "No such payment_intent"))
    return _json({name: intent[name] for name in ("id", "status", "last_payment_error", "next_action")})


VIEWS: list[tuple[str, str, Callable[..., Answer]]] = [
    ("GET", "/_/ledger", _ledger),
    ("GET", "/_/intents", _intents),
    ("GET", "/_/events", _events),
    ("GET", "/_/faults", _faults),
    ("PUT", "/_/faults", _set_faults),
    ("PUT", "/_/webhooks", _set_webhooks),
    ("POST", "/_/deliver", _deliver),
    ("POST", f"/_/pay/{ID}", _pay),
    ("POST", f"/_/dispute/{ID}", _dispute),
    ("POST", f"/_/decide/{ID}", _decide),
    ("GET", f"/3ds/{ID}", _bank_page),
    ("POST", f"/3ds/{ID}", _bank_answer),
    ("GET", "/v3/", lambda provider, sent: _page("stripe.js", "text/javascript")),
    ("GET", "/v3/card", lambda provider, sent: _page("card.html")),
    ("GET", f"/v3/intents/{ID}", _for_the_script),
]
