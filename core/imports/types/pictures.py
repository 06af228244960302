"""Pictures that a file names by their addresses, and why one of them could not be fetched."""

from datetime import timedelta
from enum import StrEnum

from core.outbox.types import Hopeless


class PictureFault(StrEnum):
    """Why a picture has not come."""

    ADDRESS = "picture_address_refused"
    REDIRECTS = "picture_redirected_too_often"
    NOT_REACHED = "picture_not_reached"
    BUSY = "picture_host_busy"
    STATUS = "picture_not_there"
    OTHER_KIND = "picture_of_another_kind"
    TOO_LARGE = "picture_too_large"
    UNREADABLE = "picture_unreadable"


class PictureNotFetched(Exception):
    """It is tried again later. `detail` is what the fault's sentence needs; its host is left alone for `wait`."""

    def __init__(self, fault: PictureFault, detail: str = "", *, wait: timedelta = timedelta()) -> None:
        super().__init__(fault, detail)
        self.fault, self.detail, self.wait = fault, detail[:200], wait


class PictureRefused(PictureNotFetched, Hopeless):
    """It would be no better another time."""
