"""What the sample shop sells: read from shelves/, a file a genre. Artists, labels and records are invented."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from project.demo.covers import Sleeve

SHELVES = ("electronic", "jazz", "rock", "soul-funk", "hip-hop-dub", "folk", "classical", "far-and-wide")

# Letters that no normalization takes apart, as people type them who lack the key.
_PLAIN = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Genre:
    """A category; `kinds` are those below it, with a line about each."""

    name: str
    about: str
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One format a record can be bought in; prices in minor units. `was` is the higher one while it is on offer."""

    format: str
    price: int
    stock: int
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """`kinds` are names of genres' kinds, the main one first; `art` is its cover's motif and palette.

    A single offer without a format leaves nothing to choose. `coming` is in how many days it will be out, if it is not
    yet; `staff_pick` why somebody behind the counter would buy it, if somebody would.
    """

    artist: str
    title: str
    slug: str
    year: int
    label: str
    country: str
    kinds: tuple[str, ...]
    tags: tuple[str, ...]
    art: tuple[str, str]
    offers: tuple[Offer, ...]
    about: str
    staff_pick: str = ""
    coming: int | None = None

    @property
    def description(self) -> str:
        pick = f"Staff pick. {self.staff_pick}\n\n" if self.staff_pick else ""
        return f"{self.about}\n\n{pick}{self.label}, {self.year}."

    @property
    def sleeve(self) -> Sleeve:
        """What its cover is drawn from."""
        motif, palette = self.art
        return Sleeve(self.slug, self.title, self.artist, f"{self.label} {self.year}", motif, palette)

    @property
    def sold_out(self) -> bool:
        return self.coming is None and not any(offer.stock for offer in self.offers)


def _read(shelf: str) -> tuple[Genre, tuple[Record, ...]]:
    table = tomllib.loads((Path(__file__).parent / "shelves" / f"{shelf}.toml").read_text(encoding="utf-8"))
    kinds = tuple((kind["name"], kind["about"]) for kind in table["kinds"])
    return Genre(table["name"], table["about"], kinds), tuple(_record(**row) for row in table["records"])


def _record(*, offers: list[dict[str, Any]], about: str, **row: Any) -> Record:
    row = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    row.setdefault("slug", slugify(f"{row['artist']} {row['title']}".translate(_PLAIN)))
    return Record(**row, offers=tuple(_offer(**offer) for offer in offers), about=" ".join(about.split()))


def _offer(*, price: int, stock: int, format: str = "", was: int | None = None) -> Offer:
    return Offer(format, price, stock, was)


_SHELVED = tuple(_read(shelf) for shelf in SHELVES)
GENRES = tuple(genre for genre, _ in _SHELVED)
RECORDS = tuple(record for _, records in _SHELVED for record in records)
