"""`manage.py contract`: whether each backend still is what its committed contract says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from project.contracts import committed, contracts, generated
from project.contracts import write as write_contract


class Command(BaseCommand):
    help = "Compares each backend's code with its committed OpenAPI contract; --write brings the contract up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="Write the contracts anew.")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        drifted = [manifest for manifest in contracts().values() if generated(manifest) != committed(manifest)]
        for manifest in drifted if write else []:
            write_contract(manifest)
            self.stdout.write(f"{manifest.name}: written anew")
        if drifted and not write:
            names = ", ".join(manifest.name for manifest in drifted)
            raise CommandError(f"Code and contract differ: {names}. Look at the difference, then: contract --write")
