"""Pictures, as they are kept and sent."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from core.shared.errors import DomainError


@dataclass(frozen=True, slots=True)
class Image:
    """`file` is its name in the media storage; sizes in pixels.

    `color` (#rrggbb) and `placeholder` (a ThumbHash in base64, or empty) fill its place until it loads. `widths` are
    those it has renditions in, narrowest first: `file` alone until the worker has made them.
    """

    file: str
    alt: str
    width: int
    height: int
    color: str
    placeholder: str = ""
    widths: tuple[int, ...] = ()

    def rendition(self, wanted: int, extension: str) -> str:
        """The name of the smallest rendition at least `wanted` pixels wide, else of the widest; `file` without any."""
        return rendition_name(self.file, self.width_for(wanted), extension) if self.widths else self.file

    def width_for(self, wanted: int) -> int:
        """How wide the rendition is that somebody gets who wants `wanted` pixels; the file itself without any."""
        return next((width for width in self.widths if width >= wanted), self.widths[-1] if self.widths else self.width)


def rendition_name(file: str, width: int, extension: str) -> str:
    """Where a rendition of a kept picture is: `products/<digest>.jpg` has `renditions/<digest>/<width>.<extension>`."""
    return f"renditions/{PurePosixPath(file).stem}/{width}.{extension}"


@dataclass(frozen=True, slots=True)
class ImageDraft:
    """A picture that is elsewhere, to be fetched by whoever named it: see `take_in`."""

    source_url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file as the shop keeps it: a JPEG, or a lossless WebP where something is transparent.

    Sizes in pixels; `color` is #rrggbb; `placeholder` a ThumbHash in base64; `digest` the first 32 hexadecimal digits
    of the SHA-256 of `data`; `extension` has no dot.
    """

    data: bytes
    extension: str
    width: int
    height: int
    color: str
    placeholder: str
    digest: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture as it is sent: in one size (pixels) and one format, told by its `extension` without a dot."""

    width: int
    height: int
    extension: str
    data: bytes


class ImageTooLarge(DomainError):
    """More than `limit`, in `unit`: bytes, pixels, pixels_a_side or scans. `found` is what there is at least."""

    code = "image_too_large"


class ImageUnreadable(DomainError):
    """No picture of a format the shop takes, or a broken one; `format` is its name if that much is known."""

    code = "image_unreadable"
