"""A whole file, batch by batch; each batch and how far that brings the import is one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from core.imports.reading.source import Progress, Source
from core.imports.rules.products import read_product
from core.imports.services.batches import Outcome, find_shelves, write_items
from core.imports.services.pictures import owe_pictures, picture_remarks
from core.imports.services.runs import advance_run, begin_run, finish_run
from core.imports.types import Group, Item, Remark, RowFault, Run, Summary, Tally

MOST_PRODUCTS = 500  # in a batch
MOST_ROWS = 2000
MOST_CHARACTERS = 1 << 22


def import_source(
    *,
    source: Source,
    currency: str,
    rehearse: bool,
    report: Callable[[Sequence[Remark]], None],
    progress: Progress,
    now: datetime,
) -> Summary:
    """Bring a file's products into the catalogue, or rehearse that and take every batch back.

    A product is imported whole or not at all; what is wrong goes to `report`, by line. An import of the same content
    that was cut short is gone on with. Raises FileRefused, ImportOvertaken.
    """
    importing = _Importing(source, currency, rehearse, now)
    resumed_at = importing.run.position
    report(source.remarks)
    for groups in _batches(source.groups("Rehearsing" if rehearse else "Importing", progress)):
        report(importing.batch(groups))
    if not rehearse:
        finish_run(run=importing.run, now=now)
    return Summary(importing.rows, importing.run.tally, resumed_at)


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Some hundred products each, and never more text than memory is meant to hold."""
    batch: list[Group] = []
    rows = size = 0
    for group in groups:
        batch.append(group)
        rows += len(group.rows)
        size += group.size
        if len(batch) >= MOST_PRODUCTS or rows >= MOST_ROWS or size >= MOST_CHARACTERS:
            yield batch
            batch, rows, size = [], 0, 0
    if batch:
        yield batch


class _Importing:
    """One import under way. `shelves` has the ids of categories met so far, by slug."""

    def __init__(self, source: Source, currency: str, rehearse: bool, now: datetime) -> None:
        self._source = source
        self._currency = currency
        self._rehearse = rehearse
        self._now = now
        self._shelves: dict[str, int] = {}
        self.rows = 0
        digest = source.survey.digest
        self.run = Run(0) if rehearse else begin_run(file_name=source.name, digest=digest, currency=currency, now=now)

    def batch(self, groups: Sequence[Group]) -> list[Remark]:
        """Read and write some products; returns what is to be said of them, by line."""
        self.rows = max(group.position for group in groups)
        remarks, items, refused = list[Remark](), list[Item](), 0
        for group in groups:
            item, said = self._read(group)
            remarks += said
            if group.position > self.run.position:  # an earlier run has dealt with the others
                items += [item] if item else []
                refused += item is None
        if self.rows > self.run.position:
            remarks += self._refusals(items, self._write(items, refused))
            remarks += picture_remarks(items=items, column=self._source.columns.name("image"))
        return sorted(remarks, key=lambda remark: remark.line)

    def _read(self, group: Group) -> tuple[Item | None, list[Remark]]:
        """What goes for a product alone, and what only shows beside the rest of the file."""
        if scattered := self._scattered(group):
            return None, [*group.remarks, scattered]
        item, remarks = read_product(group, self._source.columns, currency=self._currency)
        taken = self._taken_skus(item) if item else []
        return None if taken else item, [*remarks, *taken]

    def _scattered(self, group: Group) -> Remark | None:
        line = group.rows[0].line if group.key and group.rows else 0
        other = self._source.seen.elsewhere(group.key, line) if line else None
        column = self._source.columns.name("handle")
        return Remark(line, RowFault.HANDLE_SCATTERED, group.key, column, group.key, str(other)) if other else None

    def _taken_skus(self, item: Item) -> list[Remark]:
        seen, column = self._source.seen, self._source.columns.name("sku")
        return [
            Remark(offer.line, RowFault.SKU_TWICE, item.draft.slug, column, offer.sku, str(other))
            for offer in item.offers
            if (other := seen.add_sku(offer.sku, offer.line))
        ]

    def _write(self, items: Sequence[Item], refused: int) -> Outcome:
        how = {"currency": self._currency, "reference": f"import {self._source.name}"[:80]}
        with transaction.atomic():
            shelves = find_shelves(items=items, known=self._shelves)
            outcome = write_items(items=items, shelves=shelves, now=self._now, **how)
            owe_pictures(items=items, run_id=self.run.id, now=self._now)
            done = outcome.tally + Tally(refused=refused)
            if self._rehearse:
                self.run = replace(self.run, position=self.rows, tally=self.run.tally + done)
                transaction.set_rollback(True)
            else:
                here = len(outcome.refused)
                self.run = advance_run(run=self.run, position=self.rows, done=done, refused_here=here)
        self._shelves = {} if self._rehearse else shelves
        return outcome

    def _refusals(self, items: Sequence[Item], outcome: Outcome) -> Iterator[Remark]:
        """What the shop refused, on the line of the SKU that is the matter, else on the product's first."""
        for item in items:
            if error := outcome.refused.get(item.draft.slug):
                sku = error.details.get("sku", "")
                line = next((offer.line for offer in item.offers if offer.sku == sku), item.offers[0].line)
                column = self._source.columns.name("sku") if sku else ""
                detail = ", ".join(f"{name}: {value}" for name, value in error.details.items())
                yield Remark(line, error.code, item.draft.slug, column, sku, detail)
