"""Least privilege: what a backend has no business with, PostgreSQL itself refuses to it.

That each may do what it needs is shown by all other tests, whose requests are served under these roles: tests/roles.py.
"""

import re
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from core.customers.models import User
from project.backends import databases
from project.backends.grants import grants
from project.roles import role_name
from tests.personas import make_customer
from tests.roles import acting_as

on_postgres = [pytest.mark.postgres, pytest.mark.django_db]

SHOPPERS = {
    "makes a user staff": "UPDATE customers_user SET is_staff = true",
    "makes a user a superuser": "UPDATE customers_user SET is_superuser = true",
    "signs up as staff": "INSERT INTO customers_user (is_staff) SELECT true WHERE false",
    "gives a user a role": "INSERT INTO customers_user_groups SELECT * FROM customers_user_groups",
    "deletes a user": "DELETE FROM customers_user",
    "changes a price": "UPDATE pricing_price SET amount = 1",
    "adds a price": "INSERT INTO pricing_price SELECT * FROM pricing_price WHERE false",
    "makes a group pay its own prices": "UPDATE customers_customergroup SET priced_in = '[]'",
    "says that prices are without tax": "UPDATE pricing_pricelist SET tax_included = false",
    "changes a listed price": "UPDATE catalog_listing SET price = 1",
    "raises a coupon's limit": 'UPDATE promotions_coupon SET "limit" = 1000',
    "counts stock": "UPDATE inventory_stock SET unlimited = true",
    "changes what was ordered": "UPDATE orders_orderline SET quantity = 1",
    "changes what an order comes to": "UPDATE orders_order SET total = 0",
    "deletes an order": "DELETE FROM orders_order",
    "writes the ledger over": "UPDATE payments_ledgerentry SET amount = 0",
    "takes from the ledger": "DELETE FROM payments_ledgerentry",
    "takes from the movements of stock": "DELETE FROM inventory_movement",
    "reads the secrets of webhooks": "SELECT secret FROM webhooks_subscription",
    "has webhooks sent elsewhere": "UPDATE webhooks_subscription SET url = 'https://elsewhere.example'",
    "reads the audit log": "SELECT details FROM audit_record",
    "takes from the audit log": "DELETE FROM audit_record",
    "reads the mails": "SELECT * FROM notifications_mail",
    "reads the outbox": "SELECT payload FROM outbox_outboxevent",
    "reads the back office's history": "SELECT * FROM django_admin_log",
}
ALL = {
    "writes the ledger over": "UPDATE payments_ledgerentry SET amount = 0",
    "takes from the ledger": "DELETE FROM payments_ledgerentry",
    "makes a table": "CREATE TABLE mine (id int)",
    "makes a temporary table": "CREATE TEMPORARY TABLE mine (id int)",
    "adds a column": "ALTER TABLE carts_cart ADD COLUMN mine int",
    "empties a table": "TRUNCATE carts_cartline",
    "drops a table": "DROP TABLE carts_cartline",
    "forges what was migrated": "INSERT INTO django_migrations SELECT * FROM django_migrations WHERE false",
    "takes a table over": "ALTER TABLE customers_user OWNER TO CURRENT_USER",
    "makes a function": "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
}
REFUSED: dict[str, dict[str, str]] = {
    "web": SHOPPERS
    | ALL
    | {
        "reads phones' refresh tokens": "SELECT refresh_hash FROM mobile_api_refreshfamily",
        "renews a phone's sign-in": "UPDATE mobile_api_refreshfamily SET refresh_hash = ''",
        "reads phones' guest tokens": "SELECT token_hash FROM mobile_api_installation",
    },
    "mobile": SHOPPERS | ALL,
    "admin": ALL
    | {
        "takes from the audit log": "DELETE FROM audit_record",
        "changes what was ordered": "UPDATE orders_orderline SET quantity = 1",
        "takes from the movements of stock": "DELETE FROM inventory_movement",
        "renews a phone's sign-in": "UPDATE mobile_api_refreshfamily SET refresh_hash = ''",
        "writes a mail over": "UPDATE notifications_mail SET text = ''",
    },
    "ops": ALL
    | {
        "reads a user": "SELECT email FROM customers_user",
        "reads a session": "SELECT * FROM django_session",
        "settles a payment": "UPDATE payments_payment SET status = 'captured'",
        "reads an order": "SELECT * FROM orders_order",
    },
    "worker": ALL
    | {
        "reads a session": "SELECT * FROM django_session",
        "reads a refresh token": "SELECT refresh_hash FROM mobile_api_refreshfamily",
        "changes a password": "UPDATE customers_user SET password = ''",
        "writes the audit log": "INSERT INTO audit_record SELECT * FROM audit_record WHERE false",
        "changes a price": "UPDATE pricing_price SET amount = 1",
    },
}
CASES = [
    pytest.param(name, query, id=f"{name} {what}")
    for name, queries in REFUSED.items()
    for what, query in queries.items()
]


