"""Adding thousands of rows at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def add_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add plain rows (numbers, texts, times) to a table, by COPY where there is PostgreSQL: several times faster.

    `columns` are the model's attributes, such as `listing_id`; its defaults are not filled in.
    """
    if connection.vendor != "postgresql":
        model._default_manager.bulk_create(model(**dict(zip(columns, row, strict=True))) for row in rows)
        return
    quoted = connection.ops.quote_name
    names_of = {field.attname: quoted(str(field.column)) for field in model._meta.concrete_fields}
    names = ", ".join(names_of[column] for column in columns)
    statement = f"COPY {quoted(model._meta.db_table)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
