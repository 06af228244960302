"""One rendition of an image, fitted to where the phone shows it: in one width, in the best format it takes."""

import math
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from core.catalog.types import Image

WIDTHS = sorted(settings.IMAGE_WIDTHS["mobile"])
USUAL_DENSITY = 2.0  # of a phone that tells nothing
WIDEST, DENSEST = 4096, 8.0  # beyond this it is a mistake

# What of a request decides which rendition is answered. The Sec-CH- names are today's, the other two those before.
HINTS = ("Accept", "Save-Data", "Sec-CH-DPR", "DPR", "Sec-CH-Width", "Width")

# Widths in CSS pixels at which the app shows pictures, where it does not say.
CARD = 168
LEAD = 232
LINE = 88
STAGE = 360


class ImageParams(Schema):
    """`w`: how wide the app shows this screen's pictures, in CSS pixels; `dpr`: how many of the display's are one."""

    w: int | None = Field(None, ge=1, le=WIDEST)
    dpr: float | None = Field(None, ge=0.5, le=DENSEST)


class ImagePart(Schema):
    """Until it has loaded, `placeholder` (a ThumbHash in base64) fills its place, or `color` where there is none."""

    url: str
    placeholder: str | None = None
    color: str | None = None


class AltImagePart(ImagePart):
    """One that stands for itself, and says in `alt` what is on it."""

    alt: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The place of a picture: `width` pixels of the display."""

    width: int
    extension: str

    def url(self, image: Image) -> str:
        """The stored file itself while there are no renditions."""
        return default_storage.url(image.rendition(self.width, self.extension))


@dataclass(frozen=True, slots=True)
class Device:
    """What a request's headers tell of the phone: its `density`, and the `width` of pictures in its own pixels."""

    density: float | None
    width: float | None
    takes_avif: bool
    saves_data: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        headers = request.headers
        taken = {f"{kind.main_type}/{kind.sub_type}".lower() for kind in request.accepted_types}
        return cls(
            density=_hint(headers.get("Sec-CH-DPR") or headers.get("DPR"), DENSEST),
            width=_hint(headers.get("Sec-CH-Width") or headers.get("Width"), WIDEST),
            takes_avif="image/avif" in taken,
            saves_data=headers.get("Save-Data", "").strip().lower() == "on",
        )

    def frame(self, usual: int, params: ImageParams | None = None) -> Frame:
        """For pictures shown `usual` CSS pixels wide unless the parameters, or else the headers, say otherwise."""
        asked = params or ImageParams(w=None, dpr=None)
        density = asked.dpr or self.density or USUAL_DENSITY
        told = None if asked.w or asked.dpr else self.width
        at = _fitting(told or (asked.w or usual) * density)
        return Frame(WIDTHS[max(0, at - 1) if self.saves_data else at], "avif" if self.takes_avif else "webp")


def image_part(image: Image | None, frame: Frame) -> ImagePart | None:
    return ImagePart(url=frame.url(image), **_until_then(image)) if image else None


def alt_image_part(image: Image, frame: Frame) -> AltImagePart:
    return AltImagePart(url=frame.url(image), alt=image.alt, **_until_then(image))


def _until_then(image: Image) -> dict[str, str]:
    return {"placeholder": image.placeholder} if image.placeholder else {"color": image.color}


def _fitting(pixels: float) -> int:
    """Which of WIDTHS is the narrowest that is wide enough, or else the widest."""
    return next((at for at, width in enumerate(WIDTHS) if width >= pixels), len(WIDTHS) - 1)


def _hint(value: str | None, most: float) -> float | None:
    """A header is no parameter: one that makes no sense is as good as none."""
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 < number <= most else None
