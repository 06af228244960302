"""What has to be true before the embedded shop can open; done again, it costs next to nothing."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.catalog import selectors as catalog


class Command(BaseCommand):
    help = "Bring the database up to date, fill an empty shop with the sample catalogue, collect the static files."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if catalog.is_empty():
            call_command("demo")
        if not settings.DEBUG:
            _collect_static()


def _collect_static() -> None:
    """Collect where a file has changed since the last time: collecting takes seconds, looking takes milliseconds."""
    kept = Path(settings.STATIC_ROOT).with_suffix(".fingerprint")
    found = _fingerprint()
    if not kept.exists() or kept.read_text() != found:
        call_command("collectstatic", verbosity=0, interactive=False)
        kept.write_text(found)


def _fingerprint() -> str:
    """A digest of every static file's name, size and time of change."""
    files = sorted((path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([]))
    stats = [(path, status.st_size, status.st_mtime_ns) for path, full in files for status in [Path(full).stat()]]
    return hashlib.sha256(repr(stats).encode()).hexdigest()
