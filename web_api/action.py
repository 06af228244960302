"""A thing the shopper does: said in JSON to its own URL, or by a form of the page it is done on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django.utils import timezone
from rest_framework.request import Request

from core.customers.types import Customer, Guest, Principal
from core.idempotency.services import once
from core.idempotency.types import Intention, KeyRequired, Result
from web_api.authentication import GUEST_KEY
from web_api.strict import NoParams, Strict
from web_api.view import ShopView
from web_api.visit import Visit, visit_of


@dataclass(frozen=True, slots=True)
class Action:
    """`run` calls one service of core; its result is kept with the key, and answered again on a repeat.

    `then` does what has to follow outside its transaction, on a repeat as well; what it answers is what is answered.
    `body` is what a client sends; `named` what the URL names, or a form beside it, such as the cart's line.
    """

    operation: str
    run: Callable[[Principal, Visit, dict[str, Any]], Result]
    body: type[Strict] = NoParams
    named: type[Strict] = NoParams
    needs_key: bool = False
    then: Callable[[Result], Result] = lambda result: result


def perform(action: Action, request: Request, body: Any, named: Mapping[str, Any], *, key: str | None) -> Result:
    """Check what was sent, then do it, once if there is a key.

    Somebody unknown becomes a guest by it, if it succeeds. Raises ValidationError, KeyRequired, and what core raises.
    """
    data = {**_checked(action.body, body), **_checked(action.named, named)}
    if key is None and action.needs_key:
        raise KeyRequired
    visit = visit_of(request)
    principal = visit.principal or Guest(uuid4())
    result = _done(action, principal, visit, data, key)
    _remember(request, principal)
    return action.then(result)


def _checked(schema: type[Strict], sent: Any) -> dict[str, Any]:
    serializer = schema(data=sent)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _done(action: Action, principal: Principal, visit: Visit, data: dict[str, Any], key: str | None) -> Result:
    if key is None:
        return action.run(principal, visit, data)
    intention = Intention(principal.key, "web", action.operation, key, data)
    return once(intention=intention, work=lambda: action.run(principal, visit, data), now=timezone.now())


def _remember(request: Request, principal: Principal) -> None:
    if not isinstance(principal, Customer) and GUEST_KEY not in request.session:
        request.session[GUEST_KEY] = str(principal.id)


class ActionView(ShopView):
    """Base of the JSON views: `actions` by HTTP method, and `answer`, the schema of what a success answers."""

    actions: ClassVar[dict[str, Action]]
    answer: ClassVar[Any]

    def do(self, request: Request, **named: Any) -> Result:
        """Perform the method's action on the request's body and what its path names."""
        _checked(NoParams, request.query_params)
        key = request.headers.get("Idempotency-Key")
        return perform(self.actions[str(request.method)], request, request.data, named, key=key)
