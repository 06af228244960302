"""One intention, however often it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.shared.errors import DomainError

type Result = dict[str, Any]

KEY_PATTERN = "^[!-~]{1,200}$"  # visible ASCII characters; read alike by Python and ECMA 262, as contracts say it


@dataclass(frozen=True, slots=True)
class Intention:
    """What a client means to do once.

    `principal` is a principal's key, `client` the backend's name, `operation` the use case, `key` the client's own
    Idempotency-Key, and `data` what was asked, of which a hash is kept.
    """

    principal: str
    client: str
    operation: str
    key: str
    data: Mapping[str, Any]


class KeyRequired(DomainError):
    """This use case may not be tried without a key."""

    code = "idempotency_key_required"


class KeyInvalid(DomainError):
    """A key is 1 to 200 visible ASCII characters."""

    code = "idempotency_key_invalid"


class KeyInFlight(DomainError):
    """The first attempt with this key has not ended yet."""

    code = "idempotency_key_in_flight"


class KeyReused(DomainError):
    """This key came with another request before."""

    code = "idempotency_key_reused"
