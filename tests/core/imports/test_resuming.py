"""An import that was cut short is gone on with, and ends where an undisturbed one does."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from core.catalog.models import Product, Variant
from core.imports.models import ImportRun
from core.imports.services import importing
from core.imports.services.batches import write_items
from tests.core.imports.files import a_large_catalogue
from tests.core.imports.merchant import Merchant, content, lamp, runs
from tests.factories import a_record

BATCH = 5


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_PRODUCTS", BATCH)


class PowerCut:
    """Lets some batches be written, then none."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
        self.left = after
        self.write = write_items
        self.sizes: list[int] = []
        monkeypatch.setattr(importing, "write_items", self)

    def __call__(self, *, items: Sequence[Any], **how: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            raise OperationalError("the server closed the connection unexpectedly")
        self.sizes.append(len(items))
        return self.write(items=items, **how)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Twenty products of four variants; one price in the second batch is wrong."""
    path = a_large_catalogue(tmp_path / "shirts.csv", rows=80)
    path.write_text(path.read_text().replace(",16.95,", ",16,95x,").replace(",16,95x,", ",x,", 1))
    return path


def test_it_goes_on_behind_the_last_batch_that_was_written(
    merchant: Merchant, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        PowerCut(cut, after=2)
        first = merchant.imports(file)
    assert (first.code, len(first.said.splitlines())) == (1, 1)
    assert "the import was cut short (the server closed the connection unexpectedly). Run it again" in first.said
    assert runs() == [("running", 40, 9, 0, 0, 1)]
    with monkeypatch.context() as watched:
        rest = PowerCut(watched, after=99)
        second = merchant.imports(file)
    assert rest.sizes == [5, 5]
    assert second.code == 2
    assert "An import that was cut short after row 40 was gone on with." in second.said
    assert "Products: 19 new, 0 changed, 0 already so, 1 left out." in second.said
    assert runs() == [("finished", 80, 19, 0, 0, 1)]
    assert second.report == undisturbed(merchant, file)
    assert "0 new, 0 changed, 19 already so, 1 left out" in merchant.imports(file).said


def undisturbed(merchant: Merchant, file: Path) -> list[dict[str, str]]:
    """What is reported where nothing goes wrong; the shop must be the same."""
    there = content()
    Product.objects.all().delete()
    ImportRun.objects.all().delete()
    done = merchant.imports(file)
    assert content() == there
    return done.report


def test_nothing_is_skipped_after_another_file_has_come_between(
    merchant: Merchant, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        PowerCut(cut, after=2)
        merchant.imports(file)
    merchant.brings(lamp(handle="shirt-0", sku="SHIRT-0-S", title="Another title"))
    assert Product.objects.get(slug="shirt-0").title == "Another title"
    done = merchant.imports(file)
    assert "cut short" not in done.said
    assert Product.objects.get(slug="shirt-0").title == "Shirt no. 0"


def test_nor_where_the_shop_had_refused_something_that_may_be_well_by_now(
    merchant: Merchant, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rival = Variant.objects.filter(id=a_record().variant)
    rival.update(sku="SHIRT-0-S")
    with monkeypatch.context() as cut:
        PowerCut(cut, after=2)
        assert (2, "sku_taken") in merchant.imports(file).codes
    rival.update(sku="NO-SHIRT")
    done = merchant.imports(file)
    assert "19 products" not in done.said
    assert Product.objects.filter(slug="shirt-0").exists()
    assert (2, "sku_taken") not in done.codes


def test_nor_with_another_currency_or_content(
    merchant: Merchant, file: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.SHOP_CURRENCIES = ("EUR", "USD")
    with monkeypatch.context() as cut:
        PowerCut(cut, after=2)
        merchant.imports(file)
    assert "cut short" not in merchant.imports(file, "--currency", "USD").said
    with monkeypatch.context() as cut:
        PowerCut(cut, after=2)
        merchant.imports(file)
    file.write_text(file.read_text().replace("Shirt no. 0", "Shirt no. zero"))
    assert "cut short" not in merchant.imports(file).said


def test_of_two_at_the_same_import_one_stops(merchant: Merchant, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other has written a batch meanwhile; this one's is taken back."""

    def overtaken(**how: Any) -> Any:
        ImportRun.objects.update(position=20)
        return write_items(**how)

    monkeypatch.setattr(importing, "write_items", overtaken)
    done = merchant.imports(file)
    assert (done.code, len(done.said.splitlines())) == (1, 1)
    assert "another import of this file has gone on from here" in done.said
    assert not Product.objects.exists()


def test_a_dry_run_neither_goes_on_nor_is_gone_on_with(
    merchant: Merchant, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        PowerCut(cut, after=2)
        merchant.imports(file)
    rehearsed = merchant.imports(file, "--dry-run")
    assert "Products: 10 new, 0 changed, 9 already so, 1 left out." in rehearsed.said
    assert runs() == [("running", 40, 9, 0, 0, 1)]
