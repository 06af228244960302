"""Who is asking, on the phone's screens and actions: `Authorization: Bearer` with an access or a guest token."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from core.customers.selectors import customer_of
from core.customers.types import Customer, Guest, Principal
from core.shared.errors import DomainError
from mobile_api.tokens import bearer_token, looks_like_access_token, resolve_access, resolve_guest


class TokenRequired(DomainError):
    """This needs a guest or customer token, and none was sent."""

    code = "token_required"


class InvalidToken(DomainError):
    """A token was sent that is not, or no longer, worth anything here."""

    code = "invalid_token"


@dataclass(frozen=True, slots=True)
class Caller:
    """What a view finds as `request.auth`. The principal is None where no token was sent."""

    principal: Principal | None

    @property
    def known(self) -> Principal:
        """The principal; raises TokenRequired where there is none."""
        if self.principal is None:
            raise TokenRequired
        return self.principal


class PhoneRequest(HttpRequest):
    """For annotation: the request as a view behind one of the two callables below gets it."""

    auth: Caller


class OpenToAll(HttpBearer):
    """No token is needed, but one that was sent is checked. Raises InvalidToken. At most one SQL statement."""

    def __call__(self, request: HttpRequest) -> Caller:
        token = bearer_token(request)
        return self.authenticate(request, token) if token is not None else Caller(None)

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        principal = principal_of(request)
        if principal is None:
            raise InvalidToken
        return Caller(principal)


class TokenNeeded(OpenToAll):
    """A guest's or customer's token is needed. Raises TokenRequired or InvalidToken."""

    def __call__(self, request: HttpRequest) -> Caller:
        caller = super().__call__(request)
        if caller.principal is None:
            raise TokenRequired
        return caller


open_to_all = OpenToAll()
token_needed = TokenNeeded()


def principal_of(request: HttpRequest) -> Principal | None:
    """Whose token was sent, None where it is nobody's. Looked up once a request. The manifest's `principal`."""
    kept = request.__dict__
    if "principal" not in kept:
        token = bearer_token(request)
        kept["principal"] = _owner(token) if token else None
    principal: Principal | None = kept["principal"]
    return principal


def _owner(token: str) -> Principal | None:
    return _customer(token) if looks_like_access_token(token) else _guest(token)


def _customer(token: str) -> Customer | None:
    family = resolve_access(token, timezone.now())
    return customer_of(family.customer) if family else None


def _guest(token: str) -> Guest | None:
    guest_id = resolve_guest(token)
    return Guest(id=guest_id) if guest_id else None
