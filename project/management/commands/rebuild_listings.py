"""`manage.py rebuild_listings`: all that lists are read from, made anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from core.catalog.services import ask_recounts
from project.listings import batches, count, rebuild, sweep_strays


class Command(BaseCommand):
    help = (
        "Makes what lists, facets and search are read from anew, out of the catalogue, its prices and its stock. It "
        "may be run beside an open shop, cut short, and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--product", nargs="+", default=[], metavar="SLUG", help="Only these.")

    def handle(self, *args: Any, product: list[str], verbosity: int, **options: Any) -> None:
        with tqdm(total=count(product), unit=" products", disable=None if verbosity else True) as bar:
            for ids in batches(product):
                rebuild(ids)
                bar.update(len(ids))
        if not product:
            sweep_strays()
            ask_recounts()
        if verbosity:
            self.stdout.write(f"Made {count(product):,} products' listings anew.")
