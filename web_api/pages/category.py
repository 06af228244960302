"""A category: its place in the tree, and its products."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from core.catalog.selectors import category_by_path
from core.catalog.types import Category, CategoryMoved, Criteria
from web_api.page import Params
from web_api.parts.category import CategoryPart
from web_api.parts.list_address import ListAddress
from web_api.parts.listing import Listed, ListPage, ListSchema, compose_list
from web_api.parts.seo import Seo
from web_api.parts.shell import Shell, ShellPart, shell_for
from web_api.visit import Visit


class CategoryFullPart(CategoryPart):
    """A category with what leads to it, root first, and what it holds."""

    description = serializers.CharField()
    ancestors = CategoryPart(many=True)
    children = CategoryPart(many=True)


class CategorySchema(ListSchema):
    shell = ShellPart()
    category = CategoryFullPart()


@dataclass(frozen=True, slots=True)
class CategoryDocument:
    shell: Shell
    category: Category
    listed: Listed
    seo: Seo


def compose(visit: Visit, params: Params) -> CategoryDocument:
    """Eight statements for a guest with a cart. Raises CategoryMoved, CategoryNotFound, FacetInvalid,
    PageOutOfRange.
    """
    category = category_by_path(params["path"], locale=visit.market.locale)
    address = ListAddress(reverse("web:category", args=[category.path]))
    listed = compose_list(visit, Criteria(visit.market, category.id), params, address=address)
    about = category.seo_description or f"{category.name} at {settings.SHOP_NAME}."
    seo = listed.seo(visit, title=category.seo_title, description=about)
    return CategoryDocument(shell_for(visit), category, listed, seo)


class CategoryPage(ListPage):
    document = CategorySchema
    template = "web/category.html"
    moves = (CategoryMoved,)
    compose = staticmethod(compose)
