"""The shape of a `backend.toml`: what one client's backend says of itself, once."""

import tomllib
from pathlib import Path
from typing import Literal, Self

from limits import parse
from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError, field_validator, model_validator


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Auth(_Table):
    """How this backend's users prove who they are. Cookie names are bare; https adds `__Host-`."""

    kind: Literal["session", "token", "none"]
    session_cookie: str = ""
    csrf_cookie: str = ""

    @model_validator(mode="after")
    def _session_needs_cookies(self) -> Self:
        if (self.kind == "session") != bool(self.session_cookie and self.csrf_cookie):
            raise ValueError("session_cookie and csrf_cookie go with kind = 'session', and only with it")
        return self


class Limits(_Table):
    """What one request may cost: bytes of its parts, how deep its body is nested, how many names and items it has."""

    body_bytes: PositiveInt
    query_bytes: PositiveInt
    header_bytes: PositiveInt
    depth: PositiveInt
    keys: PositiveInt


class Rate(_Table):
    """How often one address, or one customer or guest, may ask for what begins with one of `paths`.

    `limit` is as the library `limits` reads it. A `shared` one is counted for all processes together, where they have a
    Redis for it; every other in each process, without asking anybody.
    """

    limit: str
    per: Literal["address", "principal"]
    methods: tuple[Literal["GET", "POST", "PUT", "PATCH", "DELETE"], ...] = ()
    paths: tuple[str, ...] = ("/",)
    shared: bool = False

    @field_validator("limit")
    @classmethod
    def _can_be_read(cls, value: str) -> str:
        parse(value)  # raises ValueError
        return value

    def covers(self, method: str, path: str) -> bool:
        return path.startswith(self.paths) and (not self.methods or method in self.methods)


class Database(_Table):
    """A share of PostgreSQL, which `manage.py database_roles` makes a role of.

    It may hold `connections` a process, of at most so many `processes`. The tables it may touch are named as `app`,
    `app.model`, or `app.model(column, column)` for some columns alone; `writes` is to read, insert, update and delete.
    """

    connections: PositiveInt
    processes: PositiveInt
    statement_timeout_ms: PositiveInt
    idle_in_transaction_ms: PositiveInt
    reads: tuple[str, ...] = ()
    inserts: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    deletes: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


class Images(_Table):
    """Widths, in CSS pixels times density, this client asks renditions in."""

    widths: tuple[PositiveInt, ...]


class Contract(_Table):
    """Where the committed OpenAPI document is, and where it is served."""

    file: str
    url: str
    docs: str


class Manifest(_Table):
    """One backend. `prefix` lists the URL prefixes that are its own where one host serves all.

    What begins with one of `public` answers on every host, whatever `host` says. `features` are those of the browser
    that its pages may use (Permissions Policy). `principal` says who a request is from, `refusal` words what is refused
    to it before a view has begun: both are callables by their dotted names.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    framework: Literal["drf", "ninja", "django"]
    namespace: str
    host: str = ""
    prefix: tuple[str, ...]
    public: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    package: str
    auth: Auth
    principal: str = ""
    refusal: str = "project.problems.refuse"
    limits: Limits
    rates: dict[str, Rate] = Field(default_factory=dict)
    budgets: dict[str, PositiveInt] = Field(default_factory=dict)
    database: Database
    images: Images | None = None
    contract: Contract | None = None


class Worker(_Table):
    """What the background worker declares: it answers nobody, so it is no backend."""

    database: Database


def read_manifest(path: Path) -> Manifest:
    """Read a backend's declaration. Raises as `_read` does."""
    return _read(Manifest, path, package=_package_of(path))


def read_worker(path: Path) -> Worker:
    """Read the worker's declaration. Raises as `_read` does."""
    return _read(Worker, path)


def _read[Declared: BaseModel](kind: type[Declared], path: Path, **known: str) -> Declared:
    """Raises SystemExit with one line that names the file and the key where it is not well-formed."""
    try:
        return kind.model_validate({**known, **tomllib.loads(path.read_text())})
    except tomllib.TOMLDecodeError as error:
        raise SystemExit(f"{path.name} of {path.parent.name}: {error}") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise SystemExit(f"{path.name} of {path.parent.name}: {faults}") from None


def _package_of(path: Path) -> str:
    return "project" if path.parent.name == "backends" else path.parent.name
