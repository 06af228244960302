"""Imports, and what becomes of products in them."""

from dataclasses import astuple, dataclass
from enum import StrEnum


class RunStatus(StrEnum):
    """RUNNING is also what a run stays that was killed, until the same file is imported again."""

    RUNNING = "running"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of products: made, changed, found as they should be, left out."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(mine + more for mine, more in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Run:
    """An import under way. `position` is how many of the file's records it has dealt with, `tally` how."""

    id: int
    position: int = 0
    tally: Tally = Tally()


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a file. `resumed_at` is how many of its rows an earlier run had dealt with."""

    rows: int
    tally: Tally
    resumed_at: int = 0
