"""`manage.py check_stock`: whether what is kept of stock is what its ledger says."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from core.inventory.selectors import audit_stock


class Command(BaseCommand):
    help = (
        "Compares stock with its movements, reservations and warehouses; a line for each difference, and then exit 1."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        differences = 0
        for found in audit_stock():
            differences += 1
            self.stderr.write(f"variant {found.variant_id}: {found.what}: {found.kept} kept, {found.summed} summed")
        if differences:
            sys.exit(1)
        if verbosity:
            self.stdout.write("Stock adds up.")
