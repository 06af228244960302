"""`manage.py backends`: who answers where, to whom, and what of the database it may touch."""

import re
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from project.backends import Database, Manifest, databases, registry
from project.contracts import committed

HEAD = ("backend", "answers at", "credential", "operations", "reads", "inserts", "updates", "deletes", "all four")
CREDENTIALS = {
    "session": "cookie `{auth.session_cookie}` (over https `__Host-{auth.session_cookie}`)",
    "token": "`Authorization: Bearer`",
    "none": "none",
}


class Command(BaseCommand):
    help = "One table of all backends, and the worker, as their manifests declare them. It is Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(table())


def table() -> str:
    """In Markdown, a row a backend, and one for the worker, which answers nobody."""
    rows = [HEAD, tuple("---" for _ in HEAD)]
    rows += [(*_of(manifest), *_touched(manifest.database)) for manifest in registry().values()]
    rows.append(("worker", "", "", "", *_touched(databases()["worker"])))
    return "\n".join(f"| {' | '.join(cells)} |".replace("  ", " ") for cells in rows)


def _of(manifest: Manifest) -> tuple[str, str, str, str]:
    prefixes = ", ".join(f"`{prefix}`" for prefix in manifest.prefix)
    return manifest.name, prefixes, CREDENTIALS[manifest.auth.kind].format(auth=manifest.auth), _operations(manifest)


def _operations(manifest: Manifest) -> str:
    """How many its contract has; a backend without a contract is for people and probes."""
    if not manifest.contract:
        return ""
    paths = yaml.safe_load(committed(manifest))["paths"]
    return f"{sum(map(len, paths.values()))} in `{manifest.contract.file}`"


def _touched(share: Database) -> tuple[str, ...]:
    """Tables, as the manifest names them; of some only the columns that stand there: `customers.user(…)`."""
    kinds = (share.reads, share.inserts, share.updates, share.deletes, share.writes)
    return tuple(", ".join(re.sub(r"\(.*\)", "(…)", name) for name in names) for names in kinds)
