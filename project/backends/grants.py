"""What a share of the database says in words of the shop, as PostgreSQL's privileges on its tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from project.backends.manifest import Database

_ENTRY = re.compile(r"(?P<app>\w+)(\.(?P<model>\w+)(\((?P<columns>[\w, ]+)\))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One privilege, on a whole table or on one column of it."""

    table: str
    privilege: str
    column: str = ""


def grants(share: Database) -> set[Grant]:
    """Every privilege a share comes to. Raises LookupError where an entry names nothing."""
    entries = {
        "SELECT": share.reads,
        "INSERT": share.inserts + share.writes,
        "UPDATE": share.updates + share.writes,
        "DELETE": share.deletes + share.writes,
    }
    declared = {grant for privilege, names in entries.items() for name in names for grant in _named(name, privilege)}
    return declared | {Grant(grant.table, "SELECT") for grant in declared}


def _named(entry: str, privilege: str) -> Iterator[Grant]:
    parts = _ENTRY.fullmatch(entry)
    if not parts:
        raise LookupError(f'"{entry}" is neither app, nor app.model, nor app.model(column, column).')
    for model in _models(parts["app"], parts["model"]):
        for column in _columns(model, parts["columns"]):
            yield Grant(model._meta.db_table, privilege, column)


def _models(app: str, model: str | None) -> list[type[Model]]:
    return [apps.get_model(app, model)] if model else list(apps.get_app_config(app).get_models(include_auto_created=True))


def _columns(model: type[Model], columns: str | None) -> list[str]:
    """The columns named; one empty name is the whole table."""
    if columns is None:
        return [""]
    fields = {field.name: field.column for field in model._meta.concrete_fields}
    named = [name.strip() for name in columns.split(",")]
    unknown = ", ".join(sorted(set(named) - set(fields)))
    if unknown:
        raise LookupError(f"{model._meta.label} has no {unknown}.")
    return [fields[name] for name in named]
