"""`manage.py database_roles`: the PostgreSQL roles that backends and worker sign in to the database with."""

import os
from collections import Counter
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction

from project import roles
from project.backends import databases

ROW = "{:<30} {:>11} {:>8} {:>8}  {}"


class Command(BaseCommand):
    help = (
        "Give each backend, and the worker, a PostgreSQL role that may do what is declared for it and nothing else. "
        "Run as the tables' owner, who may make roles, after every migrate. WEB_DATABASE_PASSWORD and its like are the "
        "roles' passwords, or --ask asks for them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; exit 1 where something differs.")
        parser.add_argument("--ask", action="store_true", help="Ask for passwords the environment does not have.")

    def handle(self, *args: Any, check: bool, ask: bool, verbosity: int, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles, and DATABASE_URL names another database.")
        passwords = {} if check else _passwords(ask=ask)
        try:
            with transaction.atomic():
                changes = roles.differences(databases())
                if not check:
                    roles.carry_out(changes)
                    for name, password in passwords.items():
                        roles.set_password(roles.role_name(name), password)
        except (roles.UnsafeRole, LookupError, DatabaseError) as error:
            raise CommandError(f"Nothing was changed: {error}".strip()) from None
        if check:
            self._show(changes)
        elif verbosity:
            self._sum_up(changes, passwords)

    def _show(self, changes: list[roles.Change]) -> None:
        for change in changes:
            self.stdout.write(f"{change.role}: to be {change.kind}: {change.what}")
        if changes:
            raise CommandError(f"{len(changes)} differences. `manage.py database_roles` carries them out.")
        self.stdout.write("Every role is as declared.")

    def _sum_up(self, changes: list[roles.Change], passwords: dict[str, str]) -> None:
        self.stdout.write(ROW.format("role", "connections", "granted", "revoked", "besides"))
        done = Counter((change.role, change.kind) for change in changes)
        for name, share in databases().items():
            role = roles.role_name(name)
            besides = [kind for kind in ("made", "limited") if done[role, kind]] + ["password set"] * (
                name in passwords
            )
            counts = share.connections * share.processes, done[role, "granted"], done[role, "revoked"]
            self.stdout.write(ROW.format(role, *counts, ", ".join(besides)).rstrip())
        if lost := done[roles.EVERYBODY, "revoked"]:
            self.stdout.write(f"Taken from everybody: {lost}")


def _passwords(*, ask: bool) -> dict[str, str]:
    """By name, of those who are to get one; a role that has none keeps what it has."""
    found = {name: os.environ.get(f"{name.upper()}_DATABASE_PASSWORD", "") for name in databases()}
    if ask:
        found |= {name: getpass(f"Password of {roles.role_name(name)}: ") for name in found if not found[name]}
    return {name: password for name, password in found.items() if password}
