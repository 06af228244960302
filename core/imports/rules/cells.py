"""What a single cell says, or why that is not clear."""

import re

from core.imports.types import RowFault

_YES = {"true", "yes", "y", "1", "wahr", "vrai", "verdadero", "vero"}  # a spreadsheet writes its own language
_NO = {"false", "no", "n", "0", "falsch", "faux", "falso"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


class Unclear(ValueError):
    """A cell that cannot be understood; `code` says why, `detail` what the code's sentence needs besides."""

    def __init__(self, code: RowFault, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def one_line(text: str) -> str:
    """A text without line breaks, runs of spaces and what cannot be seen."""
    if text.isprintable() and "  " not in text:
        return text
    return " ".join(_CONTROL.sub("", text).split())


def many_lines(text: str) -> str:
    """A text without what cannot be seen, its line breaks kept."""
    return _CONTROL.sub("", text)


def yes_or_no(text: str) -> bool | None:
    """None where the cell is empty. Raises Unclear."""
    folded = text.casefold()
    if not folded:
        return None
    if folded in _YES or folded in _NO:
        return folded in _YES
    raise Unclear(RowFault.YES_OR_NO)
