"""A category to go on to."""

from collections.abc import Iterable

from ninja import Schema

from core.catalog.types import CategoryRef


class CategoryPart(Schema):
    id: int
    name: str


def category_parts(categories: Iterable[CategoryRef]) -> list[CategoryPart]:
    return [CategoryPart(id=category.id, name=category.name) for category in categories]
