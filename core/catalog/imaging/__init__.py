"""The pictures' craft: bytes in, values out. What comes of them, and where it is kept, is the services' to say."""

from core.catalog.imaging.intake import accept
from core.catalog.imaging.sizes import renditions

__all__ = ["accept", "renditions"]
