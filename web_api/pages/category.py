"""A category: its place in the tree, and its products in numbered pages."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from core.catalog.selectors import category_by_path, count_listed, list_page
from core.catalog.types import Card, Category, Criteria, Sort
from web_api.page import Page, Params
from web_api.parts.card import CardPart
from web_api.parts.category import CategoryPart
from web_api.parts.pagination import Pagination, PaginationPart, paginate
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.strict import Strict
from web_api.visit import Visit

SIZE = 24
SORTS = [sort.value for sort in Sort]


class CategoryParams(Strict):
    page = serializers.IntegerField(min_value=1, max_value=10_000, default=1)
    sort = serializers.ChoiceField(SORTS, default=Sort.NEWEST.value)


class CategoryFullPart(CategoryPart):
    """A category with what leads to it, root first, and what it holds."""

    description = serializers.CharField()
    ancestors = CategoryPart(many=True)
    children = CategoryPart(many=True)


class CategorySchema(serializers.Serializer[Any]):
    shell = ShellPart()
    category = CategoryFullPart()
    sort = serializers.ChoiceField(SORTS)
    cards = CardPart(many=True)
    pagination = PaginationPart()


@dataclass(frozen=True, slots=True)
class CategoryDocument:
    shell: Shell
    category: Category
    sort: str
    cards: tuple[Card, ...]
    pagination: Pagination


def compose(visit: Visit, params: Params) -> CategoryDocument:
    """Six statements for a guest with a cart. Raises CategoryNotFound, PageOutOfRange."""
    category = category_by_path(params["path"])
    criteria = Criteria(visit.currency, category.id)
    total = count_listed(criteria)
    pagination = paginate(total, page=params["page"], size=SIZE)
    cards = list_page(criteria, sort=Sort(params["sort"]), page=params["page"], size=SIZE)
    return CategoryDocument(shell_for(visit), category, params["sort"], cards, pagination)


class CategoryPage(Page):
    params = CategoryParams
    document = CategorySchema
    template = "web/category.html"
    compose = staticmethod(compose)
