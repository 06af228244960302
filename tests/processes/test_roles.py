"""The whole shop as an operator runs it: tables that are their owner's, and a role for each process to sign in with."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from project.backends import databases
from tests.processes import test_journey as journey
from tests.processes.server import Shop, open_shop, share_static_files
from tests.processes.shoppers import PhoneShopper, WebShopper

pytestmark = pytest.mark.postgres
PASSWORD = "the-password-of-a-role"
PASSWORDS = {f"{name.upper()}_DATABASE_PASSWORD": PASSWORD for name in databases()}


@dataclass(frozen=True)
class WalledShop(Shop):
    """Its servers sign in with their backend's role; whatever else is run does with the owner's."""

    def environment(self, backend: str = "") -> dict[str, str]:
        own = super().environment(backend)
        return own | {"DATABASE_URL": self.url_of(backend)} if backend else own

    def url_of(self, name: str) -> str:
        return url(urlsplit(self.database_url).path.removeprefix("/"), name)

    @property
    def worker(self) -> Shop:
        """For commands that are run as the worker is."""
        return Shop(self.folder, self.url_of("worker"), self.more)


def url(database: str, name: str) -> str:
    server = urlsplit(os.environ["DATABASE_URL"])
    at = f"{server.hostname}:{server.port or 5432}"
    return server._replace(netloc=f"{database}_{name}:{PASSWORD}@{at}", path=f"/{database}").geturl()


def execute(*statements: str, **names: str) -> None:
    """As the superuser of the tests; the names stand in the statements."""
    quoted = {key: sql.Identifier(name) for key, name in names.items()}
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as server:
        for statement in statements:
            server.execute(sql.SQL(statement).format(**quoted))


@pytest.fixture(scope="module")
def owned_database() -> Iterator[str]:
    """Its owner may make roles and nothing else; returns the owner's URL."""
    database = f"walled_{uuid4().hex[:16]}"
    owner = f"{database}_owner"
    execute(
        f"CREATE ROLE {{owner}} LOGIN CREATEROLE PASSWORD '{PASSWORD}'",
        "CREATE DATABASE {database} OWNER {owner}",
        database=database,
        owner=owner,
    )
    try:
        yield url(database, "owner")
    finally:
        execute("DROP DATABASE {database} WITH (FORCE)", database=database)
        for name in (*databases(), "owner"):
            execute("DROP ROLE IF EXISTS {role}", role=f"{database}_{name}")


@pytest.fixture(scope="module")
def walled(owned_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WalledShop]:
    with open_shop(tmp_path_factory.mktemp("shop"), owned_database) as shop:
        said = replace(shop, more=PASSWORDS).manage("database_roles")
        assert said.count("made, limited, password set") == len(databases())
        yield WalledShop(shop.folder, shop.database_url)


def test_a_whole_journey_goes_through_with_each_process_under_its_own_role(
    walled: WalledShop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    share_static_files(walled, tmp_path_factory.mktemp("static"))
    walled.manage("demo", "--no-images", "--verbosity", "0")
    with walled.serve("web", "mobile", "admin", "ops") as servers:
        web, mobile, admin, _ = servers
        with WebShopper(web.url) as desktop, PhoneShopper(mobile.url) as phone:
            journey.sign_up(desktop, walled)
            first = journey.buy_at_the_desktop(desktop, journey.browse_at_the_desktop(desktop))
            desktop.add(journey.browse_at_the_desktop(desktop), 2)
            phone.sign_in(journey.ADA)
            second = journey.buy_at_the_phone(phone)
        journey.find_in_the_back_office(walled, admin, first, second)
        assert roles_signed_in(walled) >= {"web", "mobile", "admin", "ops"}
        for server in servers:
            assert "permission denied" not in server.log.read_text()
    journey.find_in_the_mail(walled.worker, first, second)


def roles_signed_in(shop: WalledShop) -> set[str]:
    database = urlsplit(shop.database_url).path.removeprefix("/")
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres") as server:
        rows = server.execute("SELECT usename FROM pg_stat_activity WHERE datname = %s", [database]).fetchall()
    return {str(name).removeprefix(f"{database}_") for (name,) in rows}


@pytest.mark.parametrize(("name", "timeout"), [("web", "3s"), ("mobile", "2s"), ("ops", "2s")])
def test_who_signs_in_with_a_role_is_held_to_it(walled: WalledShop, name: str, timeout: str) -> None:
    with psycopg.connect(walled.url_of(name)) as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == (timeout,)
        assert connection.execute("SHOW idle_in_transaction_session_timeout").fetchone() == ("5s",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE customers_user SET is_staff = true")


def test_no_process_but_the_owners_can_migrate(walled: WalledShop) -> None:
    with pytest.raises(RuntimeError, match=r"permission denied|must be owner"):
        walled.worker.manage("migrate", "customers", "zero")


def test_a_role_opens_as_many_connections_as_are_its_share_and_leaves_the_others_theirs(walled: WalledShop) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as server:
        role = urlsplit(walled.url_of("ops")).username or ""
        assert server.execute("SELECT rolconnlimit FROM pg_roles WHERE rolname = %s", [role]).fetchone() == (8,)
        kept = [psycopg.connect(walled.url_of("ops")) for _ in range(8)]
        try:
            with pytest.raises(psycopg.OperationalError, match="too many connections for role"):
                psycopg.connect(walled.url_of("ops"))
            psycopg.connect(walled.url_of("web")).close()
        finally:
            for connection in kept:
                connection.close()
