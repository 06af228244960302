"""`manage.py import_products`: a merchant's Shopify export becomes this shop's catalogue."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from tqdm import tqdm

from core.imports.reading.encodings import encoding_name, known_encoding
from core.imports.reading.source import MAX_BYTES, Progress, Source, open_source
from core.imports.report import Report
from core.imports.services import import_source
from core.imports.types import FileRefused, ImportOvertaken, Summary
from core.imports.wording import file_sentence

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


class Command(BaseCommand):
    help = (
        "Imports products from a Shopify product CSV file, with its current headers or older ones. A product is known "
        "by its handle: importing a file again brings its products up to date. What is wrong is listed by row in a "
        "report, and the products concerned are left out. Exit code 0: all was imported; 2: some products were left "
        "out; 1: the file cannot be read and nothing was changed, or the import was cut short and goes on where it was "
        "when it is run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        currencies = settings.SHOP_CURRENCIES
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Do everything, then take it back; report the same.")
        parser.add_argument("--report", metavar="FILE", help="Where faults go; <name>-report.csv here if not given.")
        parser.add_argument("--currency", default=currencies[0], help=f"What prices are in: {', '.join(currencies)}.")
        parser.add_argument("--encoding", help="How the file is encoded, where that is found out wrongly.")
        parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, help="Refuse a larger file (%(default)s).")

    def handle(
        self,
        *args: Any,
        file: str,
        dry_run: bool,
        report: str | None,
        currency: str,
        encoding: str | None,
        max_bytes: int,
        verbosity: int,
        **options: Any,
    ) -> None:
        _check_currency(currency)
        codec = _codec(encoding)
        began = time.monotonic()
        with (
            _one_line(file),
            _bar(shown=verbosity > 0) as progress,
            open_source(file, encoding=codec, max_bytes=max_bytes, progress=progress) as source,
            _report(report, file) as told,
        ):
            summary = import_source(
                source=source,
                currency=currency,
                rehearse=dry_run,
                report=told.add,
                progress=progress,
                now=timezone.now(),
            )
        if verbosity:
            self.stdout.write(_account(source, summary, told, dry_run, time.monotonic() - began))
        _check_whole(summary.tally.refused, told)


def _check_currency(currency: str) -> None:
    if currency not in settings.SHOP_CURRENCIES:
        raise CommandError(f"This shop does not sell in {currency}: {', '.join(settings.SHOP_CURRENCIES)}.")


def _codec(name: str | None) -> str | None:
    codec = known_encoding(name) if name else None
    if name and codec is None:
        raise CommandError(f"There is no encoding {name}.")
    return codec


def _report(path: str | None, file: str) -> Report:
    """Opened before anything is written, so that an import never ends without a word of what it left out."""
    report = Path(path or f"{Path(file).stem}-report.csv")
    try:
        if report.exists() and os.path.samefile(report, file):
            raise CommandError(f"{report}: the report would replace the file itself.")
        return Report(report)
    except OSError as error:
        raise CommandError(f"{report}: the report cannot be written: {error.strerror}.") from None


@contextmanager
def _bar(*, shown: bool) -> Iterator[Progress]:
    """A bar a stage on a terminal, nothing elsewhere."""
    bars: dict[str, tqdm[Any]] = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(total=total, desc=stage, unit="B", unit_scale=True, disable=None if shown else True)
        bars[stage].update(done - bars[stage].n)

    try:
        yield progress
    finally:
        for bar in bars.values():
            bar.close()


@contextmanager
def _one_line(file: str) -> Iterator[None]:
    """Whatever ends an import is said in one line."""
    try:
        yield
    except FileRefused as refusal:
        raise CommandError(f"{file}: {file_sentence(refusal)} Nothing was imported.") from None
    except ImportOvertaken:
        raise CommandError(f"{file}: another import of this file has gone on from here; this one stops.") from None
    except (DatabaseError, sqlite3.Error, OSError) as error:  # sqlite3: what has been seen is kept on disk too
        reason = str(error).partition("\n")[0]
        raise CommandError(f"{file}: the import was cut short ({reason}). Run it again to go on.") from error


def _account(source: Source, summary: Summary, report: Report, dry_run: bool, seconds: float) -> str:
    """What a merchant wants to know at the end."""
    tally, encoding = summary.tally, encoding_name(source.survey.encoding)
    separator = _DELIMITERS.get(source.dialect.delimiter, repr(source.dialect.delimiter))
    lines = [
        f"{source.name}: {summary.rows:,} rows ({encoding}, separated by {separator}) in {seconds:.1f} s.",
        f"Products: {tally.created:,} new, {tally.updated:,} changed, {tally.unchanged:,} already so, "
        f"{tally.refused:,} left out.",
    ]
    if summary.resumed_at:
        lines.append(f"An import that was cut short after row {summary.resumed_at:,} was gone on with.")
    if dry_run:
        lines.append("This was a dry run: nothing was written.")
    if report.counts:
        lines.append(f"{report.faults:,} faults and {report.notices:,} notices: {report.path}")
    return "\n".join(lines)


def _check_whole(refused: int, report: Report) -> None:
    """Other programs are told by the exit code that some products were left out."""
    if refused:
        noun = "product was" if refused == 1 else "products were"
        raise CommandError(f"{refused:,} {noun} left out, for the reasons in {report.path}", returncode=2)
