"""`manage.py export_products`: the shop's products as a Shopify product CSV."""

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.imports.services import export_products
from core.shared.spreadsheets import csv_lines


class Command(BaseCommand):
    help = "Writes every priced product into a Shopify product CSV file, which import_products reads back the same."

    def add_arguments(self, parser: CommandParser) -> None:
        currencies = settings.SHOP_CURRENCIES
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--currency", default=currencies[0], help=f"Of the prices: {', '.join(currencies)}.")
        parser.add_argument(
            "--origin", default="http://127.0.0.1:8000", help="Where the shop's own pictures are (%(default)s)."
        )

    def handle(self, *args: Any, file: str, currency: str, origin: str, verbosity: int, **options: Any) -> None:
        if currency not in settings.SHOP_CURRENCIES:
            raise CommandError(f"This shop does not sell in {currency}: {', '.join(settings.SHOP_CURRENCIES)}.")
        rows = export_products(currency=currency, address=lambda name: urljoin(origin, default_storage.url(name)))
        try:
            with Path(file).open("w", encoding="utf-8", newline="") as written:
                count = sum(1 for line in csv_lines(rows) if written.write(line)) - 2  # but its mark and its headers
        except OSError as error:
            raise CommandError(f"{file}: it cannot be written: {error.strerror}.") from None
        if verbosity:
            self.stdout.write(f"{file}: {count:,} rows.")
