"""docs/import.md names every code and every column there is, and none there is not."""

import re

import pytest

from core.imports.rules.columns import known_headers
from core.imports.types import FileFault, Notice, Remark, RowFault
from core.imports.wording import sentence
from tests.core.imports.files import HEADERS, ROOT

GUIDE = (ROOT / "docs/import.md").read_text()
FROM_THE_SHOP = {"sku_taken", "import_conflict"}


def test_every_code_is_explained() -> None:
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", GUIDE)) - {"import_products", "export_products"}
    assert named == {*FileFault, *RowFault, *Notice, *FROM_THE_SHOP}


def test_every_code_has_a_sentence_of_its_own() -> None:
    said = [sentence(Remark(1, code)) for code in (*RowFault, *Notice, *FROM_THE_SHOP)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("column", [1, 2], ids=["today", "before"])
def test_the_headers_it_shows_are_those_that_are_read(column: int) -> None:
    table = GUIDE[GUIDE.index("| today | before |") :].split("\n\n")[0]
    cells = [line.split("|")[column].strip() for line in table.splitlines()[2:]]
    headers = [name for cell in cells for name in re.split(r", | … ", cell) if name and name != "…"]
    assert [name for name in headers if not known_headers([name])] == []
    assert len(headers) > 15


def test_what_an_export_has_is_read_or_named_as_not_used() -> None:
    assert known_headers(HEADERS) == len(HEADERS)
