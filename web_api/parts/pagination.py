"""Numbered pages of a list."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from rest_framework import serializers

from core.catalog.types import PageOutOfRange, Total


@dataclass(frozen=True, slots=True)
class Pagination:
    page: int
    pages: int
    total: int
    more: bool


class PaginationPart(serializers.Serializer[Any]):
    """`more` says that there are more than `total`, which is then not counted further."""

    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    total = serializers.IntegerField()
    more = serializers.BooleanField()


def paginate(total: Total, *, page: int, size: int) -> Pagination:
    """An empty list has one page. Raises PageOutOfRange."""
    pages = max(1, ceil(total.count / size))
    if page > pages:
        raise PageOutOfRange(page=page, pages=pages)
    return Pagination(page, pages, total.count, total.more)
