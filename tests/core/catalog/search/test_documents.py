"""Documents are written in few statements, with the products they are of, and only when something has changed."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.catalog.models import Product, SearchDocument, SearchWord
from core.catalog.search import Entry, forget, index
from core.catalog.search.documents import BATCH, MOST_WORDS
from core.catalog.types import ProductStatus
from tests.core.catalog.search.shelf import found, shelved

pytestmark = pytest.mark.django_db


def entries(number: int) -> list[Entry]:
    rows = Product.objects.bulk_create(
        Product(slug=f"entry-{at}", title=f"Record {at}", status=ProductStatus.DRAFT) for at in range(number)
    )
    return [Entry(row.pk, row.title, "Testers", ("LP",), f"Text {row.pk}") for row in rows]


def statements(some: list[Entry]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        index(entries=some)
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


def test_each_word_stands_in_the_first_place_that_has_it() -> None:
    product_id = shelved("Kind of Blue", brand="Blue Note", keywords=["LP", "note"], text="A blue LP of note, in mono")
    row = SearchDocument.objects.get(pk=product_id)
    assert (row.title, row.brand, row.keywords, row.text) == (" kind of blue ", " note ", " lp ", " a in mono ")


def test_many_products_are_written_in_as_many_statements_as_one() -> None:
    one, *many = entries(200)
    assert len(statements(many)) == len(statements([one])) + 1  # the first has no new words' slips to note
    assert SearchDocument.objects.count() == 200


def test_what_has_not_changed_is_not_written_again() -> None:
    some = entries(20)
    index(entries=some)
    assert len(statements(some)) == 1
    assert len(statements([replace(some[0], title="RECORD   0!")])) == 1, "the words are the same"
    written = statements([*some[1:], replace(some[0], title="Renamed")])
    assert sum("Renamed".lower() in statement for statement in written) > 0
    assert not any(some[5].text.lower() in statement for statement in written)


def test_a_product_given_twice_is_as_the_last_says() -> None:
    (entry,) = entries(1)
    index(entries=[entry, replace(entry, title="Second"), replace(entry, title="Third")])
    assert dict(SearchWord.objects.values_list("word", "products")) == {"third": 1, "testers": 1, "lp": 1}


def test_more_than_a_batch_is_indexed_too() -> None:
    index(entries=entries(BATCH + 1))
    assert SearchDocument.objects.count() == BATCH + 1
    assert SearchWord.objects.get(word="testers").products == BATCH + 1


def test_nothing_to_do_is_done_with_nothing() -> None:
    index(entries=[])
    forget(product_ids=[])
    forget(product_ids=[1, 2, 3])
    assert SearchDocument.objects.count() == 0


def test_a_document_is_taken_back_with_what_it_was_written_for() -> None:
    product_id = shelved("Blue")
    with transaction.atomic():
        index(entries=[Entry(product_id, "Red", "", (), "")])
        assert found("red")
        transaction.set_rollback(True)
    assert found("blue")
    assert not found("red")
    assert dict(SearchWord.objects.values_list("word", "products")) == {"blue": 1}


def test_an_endless_description_is_searched_as_far_as_it_is_of_use() -> None:
    product_id = shelved("Blue", text=" ".join(f"word{at}" for at in range(10_000)))
    row = SearchDocument.objects.get(pk=product_id)
    assert len(row.text.split()) == MOST_WORDS
    assert found("word42") == ["Blue"]
