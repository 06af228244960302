"""The database's own walls: a PostgreSQL role a backend, and one for the worker, that may do what its share says.

A role is named for its database, as `shop_web`: roles are the whole server's, and another shop may be on it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection
from psycopg import sql

from project.backends import Database
from project.backends.grants import Grant, grants

EVERYBODY = "public"  # PostgreSQL's word for all roles: what is granted to it, each of them has

_GRANTED = """
SELECT relname, privilege_type, '' FROM pg_class, aclexplode(relacl) AS acl
WHERE relnamespace = current_schema()::regnamespace AND acl.grantee = %(oid)s
UNION ALL
SELECT relname, privilege_type, attname
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid, aclexplode(attacl) AS acl
WHERE relnamespace = current_schema()::regnamespace AND acl.grantee = %(oid)s
"""
_FAULTS = """
SELECT what FROM pg_roles AS role, LATERAL (VALUES
    ('is a superuser', rolsuper),
    ('may make roles', rolcreaterole),
    ('may make databases', rolcreatedb),
    ('may replicate', rolreplication),
    ('passes by row security', rolbypassrls),
    ('is a member of another role', EXISTS (SELECT FROM pg_auth_members WHERE member = role.oid)),
    ('owns a table', EXISTS (SELECT FROM pg_class WHERE relowner = role.oid AND relkind IN ('r', 'p')))
) AS fault (what, holds) WHERE holds AND rolname = %s
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a role has yet to be given, or to lose; `kind` is the word it is counted under."""

    role: str
    kind: str
    what: str
    statement: sql.Composable


class UnsafeRole(Exception):
    """A role stands above the walls, and taking that from it is for whoever gave it."""


def role_name(name: str) -> str:
    """The role of a backend, or of the worker, in this database."""
    return f"{connection.settings_dict['NAME']}_{name}"


def differences(shares: Mapping[str, Database]) -> list[Change]:
    """Between the roles there are and the shares declared. Raises UnsafeRole, or LookupError where a share is wrong."""
    found = [*_closed_to_everybody()]
    for name, share in shares.items():
        role = role_name(name)
        if faults := [what for (what,) in _rows(_FAULTS, [role])]:
            raise UnsafeRole(f"{role} {', '.join(faults)}.")
        found += [*_made(role, share), *_granted(role, grants(share))]
    return found


def carry_out(changes: Iterable[Change]) -> None:
    """In the caller's transaction; the connection is the tables' owner's, who may make roles."""
    for change in changes:
        _run(change.statement)


def set_password(role: str, password: str) -> None:
    """Only its SCRAM verifier (RFC 5802) leaves this process, so neither wire nor server log has the password."""
    connection.ensure_connection()
    verifier = connection.connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    _run(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier.decode())))


def _closed_to_everybody() -> Iterator[Change]:
    """What every role would have had besides its own: tables, and places to make some in."""
    yield from _granted(EVERYBODY, set())
    database = sql.Identifier(str(connection.settings_dict["NAME"]))
    ((schema, creates, temporary),) = _rows(
        "SELECT current_schema(), has_schema_privilege('public', current_schema(), 'CREATE'),"
        " has_database_privilege('public', current_database(), 'TEMPORARY')"
    )
    if creates:
        statement = sql.SQL("REVOKE CREATE ON SCHEMA {} FROM PUBLIC").format(sql.Identifier(schema))
        yield Change(EVERYBODY, "revoked", "makes no tables", statement)
    if temporary:
        statement = sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database)
        yield Change(EVERYBODY, "revoked", "makes no temporary tables", statement)


def _made(role: str, share: Database) -> Iterator[Change]:
    """The role itself, and its limits."""
    name = sql.Identifier(role)
    rows = _rows("SELECT rolcanlogin, rolconnlimit, coalesce(rolconfig, '{}') FROM pg_roles WHERE rolname = %s", [role])
    login, limit, config = rows[0] if rows else (True, None, [])
    if not rows:
        yield Change(role, "made", "may sign in", sql.SQL("CREATE ROLE {} LOGIN").format(name))
    if not login:
        yield Change(role, "limited", "may sign in", sql.SQL("ALTER ROLE {} LOGIN").format(name))
    most = share.connections * share.processes
    if limit != most:
        statement = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}").format(name, sql.Literal(most))
        yield Change(role, "limited", f"{most} connections", statement)
    for setting, milliseconds in _timeouts(share).items():
        value = f"{milliseconds}ms"
        if f"{setting}={value}" not in config:
            statement = sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(setting), sql.Literal(value))
            yield Change(role, "limited", f"{setting} {value}", statement)


def _timeouts(share: Database) -> dict[str, int]:
    return {
        "statement_timeout": share.statement_timeout_ms,
        "idle_in_transaction_session_timeout": share.idle_in_transaction_ms,
    }


def _granted(role: str, wanted: set[Grant]) -> Iterator[Change]:
    """What is too much, then what is missing: with a whole table's privilege PostgreSQL takes its columns' away."""
    has = _privileges_of(role)
    revoked = has - wanted
    kept = {grant for grant in has & wanted if Grant(grant.table, grant.privilege) not in revoked}
    yield from _changes(role, "revoked", sql.SQL("REVOKE {} ON {} FROM {}"), revoked)
    yield from _changes(role, "granted", sql.SQL("GRANT {} ON {} TO {}"), wanted - kept)


def _privileges_of(role: str) -> set[Grant]:
    rows = _rows("SELECT oid FROM pg_roles WHERE rolname = %s", [role])
    if not rows and role != EVERYBODY:
        return set()
    return {Grant(*row) for row in _rows(_GRANTED, {"oid": rows[0][0] if rows else 0})}


def _changes(role: str, kind: str, statement: sql.SQL, which: set[Grant]) -> Iterator[Change]:
    """A statement a table and privilege, with all of its columns."""
    to = sql.SQL("PUBLIC") if role == EVERYBODY else sql.Identifier(role)
    for (table, privilege), group in groupby(sorted(which), key=lambda grant: (grant.table, grant.privilege)):
        columns = [grant.column for grant in group if grant.column]
        names = sql.SQL("({})").format(sql.SQL(", ").join(map(sql.Identifier, columns))) if columns else sql.SQL("")
        what = sql.SQL("{}{}").format(sql.SQL(privilege), names)
        said = f"{privilege} {table}" + (f" ({', '.join(columns)})" if columns else "")
        yield Change(role, kind, said, statement.format(what, sql.Identifier(table), to))


def _rows(query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _run(statement: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None))
