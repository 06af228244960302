"""Telling a merchant's system something: no redirect is followed, and only the beginning of an answer read."""

from dataclasses import dataclass

import requests

from core.shared.outbound import CONNECT, READ, guarded_session

LONGEST = 20.0  # seconds in all
EXCERPT = 2_000  # bytes kept of an answer


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is the beginning of the body; `duration` is in milliseconds, until the headers."""

    status: int
    text: str
    duration: int


def post(url: str, *, body: bytes, headers: dict[str, str], private_networks: bool) -> Answer:
    """Raises NotReached where nothing was answered, AddressRefused where the address is none to ask."""
    with guarded_session(private_networks=private_networks, seconds=LONGEST) as session:
        return _post(session, url, body, {"Accept-Encoding": "identity", **headers})


def _post(session: requests.Session, url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """What of the answer has come at once is read: a body that drips is not waited for."""
    wait = (CONNECT, READ)
    with session.post(url, data=body, headers=headers, timeout=wait, allow_redirects=False, stream=True) as response:
        said = response.raw.read1(EXCERPT).decode(errors="replace").replace("\x00", "")
        return Answer(response.status_code, said, int(response.elapsed.total_seconds() * 1000))
