"""The tree that products stand in."""

from dataclasses import dataclass

from core.shared.errors import DomainError


@dataclass(frozen=True, slots=True)
class CategoryRef:
    """A category as others name it. `path` is its slugs from the root, joined by a slash."""

    id: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Category:
    """A category with what leads to it (root first, itself not included) and what it holds.

    `seo_title` is its name, and `seo_description` the beginning of its description, where it has no others.
    """

    id: int
    name: str
    path: str
    description: str
    ancestors: tuple[CategoryRef, ...]
    children: tuple[CategoryRef, ...]
    seo_title: str
    seo_description: str


class CategoryNotFound(DomainError):
    code = "category_not_found"


class CategoryMoved(CategoryNotFound):
    """It has another address now: `path`."""

    code = "category_moved"
