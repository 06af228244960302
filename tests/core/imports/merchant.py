"""Somebody who brings a file, and what the shop's tables hold afterwards."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from core.catalog import models as catalog
from core.imports.models import ImportRun
from core.inventory.models import Movement, Stock
from core.pricing.models import Price
from tests.core.imports.files import HEADERS, write

TABLES = (
    *(catalog.Category, catalog.Product, catalog.Product.categories.through, catalog.Variant, catalog.ProductImage),
    *(catalog.Listing, catalog.ListingCategory, catalog.ListingFacet, catalog.FacetValue),
    *(Price, Stock, Movement),
)


def lamp(**cells: str) -> dict[str, str]:
    """A row that is a whole product; its cells by the first words of their headers."""
    row = {"Handle": "lamp", "Title": "Lamp", "Type": "Indoor", "Variant Price": "19.99", "Variant SKU": "L-1"}
    return row | {_header(name): text for name, text in cells.items()}


def _header(name: str) -> str:
    words = name.replace("_", " ").casefold()
    return next(
        header for header in HEADERS if words in {header.casefold(), header.casefold().removeprefix("variant ")}
    )


@dataclass(frozen=True)
class Done:
    """How an import ended: the exit code, what was said, and the rows of its report."""

    code: int
    said: str
    report: list[dict[str, str]]

    @property
    def codes(self) -> list[tuple[int, str]]:
        return [(int(row["Line"]), row["Code"]) for row in self.report]


class Merchant:
    """Works in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, *rows: Mapping[str, str], name: str = "products.csv", headers: Iterable[str] = HEADERS) -> Path:
        return write(self.folder / name, headers, rows)

    def imports(self, file: Path | str, *options: str) -> Done:
        said, code = StringIO(), 0
        try:
            call_command("import_products", str(file), *options, stdout=said)
        except CommandError as error:
            said.write(str(error))
            code = error.returncode
        return Done(code, said.getvalue(), self._report(file))

    def brings(self, *rows: Mapping[str, str]) -> Done:
        return self.imports(self.file(*rows))

    def _report(self, file: Path | str) -> list[dict[str, str]]:
        report = self.folder / f"{Path(file).stem}-report.csv"
        if not report.exists():
            return []
        with report.open(encoding="utf-8-sig", newline="") as opened:
            return list(csv.DictReader(opened))


def shop_state() -> dict[str, list[Any]]:
    """Every row that an import writes, apart from the note of the import itself."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in TABLES}


def content() -> dict[str, list[Any]]:
    """The same without numbers and times, for two shops that came about at different times."""
    hidden = ("id", "_id", "_at", "url_path", "trail")
    state = {
        label: [{k: v for k, v in row.items() if not k.endswith(hidden)} for row in rows]
        for label, rows in shop_state().items()
    }
    return {label: sorted(rows, key=repr) for label, rows in state.items()}


def runs() -> list[tuple[str, int, int, int, int, int]]:
    return list(
        ImportRun.objects.order_by("id").values_list("status", "position", "created", "updated", "unchanged", "refused")
    )