def attempt(query: str) -> None:
    """Undone in any case."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query)
        transaction.set_rollback(True)


class TestWhatIsRefused:
    pytestmark = on_postgres

    @pytest.mark.parametrize(("name", "query"), CASES)
    def test_postgresql_refuses_it_to_the_role_and_not_to_the_owner(self, name: str, query: str) -> None:
        with acting_as(name), pytest.raises(ProgrammingError) as refusal:
            attempt(query)
        assert isinstance(refusal.value.__cause__, InsufficientPrivilege)
        attempt(query)

    def test_who_signs_up_or_changes_a_password_is_no_staff_and_stays_what_they_were(self) -> None:
        """The twin of the refusals above: Django would name every column, and be refused all of it."""
        with acting_as("web"):
            user = make_customer("ada@example.org")
            user.set_password("another-horse-7")
            user.save()
        assert not User.objects.get(pk=user.pk).is_staff
        with acting_as("web"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            make_customer("eve@example.org", is_staff=True)
        user.is_superuser = True
        with acting_as("web"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            user.save()

    def test_what_is_written_into_the_audit_log_is_not_written_over_by_its_owner_either(self) -> None:
        with pytest.raises(Exception, match="The audit log is only added to"):
            attempt("UPDATE audit_record SET event = 'viewed'")


# --- The command ----------------------------------------------------------------------------------


def database_roles(*options: str) -> str:
    said = StringIO()
    call_command("database_roles", *options, stdout=said)
    return said.getvalue()


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


class TestTheCommand:
    pytestmark = on_postgres

    def test_run_again_it_changes_nothing(self) -> None:
        assert re.search(r"_web +64 +0 +0\n", database_roles())
        assert database_roles("--check") == "Every role is as declared.\n"

    @pytest.mark.parametrize(
        ("drift", "difference"),
        [
            ("GRANT UPDATE ON pricing_price TO {}", "revoked: UPDATE pricing_price"),
            ("GRANT UPDATE (is_staff) ON customers_user TO {}", "revoked: UPDATE customers_user (is_staff)"),
            ("GRANT SELECT ON webhooks_subscription TO PUBLIC", "revoked: SELECT webhooks_subscription"),
            ("REVOKE INSERT ON orders_order FROM {}", "granted: INSERT orders_order"),
            ("GRANT UPDATE ON promotions_coupon TO {}", "revoked: UPDATE promotions_coupon"),
            ("ALTER ROLE {} CONNECTION LIMIT -1", "limited: 64 connections"),
            ("ALTER ROLE {} RESET statement_timeout", "limited: statement_timeout 3000ms"),
            ("ALTER ROLE {} RESET idle_in_transaction_session_timeout", "limited: idle_in_transaction_session_timeout"),
        ],
    )
    def test_whatever_has_been_changed_by_hand_is_told_and_taken_back(self, drift: str, difference: str) -> None:
        execute(drift.format(role_name("web")))
        said = StringIO()
        with pytest.raises(CommandError, match="differences"):
            call_command("database_roles", "--check", stdout=said)
        assert difference in said.getvalue()
        database_roles()
        assert database_roles("--check") == "Every role is as declared.\n"

    @pytest.mark.parametrize("power", ["SUPERUSER", "CREATEROLE", "CREATEDB", "BYPASSRLS", "REPLICATION"])
    def test_a_role_that_stands_above_the_walls_is_refused(self, power: str) -> None:
        execute(f"ALTER ROLE {role_name('web')} {power}")
        with pytest.raises(CommandError, match=r"Nothing was changed: .*_web (is|may|passes)"):
            database_roles()

    def test_a_role_that_has_another_ones_rights_is_refused(self) -> None:
        execute(f"GRANT {role_name('admin')} TO {role_name('web')}")
        with pytest.raises(CommandError, match="is a member of another role"):
            database_roles("--check")

    def test_a_password_is_kept_as_its_verifier_and_said_nowhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        queries: list[str] = []

        def note(execute: Any, query: Any, *rest: Any) -> Any:
            queries.append(str(query))
            return execute(query, *rest)

        monkeypatch.setenv("WEB_DATABASE_PASSWORD", "canary-in-the-mine")
        with connection.execute_wrapper(note):
            said = database_roles()
        assert "password set" in said
        assert "canary" not in said + "".join(queries)
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [role_name("web")])
            assert cursor.fetchone()[0].startswith("SCRAM-SHA-256$")


def test_sqlite_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "sqlite")
    with pytest.raises(CommandError, match=r"^Only PostgreSQL has roles, and DATABASE_URL names another database\.$"):
        call_command("database_roles")


# --- The manifests --------------------------------------------------------------------------------


def test_every_table_is_somebodys() -> None:
    """A new one is declared in the manifests of those who need it, or named here as the owner's alone."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    declared = {grant.table for share in databases().values() for grant in grants(share)}
    assert tables - declared == set()


def test_no_backend_is_declared_to_write_what_is_only_added_to() -> None:
    standing = {"payments_ledgerentry", "inventory_movement", "orders_orderevent"}
    for name, share in databases().items():
        touched = {(grant.table, grant.privilege) for grant in grants(share)}
        assert not touched & {(table, privilege) for table in standing for privilege in ("UPDATE", "DELETE")}, name
