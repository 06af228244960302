"""`manage.py check_listings`: whether lists say what the catalogue does."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from core.catalog.services import wrong_censuses
from project.listings import batches, count, divergences, strays


class Command(BaseCommand):
    help = (
        "Compares every row that lists, facets and search are read from with what the catalogue, its prices and its "
        "stock say, and changes nothing. Each divergence is a line; `rebuild_listings` mends it. It may be run beside "
        "an open shop. Exit code 0: there is none; 1: there are some."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--product", nargs="+", default=[], metavar="SLUG", help="Only these.")

    def handle(self, *args: Any, product: list[str], verbosity: int, **options: Any) -> None:
        found = 0
        with tqdm(total=count(product), unit=" products", disable=None if verbosity else True) as bar:
            for line in self._lines(product, bar):
                self.stdout.write(line)
                found += 1
        if found:
            raise CommandError(f"{found:,} divergences. `manage.py rebuild_listings` mends them.")
        if verbosity:
            self.stdout.write(f"{count(product):,} products: no divergence.")

    def _lines(self, slugs: list[str], bar: Any) -> Iterator[str]:
        for ids in batches(slugs):
            yield from map(str, divergences(ids))
            bar.update(len(ids))
        if not slugs:
            yield from strays()
            yield from wrong_censuses()
