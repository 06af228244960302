"""What search engines and those a link is sent to are told of a page."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers


@dataclass(frozen=True, slots=True)
class Seo:
    """`canonical` is the whole URL that stands for all that show the same; `index`: whether it should be found."""

    title: str
    description: str
    canonical: str
    index: bool = True
    image: str = ""
    previous: str = ""
    next: str = ""


class SeoPart(serializers.Serializer[Any]):
    """URLs are whole, `image` empty where there is none; `previous` and `next` are those of a list."""

    title = serializers.CharField()
    description = serializers.CharField()
    canonical = serializers.CharField()
    index = serializers.BooleanField()
    image = serializers.CharField()
    previous = serializers.CharField()
    next = serializers.CharField()
