"""What is wrong with a merchant's file, as a CSV file to be opened beside it."""

import csv
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from core.imports.types import Remark
from core.imports.wording import sentence
from core.shared.spreadsheets import defused

HEADERS = ("Line", "Kind", "Handle", "Column", "Code", "What is the matter", "Value")
_MOST = 200  # characters of a value


class Report:
    """A file with a row a remark, made when the report is entered and taken away again if there was nothing to say."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self._file = path.open("w", encoding="utf-8-sig", newline="")  # with its mark, by which spreadsheets know UTF-8
        self._writer = csv.writer(self._file)

    def __enter__(self) -> Self:
        self._writer.writerow(HEADERS)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        if not self.counts:
            os.unlink(self.path)

    @property
    def faults(self) -> int:
        return self.counts["fault"]

    @property
    def notices(self) -> int:
        return self.counts["notice"]

    def add(self, remarks: Sequence[Remark]) -> None:
        for remark in remarks:
            kind = "fault" if remark.refuses else "notice"
            self.counts[kind] += 1
            texts = (remark.handle, remark.column, remark.code, sentence(remark), remark.value[:_MOST])
            self._writer.writerow([remark.line, kind, *map(defused, texts)])
