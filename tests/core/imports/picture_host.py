"""A host that files name pictures of: a real server of this machine, which answers as it is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

from PIL import Image

type Answer = Callable[[BaseHTTPRequestHandler], None]


def a_jpeg(color: str = "red") -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 30), color).save(kept, "JPEG")
    return kept.getvalue()


def answer(body: bytes = b"", *, status: int = 200, kind: str = "image/jpeg", **headers: str) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        told = {"Content-Type": kind, "Content-Length": str(len(body))}
        for name, value in (told | {name.replace("_", "-"): value for name, value in headers.items()}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


@dataclass
class PictureHost:
    address: str = "127.0.0.1"
    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str, host: str = "") -> str:
        return f"http://{host or self.address}:{self.port}{path}"

    def has(self, path: str, given: Answer | None = None) -> str:
        """Where a picture is, or what else is given there."""
        self.answers[path] = given or answer(a_jpeg())
        return self.url(path)


@contextmanager
def a_picture_host(address: str = "127.0.0.1") -> Iterator[PictureHost]:
    host = PictureHost(address)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            with suppress(OSError):  # whoever asked may have heard enough
                host.answers.get(self.path, answer(status=404))(self)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer((address, 0), Handler) as server:
        host.port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield host
        server.shutdown()
        thread.join()
