"""Two who change the catalogue at once: neither loses what the other counted, and neither waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from core.catalog.models import SearchSlip, SearchWord
from core.catalog.search import Entry, forget, index
from core.catalog.search.slips import without_letters
from tests.core.catalog.search.shelf import shelved

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*, rounds: int, ids: dict[str, int]) -> None:
    """Two threads name their own product by both words, in opposite order and in one transaction, and forget it."""
    together = Barrier(2, timeout=20)

    def rename(first: str, second: str) -> None:
        try:
            for _ in range(rounds):
                together.wait()
                with transaction.atomic():
                    index(entries=[Entry(ids[first], first, "", (), "")])
                    index(entries=[Entry(ids[first], f"{first} {second}", "", (), "")])
                together.wait()
                forget(product_ids=[ids[first]])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(rename, *pair) for pair in (("kind", "blue"), ("blue", "kind"))]:
            done.result()


def test_words_are_counted_right_and_nobody_is_locked_out() -> None:
    ids = {"kind": shelved("Kind"), "blue": shelved("Blue")}
    forget(product_ids=ids.values())
    at_once(rounds=15, ids=ids)
    assert not SearchWord.objects.exists()
    assert not SearchSlip.objects.exists()
    index(entries=[Entry(product_id, "Kind Blue", "", (), "") for product_id in ids.values()])
    assert dict(SearchWord.objects.values_list("word", "products")) == {"kind": 2, "blue": 2}
    assert SearchSlip.objects.count() == len(without_letters("kind") | without_letters("blue"))
