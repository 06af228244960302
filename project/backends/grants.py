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
        "SELECT": share.reads + share.writes,
        "INSERT": share.inserts + share.writes,
        "UPDATE": share.updates + share.writes,
        "DELETE": share.deletes + share.writes,
    }
    declared = {grant for privilege, names in entries.items() for name in names for grant in _named(name, privilege)}
    declared |= {_key_of(model) for name in share.inserts for model, _ in _parsed(name)}
    return {grant for grant in declared if not grant.column or Grant(grant.table, grant.privilege) not in declared}


def _named(entry: str, privilege: str) -> Iterator[Grant]:
    for model, columns in _parsed(entry):
        yield from (Grant(model._meta.db_table, privilege, column) for column in columns)


def _key_of(model: type[Model]) -> Grant:
    """An INSERT answers the new row's key, which is to read it."""
    return Grant(model._meta.db_table, "SELECT", str(model._meta.pk.column))


def _parsed(entry: str) -> Iterator[tuple[type[Model], list[str]]]:
    """Each model with the columns named of it; one empty name is the whole table."""
    parts = _ENTRY.fullmatch(entry)
    if not parts:
        raise LookupError(f'"{entry}" is neither app, nor app.model, nor app.model(column, column).')
    app, model, columns = parts["app"], parts["model"], parts["columns"]
    models = [apps.get_model(app, model)] if model else apps.get_app_config(app).get_models(include_auto_created=True)
    for one in models:
        yield one, _columns(one, columns) if columns else [""]


def _columns(model: type[Model], names: str) -> list[str]:
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    named = [name.strip() for name in names.split(",")]
    if unknown := set(named) - set(columns):
        raise LookupError(f"{model._meta.label} has no {', '.join(sorted(unknown))}.")
    return [columns[name] for name in named]
