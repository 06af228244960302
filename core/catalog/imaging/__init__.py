"""The pictures' craft: bytes in, values out. What comes of them, and where it is kept, is the services' to say."""

from core.catalog.imaging.intake import MOST_BYTES, accept
from core.catalog.imaging.sizes import renditions

__all__ = ["MOST_BYTES", "accept", "renditions"]
