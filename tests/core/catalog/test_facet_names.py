"""What the shop calls its own facets and collections, for clients to show."""

import pytest
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Attribute, Collection
from core.catalog.selectors import facet_names
from core.catalog.types import CollectionKind

pytestmark = pytest.mark.django_db


def test_facets_and_collections_have_their_names(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Attribute.objects.create(code="year", name="Recorded in", is_facet=True)
    Attribute.objects.create(code="weight", name="Weight")
    Collection.objects.create(slug="year", name="Records of the year", kind=CollectionKind.NEWEST)
    with django_assert_num_queries(1):
        names = facet_names()
    assert names.facets == {"year": "Recorded in"}
    assert names.collections == {"year": "Records of the year"}


def test_a_shop_without_any_has_no_names(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        names = facet_names()
    assert (names.facets, names.collections) == ({}, {})
