"""What products are found by, kept in step with them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import batched, chain

from django.db import transaction

from core.catalog.models import SearchDocument
from core.catalog.search import vocabulary
from core.catalog.search.words import spellings, words

MOST_WORDS = 300  # different ones of a column; the rest is not searched
LONGEST_TEXT = 20_000
BATCH = 1000
END = "|"  # of a product's own title, where there are others; no query has it

_NAMES = ("title", "brand", "keywords")
_COLUMNS = (*_NAMES, "text")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a product is to be found by. `keywords` are whatever names it besides: tags, kinds, SKUs, barcodes.

    `other_titles` are those in other languages; they count as much as its own.
    """

    product_id: int
    title: str
    brand: str
    keywords: Sequence[str]
    text: str
    other_titles: Sequence[str] = ()


@transaction.atomic
def index(*, entries: Iterable[Entry]) -> None:
    """Make some products findable, or by other words than before; the same again writes nothing.

    Called in the transaction of the change by whoever holds the products' listings, so that no two index one product
    at once. A few statements a thousand entries; one of them where nothing has changed.
    """
    for batch in batched(entries, BATCH, strict=False):
        _index({entry.product_id: _document(entry) for entry in batch})


@transaction.atomic
def forget(*, product_ids: Collection[int]) -> None:
    """Make some products unfindable, in the transaction of the change, as `index`."""
    for batch in batched(sorted(product_ids), BATCH, strict=False):
        rows = SearchDocument.objects.in_bulk(batch)
        SearchDocument.objects.filter(pk__in=rows).delete()
        _count(before=rows.values(), after=())


def _index(documents: dict[int, SearchDocument]) -> None:
    rows = SearchDocument.objects.in_bulk(documents)
    changed = [new for pk, new in sorted(documents.items()) if pk not in rows or _columns(rows[pk]) != _columns(new)]
    if changed:
        SearchDocument.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["product"], update_fields=_COLUMNS
        )
        _count(before=[rows[new.pk] for new in changed if new.pk in rows], after=changed)


def _count(*, before: Iterable[SearchDocument], after: Iterable[SearchDocument]) -> None:
    changes = Counter(chain.from_iterable(map(_names, after)))
    changes.subtract(chain.from_iterable(map(_names, before)))
    vocabulary.count({word: more for word, more in changes.items() if more and vocabulary.belongs(word)})


def _names(row: SearchDocument) -> list[str]:
    return [word for word in f"{row.title}{row.brand}{row.keywords}".split() if word != END]


def _columns(row: SearchDocument) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in _COLUMNS)


def _document(entry: Entry) -> SearchDocument:
    keywords = "\n".join(entry.keywords)
    names = f"{entry.title}\n{entry.brand}\n{keywords}"
    others = words("\n".join(entry.other_titles))
    found = (
        (*words(entry.title), *((END, *others) if others else ())),
        words(entry.brand),
        (*words(keywords), *spellings(names)),
        words(entry.text[:LONGEST_TEXT]),
    )
    row, taken = SearchDocument(product_id=entry.product_id), set[str]()
    for column, some in zip(_COLUMNS, found, strict=True):
        new = [word for word in dict.fromkeys(some) if word not in taken][:MOST_WORDS]
        taken.update(new)
        setattr(row, column, f" {' '.join(new)} " if new else "")
    return row
