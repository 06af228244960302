"""What an import speaks of: a file's rows, what is the matter with them, and what became of them."""

from core.imports.types.pictures import PictureFault, PictureNotFetched, PictureRefused
from core.imports.types.remarks import (
    FileFault,
    FileRefused,
    ImportConflict,
    ImportOvertaken,
    Notice,
    Remark,
    RowFault,
)
from core.imports.types.rows import Cells, Dialect, Group, Item, Offer, Record, Row
from core.imports.types.runs import Run, RunStatus, Summary, Tally

__all__ = [
    "Cells",
    "Dialect",
    "FileFault",
    "FileRefused",
    "Group",
    "ImportConflict",
    "ImportOvertaken",
    "Item",
    "Notice",
    "Offer",
    "PictureFault",
    "PictureNotFetched",
    "PictureRefused",
    "Record",
    "Remark",
    "Row",
    "RowFault",
    "Run",
    "RunStatus",
    "Summary",
    "Tally",
]
