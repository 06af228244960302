"""`manage.py work`: the background worker."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from project.worker import run_forever, run_once


class Command(BaseCommand):
    help = "Relays the outbox: e-mail and whatever else follows from what happened. Ctrl-C stops it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then stop.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            while run_once():
                pass
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        run_forever(stop)
