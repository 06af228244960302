"""Fetching a picture from an address that a stranger wrote into a file."""

from datetime import timedelta
from urllib.parse import urljoin

import requests

from core.catalog.imaging import MOST_BYTES
from core.imports.rules.images import address_fault
from core.imports.types import PictureFault, PictureNotFetched, PictureRefused
from core.shared.outbound import CONNECT, READ, AddressRefused, NotReached, guarded_session

LONGEST = 20.0  # seconds in all, which is less than a job's lease
MOST_REDIRECTS = 3
QUIET = timedelta(seconds=30)  # for a host that does not answer
BUSY = timedelta(minutes=1)  # for one that says it has too much to do, and not until when
LONGEST_QUIET = timedelta(hours=1)
_CHUNK = 1 << 16
_TOO_MUCH, _AWAY = 429, 503
_PASSING = {408, 425}  # of the answers that blame whoever asks, those that may differ another time
_KINDS = {"image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/webp", "image/gif", "image/avif"}
_ANY_KIND = {"", "application/octet-stream", "binary/octet-stream"}  # of hosts that do not know what they keep
_HEADERS = {"User-Agent": "Bespoke-Pictures/1", "Accept": "image/*", "Accept-Encoding": "identity"}


def fetch(url: str, *, private_networks: bool) -> bytes:
    """What is at an address on the open internet, if it is said to be a picture. Raises PictureNotFetched."""
    try:
        with guarded_session(private_networks=private_networks, seconds=LONGEST) as session:
            return _followed(session, url, private_networks)
    except AddressRefused as error:
        raise PictureRefused(PictureFault.ADDRESS, str(error)) from None
    except NotReached as error:
        raise PictureNotFetched(PictureFault.NOT_REACHED, str(error), wait=QUIET) from None


def _followed(session: requests.Session, url: str, private_networks: bool) -> bytes:
    """Each redirect leads to an address that is looked at like the first."""
    for _ in range(MOST_REDIRECTS + 1):
        if fault := address_fault(url, private_networks=private_networks):
            raise AddressRefused(fault)
        wait = (CONNECT, READ)
        with session.get(url, headers=_HEADERS, timeout=wait, allow_redirects=False, stream=True) as response:
            if not response.is_redirect:
                return _picture(response)
            url = urljoin(url, response.headers["Location"])
    raise PictureRefused(PictureFault.REDIRECTS, str(MOST_REDIRECTS))


def _picture(response: requests.Response) -> bytes:
    _check_status(response)
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS | _ANY_KIND:
        raise PictureRefused(PictureFault.OTHER_KIND, kind)
    coding = response.headers.get("Content-Encoding", "identity")
    if coding != "identity":  # nobody asked for one, and unpacked it may have any size
        raise PictureRefused(PictureFault.OTHER_KIND, coding)
    _check_size(response.raw.length_remaining or 0)  # as announced
    return _body(response)


def _check_status(response: requests.Response) -> None:
    status = response.status_code
    if status in {_TOO_MUCH, _AWAY}:
        raise PictureNotFetched(PictureFault.BUSY, str(status), wait=_asked_for(response))
    if status != requests.codes.ok:
        lasting = status < 500 and status not in _PASSING
        raise (PictureRefused if lasting else PictureNotFetched)(PictureFault.STATUS, str(status))


def _asked_for(response: requests.Response) -> timedelta:
    """How long the host wants to be left alone, of which seconds are understood (RFC 9110, 10.2.3)."""
    seconds = response.headers.get("Retry-After", "")
    known = seconds.isascii() and seconds.isdigit() and len(seconds) < 9
    return min(timedelta(seconds=int(seconds)), LONGEST_QUIET) if known else BUSY


def _body(response: requests.Response) -> bytes:
    kept = bytearray()
    for piece in response.raw.stream(_CHUNK, decode_content=False):
        kept += piece
        _check_size(len(kept))
    return bytes(kept)


def _check_size(found: int) -> None:
    if found > MOST_BYTES:
        raise PictureRefused(PictureFault.TOO_LARGE, f"{MOST_BYTES:,} bytes")
